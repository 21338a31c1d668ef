"""What those who run the bot ask of it: is it alive, is it ready, how has it done."""

from __future__ import annotations

import dataclasses

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.request import Refused, addresses
from bot.metrics import CONTENT_TYPE
from bot.readiness import examine
from bot.settings import Settings


def add_routes(app: Sanic, clinic: Settings) -> None:
    """`/health` while the process lives; `/ready` while it can also answer and store; `/metrics`."""

    async def health(_request: Request) -> HTTPResponse:
        return response.json({"status": "alive"})

    async def ready(_request: Request) -> HTTPResponse:
        found = await examine(app.ctx.agent)
        return response.json(dataclasses.asdict(found), status=503 if found.faults else 200)

    async def metrics(request: Request) -> HTTPResponse:
        if not clinic.shows_metrics(addresses(request)):
            return Refused(403, "The metrics are not open to this address.").response()
        return response.raw(app.ctx.agent.tally.metrics.text(), content_type=CONTENT_TYPE)

    app.add_route(health, "/health")
    app.add_route(ready, "/ready")
    if clinic.metrics != "off":
        app.add_route(metrics, "/metrics")
