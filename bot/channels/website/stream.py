"""Server-sent events: a sign that the bot is at work at once, then its messages one by one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

KIND = "text/event-stream"

UNHINDERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No proxy may keep events back until there are more."""


@dataclass(frozen=True)
class Said:
    """What a message was answered with: a status and what the body holds."""

    status: int
    body: dict[str, Any]


def wants_stream(request: Request) -> bool:
    """Whether the client asked for events."""
    return KIND in request.headers.get("accept", "")


async def send(
    request: Request, thinking: Awaitable[Said], headers: Mapping[str, str]
) -> HTTPResponse | None:
    """Answer in the form the client asked for. Nothing is left to send where events were streamed."""
    if not wants_stream(request):
        said = await thinking
        return response.json(said.body, status=said.status, headers=dict(headers))
    stream = await request.respond(content_type=KIND, headers={**headers, **UNHINDERED})
    await stream.send(event("typing", {}))
    await asyncio.sleep(0)  # the words go out before the thinking takes the processor
    for each in events(await thinking):
        await stream.send(each)
    await stream.eof()
    return None


def events(said: Said) -> Iterator[str]:
    """A whole answer as events."""
    if said.status != 200:
        yield event("error", {"status": said.status, **said.body})
        return
    for message in said.body["messages"]:
        yield event("message", message)
    yield event("done", {"ok": True})


def event(name: str, data: Mapping[str, Any]) -> str:
    """One event; JSON has no line breaks of its own, so it is one line."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
