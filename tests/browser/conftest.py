"""What the tests in a real browser need: Chromium, a bot, a clinic's website, and a page that is watched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chat import Chat
from tests.browser.serving import ClinicSite, bot
from tests.servers import found

OpenPage = Callable[..., Page]
OpenChat = Callable[..., Chat]


# For the package and not the session: while Playwright runs, a coroutine of another test could not.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = found("chromium", shutil.which("chromium"))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="package")
def clinic_site() -> Iterator[ClinicSite]:
    """The website of a clinic."""
    site = ClinicSite()
    yield site
    site.close()


@pytest.fixture(scope="package")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bot's data folder."""
    return tmp_path_factory.mktemp("bot") / "data"


@pytest.fixture(scope="package")
def server(browser: Browser, clinic_site: ClinicSite, data: Path) -> Iterator[str]:
    """The bot's address. Without a browser none is started."""
    with bot(data.parent, RLS_ORIGINS=clinic_site.origin) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, server: str, clinic_site: ClinicSite) -> Iterator[OpenPage]:
    """Opens pages, each in a browser of its own unless it is given one, and watches over them."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    ours = (server, clinic_site.origin, "data:", "blob:")

    def complain_unless(fine: bool, complaint: str) -> None:
        if not fine:
            complaints.append(complaint)

    def open_one(
        context: BrowserContext | None = None, width: int = 390, height: int = 700, **options: Any
    ) -> Page:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complain_unless("Security Policy" not in said.text, said.text))
        page.on("request", lambda asked: complain_unless(asked.url.startswith(ours), asked.url))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "no error, no breach of the policy, no foreign request"


@pytest.fixture
def full_page(open_page: OpenPage, server: str) -> OpenChat:
    """The chat as a whole page, as it greets."""

    def open_chat(context: BrowserContext | None = None, **options: Any) -> Chat:
        page = open_page(context, **options)
        page.goto(f"{server}/chat/")
        return Chat(page)

    return open_chat


@pytest.fixture
def embedded(open_page: OpenPage, server: str, clinic_site: ClinicSite) -> OpenChat:
    """The chat on a clinic's page, as its button."""

    def open_chat(
        attributes: str = 'data-label="Legs at night?"',
        head: str = "",
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Chat:
        page = open_page(context, **options)
        page.goto(clinic_site.embed(server, attributes, head))
        return Chat(page)

    return open_chat
