"""The Socket.IO library's server, with the clinic's limits before it and a proper end after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer

from bot.channels.request import Refused
from bot.channels.website.gate import LARGEST_BODY, Gate
from bot.channels.website.origins import PREFLIGHT

FAREWELL_SECONDS = 2
"""How long a client may take to fetch what was said last, when the process stops."""

quiet = logging.getLogger(f"{__name__}.library")
quiet.setLevel(logging.ERROR)
"""Below this the library logs what it receives: patients' words."""


class GuardedServer(AsyncServer):
    """Looks at every request, also those that poll or become a WebSocket, before the library does.

    The library's own check of origins lets an empty one pass and knows no pages of this server's own.
    """

    def __init__(self, gate: Gate) -> None:
        super().__init__(
            async_mode="sanic",
            cors_allowed_origins=[],
            max_http_buffer_size=LARGEST_BODY,
            logger=quiet,
            engineio_logger=quiet,
        )
        self.on("disconnect", self.release)
        self._gate = gate
        self._under_way: set[asyncio.Future[Any]] = set()

    def attach(self, app: Sanic, socketio_path: str = "socket.io") -> None:
        """Serve at this path of an application."""
        methods = ["GET", "POST", "OPTIONS"]
        app.add_route(self.enter, f"/{socketio_path.strip('/')}/", methods=methods, name="socketio")
        app.enable_websocket()
        app.register_listener(self.leave, "before_server_stop")

    async def enter(self, request: Request) -> HTTPResponse:
        """One request of the library's protocol; opening a connection counts to the address."""
        try:
            headers = self._gate.headers(request)
            if request.method == "GET" and "sid" not in request.args:
                self._gate.count(request)
        except Refused as refused:
            return refused.response()
        if request.method == "OPTIONS":
            return response.empty(204, {**headers, **PREFLIGHT})
        answer = await self.eio.handle_request(request)
        answer.headers.update(headers)
        return answer

    async def to_its_end(self, doing: Awaitable[Any]) -> Any:
        """Await this, and let the process wait for it before it stops."""
        task = asyncio.ensure_future(doing)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def release(self, sid: str, reason: str) -> None:
        """End the request that a client who has gone left waiting: the library lets it stand for 45 s."""
        waiting = self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, "/"))
        if waiting and reason == self.reason.CLIENT_DISCONNECT:
            waiting.queue.put_nowait(None)

    async def leave(self, _app: Sanic, _loop: object) -> None:
        """Let what is under way come to its end and reach the clients, then say goodbye to them."""
        while self._under_way:
            await asyncio.wait(self._under_way)
        goodbyes = [asyncio.create_task(self.eio.disconnect(each)) for each in list(self.eio.sockets)]
        if goodbyes:
            _, unheard = await asyncio.wait(goodbyes, timeout=FAREWELL_SECONDS)
            for each in unheard:
                each.cancel()
        await self.shutdown()
