"""A clinic's own widget, as far as Socket.IO goes: the library's client, polling."""

from __future__ import annotations

import threading
from queue import Queue
from typing import Any

import socketio
from socketio.exceptions import ConnectionError

SECONDS = 90
"""Longer than anything takes; a test that waits so long has failed."""


class Widget:
    """One connection. What comes is kept by event, in the order it came."""

    def __init__(self) -> None:
        self.client = socketio.Client(reconnection=False, handle_sigint=False)
        self.said: Queue[dict[str, Any]] = Queue()
        self.refused: Queue[dict[str, Any]] = Queue()
        self.confirmed: Queue[str] = Queue()
        self.entered: Queue[object] = Queue()
        self.gone = threading.Event()
        self.client.on("bot_uttered", self.said.put)
        self.client.on("refused", self.refused.put)
        self.client.on("session_confirm", self.confirmed.put)
        self.client.on("connect", lambda: self.entered.put(None))
        self.client.on("connect_error", self.entered.put)
        self.client.on("disconnect", lambda *_: self.gone.set())

    @classmethod
    def of(cls, address: str, token: object, **headers: str) -> Widget:
        """A connection with a token. Raises socketio's ConnectionError."""
        widget = cls()
        auth = {"token": token}
        widget.client.connect(address, headers, auth, transports=["polling"], wait=False)
        refusal = widget.entered.get(timeout=SECONDS)
        if refusal is not None:
            widget.client.eio.disconnect(abort=True)
            raise ConnectionError(refusal)
        return widget

    def __enter__(self) -> Widget:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.eio.disconnect(abort=True)  # without waiting for the request that waits for more

    def say(self, message: object, **beside: object) -> dict[str, Any]:
        """Typed words; the result is the acknowledgement."""
        return self.send({"message": message, **beside})

    def send(self, data: object) -> dict[str, Any]:
        """A message as it is; the result is the acknowledgement."""
        acknowledged: dict[str, Any] = self.client.call("user_uttered", data, timeout=SECONDS)
        return acknowledged

    def hear(self) -> dict[str, Any]:
        """The next thing the bot says."""
        return self.said.get(timeout=SECONDS)

    def session(self, wished: object) -> str:
        """The conversation the server says this is, whatever is wished for."""
        self.client.emit("session_request", {"session_id": wished})
        return self.confirmed.get(timeout=SECONDS)
