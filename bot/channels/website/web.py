"""The clinic's website: a page, and a conversation over plain HTTP that passes every proxy."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import widget
from bot.channels.forgetting import forget_for_good
from bot.channels.outgoing import several_in
from bot.channels.request import Refused, fields, message_id_field, text_field
from bot.channels.turn import HELLO, OnMessage
from bot.channels.website.exchange import ENDED, Exchange
from bot.channels.website.gate import Gate, Headers
from bot.channels.website.incoming import Incoming
from bot.channels.website.origins import PREFLIGHT
from bot.channels.website.pages import files
from bot.channels.website.shown import Showing
from bot.channels.website.site import BEGIN, Site
from bot.channels.website.stream import send
from bot.channels.website.tokens import Token
from bot.settings import Settings
from bot.transcripts.erased import Ended

logger = logging.getLogger(__name__)

Route = Callable[[Request, Headers], Any]


class Website(InputChannel):
    """Serves the page at `/chat/` and its conversation beside it. The protocol is in the README."""

    def __init__(
        self,
        clinic: Settings,
        site: Site,
        apology: str,
        amend: Callable[[str], str | None] = lambda _question: None,
        several: Container[str] = (),
    ) -> None:
        self.site = site
        self.gate = Gate(clinic)
        self.incoming = Incoming(self.name(), {BEGIN: HELLO}, amend)
        self.exchange = Exchange(apology, Showing(several))
        self.files = files(Path(widget.__file__).parent, site.blanks)

    @classmethod
    def name(cls) -> str:
        """What Rasa stores as the channel of a message."""
        return "web"

    @classmethod
    def from_credentials(cls, _credentials: dict[str, Any] | None) -> Website:
        """The channel with what the settings and the knowledge say."""
        from bot import bootstrap, messages

        clinic, known, said = bootstrap.settings(), bootstrap.knowledge(), bootstrap.messages()
        emergency = messages.blanks(known, clinic)["emergency"]
        words = [
            said.words.say("page_greeting"),
            said.words.say("button_begin"),
            said.words.say("link_over"),
        ]
        site = Site.of(clinic, emergency, *words)
        return cls(clinic, site, said.technical_problem().text, said.amend_wish, several_in(known))

    def url_prefix(self) -> str:
        """An absolute path, so that the page is not below `/webhooks/`."""
        return "/chat"

    def blueprint(self, _on_new_message: OnMessage) -> Blueprint:
        """The page and the routes of its conversation."""
        routes = Blueprint("website")
        self._add(routes, "/conversations", POST=self.begin, DELETE=self.forget)
        self._add(routes, "/messages", POST=self.receive)
        self._add(routes, "/history", GET=self.history)
        self._add(routes, "/token", POST=self.renew)
        self._add(routes, "/settings", GET=self.settings)

        @routes.get("/")
        async def page(request: Request) -> HTTPResponse:
            return self._file(request, "")

        @routes.get("/<name:str>")
        async def file(request: Request, name: str) -> HTTPResponse:
            return self._file(request, name)

        return routes

    async def begin(self, request: Request, headers: Headers) -> HTTPResponse:
        """A token for a new conversation, of which nothing is kept yet, or for one that began elsewhere."""
        found, fresh = fields(request), self.gate.tokens.begin()
        told = {**_told(fresh), "messages": self.site.first()}
        if "from" in found:
            self.gate.measure(request)
            self.gate.count(request)
            told = await self._carried(request, found, fresh)
        return response.json(told, status=201, headers=headers)

    async def _carried(self, request: Request, found: dict[str, Any], fresh: Token) -> dict[str, Any]:
        """What is told to who comes by a link: the token of what it leads to, or that it is over."""
        ours = self.gate.tokens.conversation(fresh.text)
        by = message_id_field(found) or fresh.text
        led = await self.exchange.carried(request.app.ctx.agent, text_field(found, "from"), by, str(ours))
        if led is None:
            return {**_told(fresh), "messages": self.site.anew(), "carried": False}
        return {**_told(self.gate.tokens.renew(led)), "messages": [], "carried": True}

    async def renew(self, request: Request, headers: Headers) -> HTTPResponse:
        """A fresh token for the same conversation."""
        conversation = self.gate.conversation(request)
        await request.app.ctx.agent.require(conversation)
        token = self.gate.tokens.renew(conversation)
        return response.json(_told(token), headers=headers)

    async def receive(self, request: Request, headers: Headers) -> HTTPResponse | None:
        """One message, and what the bot says to it."""
        conversation = self.gate.conversation(request)
        self.gate.measure(request)
        self.gate.count(request, conversation)
        message = self.incoming.message(fields(request), conversation)
        return await send(request, self.exchange.said(request.app.ctx.agent, message), headers)

    async def history(self, request: Request, headers: Headers) -> HTTPResponse:
        """The conversation as it was shown, beyond a number."""
        conversation = self.gate.conversation(request)
        self.gate.count(request)
        said = await self.exchange.history(request.app.ctx.agent, conversation, _after(request))
        return response.json(said.body, headers=headers)

    async def forget(self, request: Request, headers: Headers) -> HTTPResponse:
        """Leave nothing of the conversation; its token is dead from now on. Raises Refused."""
        await forget_for_good(request.app.ctx.agent, self.gate.conversation(request))
        return response.empty(204, dict(headers))

    async def settings(self, _request: Request, headers: Headers) -> HTTPResponse:
        """What the widget shows of the clinic."""
        return response.json(self.site.to_json(), headers=headers)

    def _file(self, request: Request, name: str) -> HTTPResponse:
        """A file of the widget's; nothing else is served."""
        file = self.files.get(name)
        return file.response(request) if file else response.text("Not found", status=404)

    def _add(self, routes: Blueprint, path: str, **ways: Route) -> None:
        """A path with its methods, the browser's question before them among these."""

        async def route(request: Request) -> HTTPResponse | None:
            headers: Headers = {}
            try:
                headers = self.gate.headers(request)
                if request.method == "OPTIONS":
                    return response.empty(204, {**headers, **PREFLIGHT})
                return await ways[request.method](request, headers)
            except Refused as refused:
                return refused.response(headers)
            except Ended:
                return response.json(ENDED.body, status=ENDED.status, headers=headers)
            except Exception:
                logger.exception("%s could not be answered.", path)
                return response.json(self.exchange.sorry(), status=503, headers=headers)

        routes.add_route(route, path, methods=["OPTIONS", *ways], name=path[1:])


def _told(token: Token) -> dict[str, str]:
    return {"token": token.text, "expires": token.expires.isoformat()}


def _after(request: Request) -> int:
    given = request.args.get("after", "0")
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise Refused(400, "'after' must be the number of a message.")
    return int(given)
