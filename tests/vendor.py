"""A chat service of our own: real HTTP on loopback, misbehaving when told to, with every call on record."""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

PATIENCE_SECONDS = 60
"""How long a test waits for a call before it gives up; a machine may be slow."""

Given = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the service says to a call; nothing at all where it hangs."""

    body: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


HANG = Answer(status=0)
"""The line stays open and nothing comes, until the service is told to `let_go` or ends."""


@dataclass(frozen=True)
class Call:
    """One call of the bot's: the method it named, what it gave, and what it got."""

    method: str
    given: Given
    headers: Mapping[str, str]
    got: Answer


class Vendor(ABC):
    """The base of the fake services. Each says how it answers a call that nobody told it to spoil.

    `with FakeSlack() as slack:` serves at `slack.address`, on a free port, in threads of its own.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._troubles: deque[tuple[str | None, Answer]] = deque()
        self._down: Answer | None = None
        self.changed = threading.Condition()
        self._let_go = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _requests_for(self))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Any:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()
        self._server.shutdown()
        self._server.server_close()

    @abstractmethod
    def answer(self, method: str, given: Given, headers: Mapping[str, str]) -> Answer:
        """What is said to a call; this is where limits are enforced.

        Never called twice at once, unless it waits for something with `self.changed`.
        """

    def method(self, path: str) -> str:
        """The name of the method a path calls."""
        return path.rpartition("/")[2]

    # --- misbehaving on command ---

    def next(self, *answers: Answer, method: str | None = None) -> None:
        """Spoil the next calls (of one method alone): each gets one of these, in this order."""
        with self.changed:
            self._troubles.extend((method, answer) for answer in answers)

    @contextmanager
    def down(self, answer: Answer) -> Iterator[None]:
        """An outage: every call gets this until the end of the block."""
        self._down = answer
        try:
            yield
        finally:
            self._down = None

    def let_go(self) -> None:
        """Drop the lines that hang."""
        self._let_go.set()
        self._let_go = threading.Event()

    # --- the record ---

    def of(self, *methods: str) -> list[Call]:
        """The calls so far, of these methods or of all."""
        with self.changed:
            return [call for call in self.calls if not methods or call.method in methods]

    def done(self, *methods: str) -> list[Call]:
        """The same without those that were spoilt or refused."""
        return [call for call in self.of(*methods) if self.is_good(call.got)]

    def is_good(self, answer: Answer) -> bool:
        """Whether a call with this answer did what it asked for."""
        return answer.status == 200 and answer.body.get("ok") is not False

    def until(self, reached: Callable[[], Any]) -> Any:
        """Wait until this is true of the record, looked at anew after each call; gives what it is then."""
        with self.changed:
            found = self.changed.wait_for(reached, PATIENCE_SECONDS)
        assert found, f"nothing like it among {[(call.method, call.given) for call in self.calls]}"
        return found

    def take(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """One call, answered and put on record."""
        method, given = self.method(path.partition("?")[0]), _given(path, headers, body)
        with self.changed:
            got = self._spoilt(method) or self.answer(method, given, headers)
            self.calls.append(Call(method, given, headers, got))
            self.changed.notify_all()
            let_go = self._let_go
        if got is HANG:
            let_go.wait(PATIENCE_SECONDS)
        return got

    def _spoilt(self, method: str) -> Answer | None:
        if self._down:
            return self._down
        fitting = next((each for each in self._troubles if each[0] in (None, method)), None)
        if fitting is None:
            return None
        self._troubles.remove(fitting)
        return fitting[1]


def _given(path: str, headers: Mapping[str, str], body: bytes) -> Given:
    """What a call brings: JSON or a form, beside what stands in the address."""
    given: Given = dict(parse_qsl(path.partition("?")[2], keep_blank_values=True))
    if "json" in headers.get("content-type", ""):
        return {**given, **json.loads(body or b"{}")}
    return {**given, **dict(parse_qsl(body.decode(), keep_blank_values=True))}


def _requests_for(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        """Hands each call on and writes down what comes of it."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            got = vendor.take(self.path, headers, body)
            if got is HANG:
                self.close_connection = True
                return
            told = json.dumps(got.body).encode()
            self.send_response(got.status)
            named = {"Content-Type": "application/json", "Content-Length": str(len(told)), **got.headers}
            for name, value in named.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """The record is enough."""

    return Requests
