"""Slack's way in: one address for events, presses and the slash command."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.courier import Courier
from bot.channels.request import Refused
from bot.channels.sending import Patience
from bot.channels.slack.api import TIMEOUT_SECONDS, SlackApi
from bot.channels.slack.events import happened
from bot.channels.slack.fields import FORM, form
from bot.channels.slack.happenings import Challenge, Commanded, Happening
from bot.channels.slack.opening import reception
from bot.channels.slack.output import SlackLine
from bot.channels.slack.presses import commanded, interacted
from bot.channels.slack.reception import is_known
from bot.channels.slack.signature import Signatures
from bot.channels.turn import OnMessage
from bot.knowledge.loader import Knowledge
from bot.messages import Messages
from bot.settings import Settings
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

HURRY_SECONDS = 2.0
"""When Slack gets its answer at the latest; after three seconds it takes the message for lost."""


class Slack(InputChannel):
    """`POST /webhooks/slack/webhook`, for requests that Slack has signed."""

    def __init__(
        self,
        clinic: Settings,
        known: Knowledge,
        said: Messages,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        timeout: float = TIMEOUT_SECONDS,
        hurry: float = HURRY_SECONDS,
    ) -> None:
        token, secret = clinic.slack_bot_token, clinic.slack_signing_secret
        assert token, "whoever opens the channel has one"
        assert secret, "the settings do not let a token be without it"
        self._signatures = Signatures(secret.get_secret_value())
        self._api = SlackApi(token.get_secret_value(), clinic.slack_api, timeout)
        self._courier = Courier(patience)
        self._reception = reception(clinic, known, said, self._api, self._courier)
        self._words = said.words
        self._hurry = hurry
        self._at_work: set[asyncio.Task[bool]] = set()

    @classmethod
    def name(cls) -> str:
        """What Rasa stores as the channel of a message."""
        return SlackLine.name()

    @classmethod
    def from_credentials(cls, _credentials: dict[str, Any] | None) -> Slack:
        """The channel with what the settings and the knowledge say."""
        from bot import bootstrap

        return cls(bootstrap.settings(), bootstrap.knowledge(), bootstrap.messages())

    def blueprint(self, _on_new_message: OnMessage) -> Blueprint:
        """The routes below `/webhooks/slack`."""
        routes = Blueprint("slack")

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                self._signatures.check(request.headers, request.body)
                happening = read(request)
            except Refused as refused:
                return refused.response()
            return await self._answer(request.app.ctx.agent, happening)

        routes.listener("after_server_stop")(self._leave)
        return routes

    async def _answer(self, agent: ExactlyOnce, happening: Happening | Challenge | None) -> HTTPResponse:
        """What Slack itself is told."""
        if happening is None:
            return response.empty(200)
        if isinstance(happening, Challenge):
            return response.json({"challenge": happening.text})
        taken = await self._in_time(agent, happening)
        if isinstance(happening, Commanded):
            # Slack shows this to whoever gave the command, and nothing at all after an error.
            text = self._words.say("slack_began") if taken else self._words.say("technical_problem")
            return response.json({"response_type": "ephemeral", "text": text})
        return response.empty(200 if taken else 503)

    async def _in_time(self, agent: ExactlyOnce, happening: Happening) -> bool:
        """Whether something is seen to, or safely kept until it is. What is neither, Slack brings again."""
        task = asyncio.create_task(self._reception.meet(agent, happening))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        await asyncio.wait({task}, timeout=self._hurry)
        if task.done():
            return task.result()
        try:
            return await asyncio.wait_for(is_known(agent, happening, happening.id), self._hurry / 4)
        except Exception:
            logger.exception("Nobody can tell whether a message is kept.")
            return False

    async def _leave(self, _app: Sanic, _loop: object) -> None:
        """Stop trying, and hang up."""
        await self._courier.end()
        await self._api.close()


def read(request: Request) -> Happening | Challenge | None:
    """What a request tells. Raises Refused."""
    if not request.headers.get("content-type", "").startswith(FORM):
        return happened(request.body)
    found = form(request.body)
    return interacted(found["payload"]) if "payload" in found else commanded(found)
