"""Rasa's REST channel for trusted networks: the same route and answers, without its rough edges."""

from __future__ import annotations

import json
from typing import Any

import rasa.core.channels.rest
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guard import is_of
from bot.channels.request import Refused, addresses, fields, message_id_field, text_field
from bot.channels.turn import OnMessage, Outgoing, take_turn
from bot.settings import Settings

_SENDER = "'sender' must be 1 to 200 letters, digits or any of : _ . @ - and not begin like another channel's"


class TrustedRest(rasa.core.channels.rest.RestInput):
    """`POST /webhooks/rest/webhook {"sender", "message"}`, for the addresses the settings admit.

    With a `message_id` a message may be sent again until it is answered; 503 asks for that.
    """

    def __init__(self, clinic: Settings, apology: str) -> None:
        self.clinic = clinic
        self.apology = apology

    @classmethod
    def from_credentials(cls, _credentials: dict[str, Any] | None) -> TrustedRest:
        """The channel as `credentials.yml` names it; everything else is in the settings."""
        from bot import bootstrap

        return cls(bootstrap.settings(), bootstrap.messages().technical_problem().text)

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The routes below `/webhooks/rest`."""
        routes = Blueprint("trusted_rest")

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                self._admit(request)
                found = fields(request)
                sender, message = _sender(found), text_field(found, "message")
                message_id = message_id_field(found)
            except Refused as refused:
                return refused.response()
            answer = await take_turn(on_new_message, message, sender, self.name(), self.apology, message_id)
            status = 200 if answer.ok else 503
            if "stream" in request.args:
                return _stream(answer.messages, status)
            return response.json(answer.messages, status=status)

        return routes

    def _admit(self, request: Request) -> None:
        """Refuse a client from elsewhere, also one that a proxy on this machine speaks for."""
        if not self.clinic.admits(addresses(request)):
            raise Refused(403, "The REST channel is not open to this address.")


def _sender(found: dict[str, Any]) -> str:
    sender = found.get("sender")
    if isinstance(sender, int) and not isinstance(sender, bool):
        sender = str(sender)
    if not isinstance(sender, str) or not is_of("", sender):
        raise Refused(400, _SENDER)
    return sender


def _stream(messages: list[Outgoing], status: int) -> HTTPResponse:
    """The messages one a line, as Rasa answers `?stream=true`."""
    lines = "".join(json.dumps(message) + "\n" for message in messages)
    return response.text(lines, status=status, content_type="text/event-stream")
