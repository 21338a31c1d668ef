"""The browsers that Playwright does not drive as Debian has them: Firefox, and WebKit, the engine of Safari.

Each is led over the little of its own remote control that a conversation needs. A client for all browsers
would want a driver for Firefox that Debian does not have.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.servers import free_port
from tests.servers import found

START_SECONDS = 120
WAIT_MS = 20_000
PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
}
"""A browser that asks nobody anything."""

MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"


class Engine(ABC):
    """A browser with one page in it."""

    @abstractmethod
    def command(self, name: str, **given: Any) -> Any:
        """What the browser answers to a command of the W3C's WebDriver, by its name there."""

    def open(self, address: str) -> None:
        """Go to a page."""
        self.command("Navigate To", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """What a function comes to in the page; a promise is waited for."""
        whole = (
            f"const done = arguments[arguments.length - 1]; Promise.resolve(({script})(...arguments)).then("
        )
        whole += "(value) => done({ value }), (error) => done({ error: String(error) }));"
        came = self.command("Execute Async Script", script=whole, args=list(arguments))
        assert "error" not in came, came["error"]
        return came.get("value")

    def picture(self, path: Path) -> None:
        """Keep what is seen now."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(self.command("Take Screenshot")))


class Firefox(Engine):
    """Firefox over Marionette: JSON with its length before it, through a socket."""

    _NAMES: Mapping[str, str] = {
        "New Session": "WebDriver:NewSession",
        "Navigate To": "WebDriver:Navigate",
        "Execute Async Script": "WebDriver:ExecuteAsyncScript",
        "Take Screenshot": "WebDriver:TakeScreenshot",
    }

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._message()
        self.command("New Session", timeouts={"script": WAIT_MS})

    def command(self, name: str, **given: Any) -> Any:
        """What the browser answers."""
        self._number += 1
        told = json.dumps([0, self._number, self._NAMES[name], given]).encode()
        self._socket.sendall(b"%d:%s" % (len(told), told))
        _, _, error, result = self._message()
        assert error is None, error
        return result["value"] if set(result) == {"value"} else result

    def _message(self) -> Any:
        length = b""
        while (letter := self._file.read(1)) != b":":
            assert letter, "Firefox went away"
            length += letter
        return json.loads(self._file.read(int(length)))


class WebKit(Engine):
    """WebKit over its own driver: WebDriver over HTTP."""

    _NAMES: Mapping[str, tuple[str, str]] = {
        "Navigate To": ("POST", "/url"),
        "Execute Async Script": ("POST", "/execute/async"),
        "Take Screenshot": ("GET", "/screenshot"),
    }

    def __init__(self, port: int, browser: str) -> None:
        _connected(port).close()
        self._port = port
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        wanted = {"capabilities": {"alwaysMatch": {**options, "timeouts": {"script": WAIT_MS}}}}
        self._session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"

    def command(self, name: str, **given: Any) -> Any:
        """What the browser answers."""
        method, path = self._NAMES[name]
        return self._ask(method, self._session + path, given if method == "POST" else None)

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
        line.request(method, path, None if body is None else json.dumps(body))
        answer = line.getresponse()
        value = json.loads(answer.read())["value"]
        assert answer.status == 200, value
        return value


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Firefox without a screen, in a profile of its own."""
    program = found("firefox-esr", shutil.which("firefox-esr"))
    port = free_port()
    told = {**PREFERENCES, "marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in told.items()]
    (folder / "user.js").write_text("\n".join(lines))
    command = [
        str(program),
        "--headless",
        "--marionette",
        "--profile",
        str(folder),
        "--width=390",
        "--height=700",
    ]
    with _process(command, folder):
        yield Firefox(port)


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """WebKit on a screen that nobody sees."""
    driver = found("webkit2gtk-driver", shutil.which("WebKitWebDriver"))
    screen = found("xvfb", shutil.which("Xvfb"))
    browser = sorted(Path("/").glob(MINI_BROWSER[1:]))
    port, display = free_port(), f":{free_port()}"
    with _process([str(screen), display, "-screen", "0", "800x800x24", "-nolisten", "tcp"], folder):
        own = {"DISPLAY": display, "GDK_BACKEND": "x11", "HOME": str(folder), "NO_AT_BRIDGE": "1"}
        with _process([str(driver), f"--port={port}"], folder, **own):
            yield WebKit(port, str(browser[-1]))


@contextmanager
def _process(command: list[str], folder: Path, **settings: str) -> Iterator[None]:
    with (
        (folder / f"{Path(command[0]).name}.log").open("wb") as log,
        subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=log) as process,
    ):
        try:
            yield
        finally:
            process.terminate()


def _connected(port: int) -> socket.socket:
    limit = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS)
        except OSError:
            assert time.monotonic() < limit, f"nothing listens at {port}"
            time.sleep(0.1)  # a process cannot say when it listens
