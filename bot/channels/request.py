"""The body of a request, or a plain refusal."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels.guard import is_message_id


class Refused(Exception):
    """A request that is not taken on, with the status and the reason its sender gets."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status

    def response(self) -> HTTPResponse:
        """The refusal as the client sees it."""
        return json_response({"error": str(self)}, status=self.status)


def addresses(request: Request) -> list[str]:
    """Where a request comes from: the client, and whoever a proxy says it speaks for."""
    spoken_for = request.headers.get("x-forwarded-for", "").split(",")
    return [request.ip, *(address.strip() for address in spoken_for if address.strip())]


def fields(request: Request) -> dict[str, Any]:
    """The JSON object of a request's body."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body must be JSON.") from error
    if not isinstance(found, dict):
        raise Refused(400, "The body must be a JSON object.")
    return found


def message_id_field(found: dict[str, Any]) -> str | None:
    """The id the sender gave the message, also among its `metadata`; None if it has none."""
    metadata = found.get("metadata")
    given = found.get("message_id") or (metadata.get("message_id") if isinstance(metadata, dict) else None)
    if given is None:
        return None
    if not isinstance(given, str) or not is_message_id(given):
        raise Refused(400, "'message_id' must be 1 to 200 letters, digits or any of : _ . @ -")
    return given


def text_field(found: dict[str, Any], name: str) -> str:
    """A field that must be there and be text."""
    value = found.get(name)
    if not isinstance(value, str):
        raise Refused(400, f"'{name}' must be text.")
    return value
