"""The console of a small clinic in a real browser, for visitors of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from bot.transcripts.database import connect
from tests.bot.console import clinic
from tests.bot.console.visitor import Clock, ConsoleUnderTest
from tests.browser.chat import Chat

OpenConsole = Callable[..., Chat]


class Served:
    """A console that answers a browser."""

    def __init__(self, folder: Path) -> None:
        engine = connect(f"sqlite:///{clinic.found(folder / 'transcripts.db')}")
        self.console = ConsoleUnderTest(engine, Clock())
        self._server = make_server("127.0.0.1", 0, self.console.app, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def cookie(self, role: str) -> dict[str, Any]:
        """What the browser of somebody signed in with this role holds."""
        held = self.console(role).client.get_cookie("rls_staff")
        assert held is not None
        return {"name": "rls_staff", "value": held.value, "url": self.address}

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The console of the small clinic."""
    serving = Served(tmp_path_factory.mktemp("console"))
    yield serving
    serving.close()


@pytest.fixture
def open_console(served: Served, browser: Browser) -> Iterator[OpenConsole]:
    """Opens a page of the console for somebody with a role, or for a stranger, and watches over it.

    What is opened is used as `Chat` uses a page: `press`, `tab_to`, `screenshot`, `accessibility_faults`.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(path: str, role: str | None = None, width: int = 1280, **options: Any) -> Chat:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        if role:
            context.add_cookies([served.cookie(role)])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((served.address, "data:")) else complaints.append(asked.url)
            ),
        )
        page.goto(served.address + path)
        return Chat(page)

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "no error, no breach of the policy, no foreign request"
