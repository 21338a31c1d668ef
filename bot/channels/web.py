"""The clinic's website: a page, and two routes that carry its conversation."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import widget
from bot.channels.request import Refused, fields, message_id_field, text_field
from bot.channels.turn import OnMessage, take_turn
from bot.settings import Settings

FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "widget.js": ("widget.js", "text/javascript; charset=utf-8"),
    "widget.css": ("widget.css", "text/css; charset=utf-8"),
}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Nothing from elsewhere is loaded, nothing inline runs, and no address of a conversation leaks."""

_ISSUED = re.compile(r"web:[A-Za-z0-9_-]{32}")


class Website(InputChannel):
    """Serves the page at `/chat/` and talks with it in plain JSON, which passes every proxy."""

    def __init__(self, clinic: Settings, emergency: str, apology: str) -> None:
        self.apology = apology
        self.files = _pages(
            {"clinic": clinic.clinic_name, "phone": clinic.clinic_phone, "emergency": emergency}
        )

    @classmethod
    def name(cls) -> str:
        """What Rasa stores as the channel of a message."""
        return "web"

    @classmethod
    def from_credentials(cls, _credentials: dict[str, Any] | None) -> Website:
        """The channel as `credentials.yml` names it; everything else is in the settings."""
        from bot import bootstrap, messages

        said = messages.blanks(bootstrap.knowledge(), bootstrap.settings())
        return cls(bootstrap.settings(), said["emergency"], bootstrap.messages().technical_problem().text)

    def url_prefix(self) -> str:
        """An absolute path, so that the page is not below `/webhooks/`."""
        return "/chat"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The page and its two routes."""
        routes = Blueprint("website")

        @routes.get("/")
        async def page(_request: Request) -> HTTPResponse:
            return self._file("")

        @routes.get("/<name:str>")
        async def file(_request: Request, name: str) -> HTTPResponse:
            return self._file(name)

        @routes.post("/conversations")
        async def begin(_request: Request) -> HTTPResponse:
            return response.json({"conversation": new_conversation()}, status=201, headers=HEADERS)

        @routes.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            try:
                conversation, message, message_id = _message(request)
            except Refused as refused:
                return refused.response()
            answer = await take_turn(
                on_new_message, message, conversation, self.name(), self.apology, message_id
            )
            status = 200 if answer.ok else 503
            return response.json({"messages": answer.messages}, status=status, headers=HEADERS)

        return routes

    def _file(self, name: str) -> HTTPResponse:
        if name not in self.files:
            return response.text("Not found", status=404)
        body, kind = self.files[name]
        return response.raw(body, content_type=kind, headers=HEADERS)


def new_conversation() -> str:
    """An id nobody can guess."""
    return f"web:{secrets.token_urlsafe(24)}"


def _message(request: Request) -> tuple[str, str, str | None]:
    """Conversation, text and id of a message; a form from another site cannot send this type."""
    if not request.content_type.startswith("application/json"):
        raise Refused(415, "Send application/json.")
    found = fields(request)
    conversation = text_field(found, "conversation")
    if not _ISSUED.fullmatch(conversation):
        raise Refused(400, "'conversation' must be an id this server gave out.")
    return conversation, text_field(found, "message"), message_id_field(found)


def _pages(blanks: Mapping[str, str]) -> dict[str, tuple[bytes, str]]:
    """The widget's files by path, with the clinic's name and numbers filled in."""
    folder = Path(widget.__file__).parent
    return {
        path: (_fill((folder / name).read_text("utf-8"), blanks).encode(), kind)
        for path, (name, kind) in FILES.items()
    }


def _fill(text: str, blanks: Mapping[str, str]) -> str:
    for name, value in blanks.items():
        text = text.replace(f"{{{{{name}}}}}", html.escape(value))
    return text
