"""Rasa's Socket.IO channel for a clinic with its own widget: the same events, without the rough edges."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput
from sanic import Blueprint
from socketio.exceptions import ConnectionRefusedError

from bot.channels.recent import Recent
from bot.channels.request import Refused, message_id_field
from bot.channels.socket_io.server import GuardedServer
from bot.channels.turn import OnMessage
from bot.channels.website.exchange import Exchange
from bot.channels.website.gate import Gate
from bot.channels.website.incoming import Incoming
from bot.channels.website.shown import Shown
from bot.channels.website.web import Website
from bot.transcripts.offers import Echo
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

REFUSED_EVENT = "refused"
"""Sent in place of words where a client did something wrong: for the widget, not for the patient."""


@dataclass(frozen=True)
class Caller:
    """Who is at the other end: the token of one conversation, and the address that is counted.

    `taken` are the latest messages that were answered on this connection, or are being answered.
    """

    token: str
    address: str
    agent: ExactlyOnce
    taken: Recent = field(default_factory=lambda: Recent(100))


class WidgetSocket(SocketIOInput):
    """Connects whoever brings a token of the website's, `auth: {"token"}`, with that conversation alone.

    A conversation's connections share a room that has its id; no client chooses one. `user_uttered` is
    `{"message"}`, or what the website takes in its place, and `message_id`; an answer is `bot_uttered`.
    """

    def __init__(self, gate: Gate, incoming: Incoming, exchange: Exchange) -> None:
        super().__init__(session_persistence=True)
        self.gate = gate
        self.exchange = exchange
        self.incoming = replace(incoming, channel=self.name(), typed=Echo)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WidgetSocket:
        """The channel with what the settings and the knowledge say."""
        return cls.beside(Website.from_credentials(credentials))

    @classmethod
    def beside(cls, website: Website) -> WidgetSocket:
        """The channel for the website's conversations, with its limits."""
        return cls(website.gate, website.incoming, website.exchange)

    def blueprint(self, _on_new_message: OnMessage) -> Blueprint:
        """The server at `/socket.io/` with the events of Rasa's channel."""
        self.sio = GuardedServer(self.gate)
        self.sio.on("connect", self.connect)
        self.sio.on("session_request", self.confirm)
        self.sio.on(self.user_message_evt, self.receive)
        return SocketBlueprint(self.sio, self.socketio_path, "socketio_webhook", __name__)

    async def connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        """Let a client in; the reason why not is for programs."""
        request = environ["sanic.request"]
        token = auth.get("token") if isinstance(auth, dict) else None
        try:
            room = self.gate.named_by(token)
        except Refused as refused:
            raise ConnectionRefusedError(str(refused), {"status": refused.status}) from refused
        caller = Caller(str(token), self.gate.side(request), request.app.ctx.agent)
        await self.sio.save_session(sid, caller)
        await self.sio.enter_room(sid, room)

    async def confirm(self, sid: str, *_wished: object) -> None:
        """Tell a client which conversation it is in, whatever it would like."""
        caller: Caller = await self.sio.get_session(sid)
        try:
            conversation = self._counted(caller)
        except Refused as refused:
            await self._refuse(sid, refused)
        else:
            await self.sio.emit("session_confirm", conversation, room=sid)

    async def receive(self, sid: str, *said: object) -> dict[str, Any]:
        """One message, taken to its end. What comes back acknowledges it with a status."""
        status: dict[str, Any] = await self.sio.to_its_end(self._answered(sid, said))
        return status

    async def _answered(self, sid: str, said: tuple[object, ...]) -> dict[str, Any]:
        """Answer, refuse, or be sorry; never silence."""
        try:
            return {"status": await self._answer(sid, said)}
        except Refused as refused:
            return await self._refuse(sid, refused)
        except Exception:
            logger.exception("A message over Socket.IO could not be answered.")
            await self._say(self.exchange.sorry()["messages"], sid)
            return {"status": 503}

    async def _answer(self, sid: str, said: tuple[object, ...]) -> int:
        caller: Caller = await self.sio.get_session(sid)
        conversation = self._counted(caller)
        message = self.incoming.message(_fields(said), conversation)
        if not caller.taken.is_new(message.message_id):
            return 202
        answer = await self.exchange.said(caller.agent, message)
        if answer.status != 200:
            caller.taken.forget(message.message_id)
        if "messages" not in answer.body:
            raise Refused(answer.status, answer.body["error"])
        await self._say(answer.body["messages"], conversation if answer.status == 200 else sid)
        return answer.status

    def _counted(self, caller: Caller) -> str:
        """The conversation that something is asked of, if its token is still good. Raises Refused."""
        conversation = self.gate.named_by(caller.token)
        self.gate.charge(caller.address, conversation)
        return conversation

    async def _say(self, messages: list[Shown], room: str) -> None:
        for each in messages:
            await self.sio.emit(self.bot_message_evt, _as_rasa(each), room=room)

    async def _refuse(self, sid: str, refused: Refused) -> dict[str, Any]:
        """Say what was wrong; who has no conversation any more is let go."""
        told = {"status": refused.status, "error": str(refused), **refused.headers}
        await self.sio.emit(REFUSED_EVENT, told, room=sid)
        if refused.status == 401:
            await self.sio.disconnect(sid)
        return told


def _fields(said: tuple[object, ...]) -> dict[str, Any]:
    """What an event carries, as the website would have it."""
    if len(said) != 1 or not isinstance(said[0], dict):
        raise Refused(400, "A message is one object.")
    found = {**said[0], "message_id": message_id_field(said[0]) or secrets.token_urlsafe(12)}
    if "message" in found:
        found["text"] = found.pop("message")
    return found


def _as_rasa(shown: Shown) -> dict[str, Any]:
    """A message as Rasa's widgets take it: buttons are quick replies that carry the button's id."""
    buttons = shown.get("buttons", ())
    replies = [{"content_type": "text", "title": each["title"], "payload": each["id"]} for each in buttons]
    rest = {part: value for part, value in shown.items() if part != "buttons"}
    return {**rest, "quick_replies": replies} if replies else rest
