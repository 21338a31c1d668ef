"""Telegram as a channel of Rasa's: the webhook, and what begins and ends with the server."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Container
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.courier import Courier
from bot.channels.outgoing import several_in
from bot.channels.rates import Rates
from bot.channels.request import Refused, fields
from bot.channels.sending import Patience, Progress, Undeliverable
from bot.channels.telegram.api import line_for
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.output import NAME, Ways
from bot.channels.telegram.parsing import Malformed, read
from bot.channels.telegram.phrases import Phrases
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.shown import Showing
from bot.channels.turn import OnMessage
from bot.messages.wording import Words
from bot.settings import Settings
from bot.transcripts import handover
from bot.transcripts.inbox import Message
from bot.transcripts.shown import around
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

LARGEST_UPDATE = 256 * 1024


class Telegram(InputChannel):
    """`POST /webhooks/telegram/webhook`, or polling. The line to Telegram is open while the server runs."""

    def __init__(
        self, clinic: Settings, words: Words, several: Container[str] = (), patience: Patience | None = None
    ) -> None:
        self.clinic = clinic
        page = f"{clinic.public_address}/chat/" if clinic.public_address else None
        self.phrases = Phrases(words, page)
        done, row = words.say("button_done"), self.phrases.page_row
        self.showing = Showing(several, done, self.phrases.instead, row)
        self.patience = patience or Patience()
        self.courier = Courier(self.patience)
        self.polling: asyncio.Task[None] | None = None
        self.chats: Chats | None = None
        self.api = line_for(clinic)

    @classmethod
    def name(cls) -> str:
        """What Rasa calls the channel, and its part of the address."""
        return NAME

    @classmethod
    def from_credentials(cls, _credentials: dict[str, Any] | None) -> Telegram:
        """The channel with what the settings and the knowledge say."""
        from bot import bootstrap

        several = several_in(bootstrap.knowledge())
        return cls(bootstrap.settings(), bootstrap.messages().words, several)

    def blueprint(self, _on_new_message: OnMessage) -> Blueprint:
        """The webhook, and the listeners that open and close the line."""
        routes = Blueprint("telegram_webhook")
        routes.listener("before_server_start")(self.begin)
        routes.listener("before_server_stop")(self.rest)
        routes.listener("after_server_stop")(self.end)

        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            try:
                self._admit(request)
                await self._receive(request)
            except Refused as refused:
                return refused.response()
            return response.json({"ok": True})

        return routes

    async def begin(self, app: Sanic, _loop: object = None) -> None:
        """Open the line, and poll where there is no webhook."""
        await self.api.__aenter__()
        agent = app.ctx.agent
        rates = Rates(self.clinic.rate_conversation)
        self.chats = Chats(agent, self._ways(agent), self.phrases, self.courier, rates)
        if self.clinic.telegram_polling:
            polling = Polling(self.api, self.chats, agent.lock_store, self.patience)
            self.polling = asyncio.create_task(polling.forever())

    async def rest(self, _app: Sanic, _loop: object = None) -> None:
        """Fetch no more updates, and try no more to deliver what was late: it is owed."""
        if self.polling:
            self.polling.cancel()
            await asyncio.wait([self.polling])
        await self.courier.end()

    async def end(self, _app: Sanic, _loop: object = None) -> None:
        """Close the line, when the last turn has come to its end."""
        await self.api.__aexit__()

    def _admit(self, request: Request) -> None:
        """Raises Refused for who is not Telegram. Without a secret nobody is."""
        secret = self.clinic.telegram_secret
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if secret is None or not hmac.compare_digest(given, secret.get_secret_value().encode()):
            raise Refused(403, "This is not from Telegram.")
        if len(request.body) > LARGEST_UPDATE:
            raise Refused(413, "An update has at most 256 kB.")

    async def _receive(self, request: Request) -> None:
        """Take an update; done as soon as nothing of it can be lost any more. Raises Refused."""
        try:
            update = read(fields(request))
        except Malformed as fault:
            raise Refused(400, str(fault)) from fault
        if update and self.chats:
            await self.chats.take(update)

    def _ways(self, agent: ExactlyOnce) -> Ways:
        store = agent.tracker_store

        async def find(conversation: str, message_id: str) -> Message | None:
            try:
                return (await around(store, conversation, message_id))[0]
            except SQLAlchemyError as fault:
                raise Undeliverable("The conversation cannot be read.") from fault

        async def lead(conversation: str) -> str | None:
            try:
                code = await handover.issue(store, conversation)
            except SQLAlchemyError as fault:
                raise Undeliverable("No link can be noted.") from fault
            return f"{self.phrases.page}?from={code}" if code else None

        is_discreet = self.clinic.telegram_low_detail and self.phrases.page is not None
        discretion = self.phrases.discretion if is_discreet else None
        return Ways(self.api, self.showing, discretion, find, lead, Progress())
