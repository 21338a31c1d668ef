"""A bot of our own for the browser, and a clinic's website that embeds its chat."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from bot.settings import PREFIX, ROOT
from tests.bench.servers import free_port
from tests.forked import Forked, forked

START_SECONDS = 240

NO_HURRY = "1000/second"
"""A test presses faster than anybody could; what happens then is the channel's to show."""


@contextmanager
def bot(folder: Path, **settings: str) -> Iterator[str]:
    """`rls-triage serve` on a free port, with its data in this folder; gives its address."""
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    surroundings = {
        **own,
        "RLS_DATA_FOLDER": str(folder / "data"),
        "RLS_CONSOLE": "off",
        "RLS_RATE_CONVERSATION": NO_HURRY,
        "RLS_RATE_ADDRESS": NO_HURRY,
        **settings,
    }
    log = folder / "log"
    with forked("bot.cli", ["serve", "--port", str(port)], ROOT, surroundings, log) as process:
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/ready", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


class ClinicSite:
    """A website of another origin, with the Content Security Policy that our page for engineers asks for."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.policy = ""
        site = self

        class Requests(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path)
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def embed(self, chat: str, attributes: str = 'data-label="Legs at night?"', head: str = "") -> str:
        """A page with the one line that makes the chat; gives its address."""
        self.policy = f"default-src 'none'; script-src {chat}; connect-src {chat}; img-src data:"
        path = f"/page-{len(self.pages)}"
        self.pages[path] = (
            f'<!doctype html><html lang="en"><head><title>Clinic</title><link rel="icon" href="data:,">{head}'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            '<body><main><h1>A clinic</h1><p><a href="#more">More about us</a></p></main>'
            f'<script type="module" src="{chat}/chat/widget.js" {attributes}></script></body></html>'
        )
        return self.origin + path

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


def _wait_until_ready(address: str, process: Forked, log: Path) -> None:
    limit = time.monotonic() + START_SECONDS
    while not _is_ready(address):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < limit, log.read_text()
        time.sleep(0.1)  # a process cannot say when it listens


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
