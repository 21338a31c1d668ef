"""One process that serves: Rasa, the custom actions, the page and, where asked for, REST."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import agent as agents
from bot import training
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import InputChannel
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse

LARGEST_REQUEST = 1024 * 1024
"""Bytes. A pasted book is answered kindly; what is read of it the channels' guard cuts."""

Say = Callable[[str], None]


def serve(clinic: Settings, say: Say) -> None:
    """Serve until told to stop. Trains a model first where none fits the sources."""
    model = training.ready_model(say=say)
    say("Loading ...")
    agents.prepare(model)
    app = application(agents.load_agent(model, clinic), channels(clinic))
    app.register_listener(lambda *_: say("\n".join(addresses(clinic))), "after_server_start")
    app.run(host=clinic.host, port=clinic.port, access_log=False, motd=False)


def addresses(clinic: Settings) -> list[str]:
    """Where what is found, one line each."""
    base = f"http://{clinic.host}:{clinic.port}"
    lines = [f"Chat page:  {base}/chat/", f"Health:     {base}/health  {base}/ready"]
    if clinic.rest:
        admitted = ", ".join(clinic.rest_clients)
        lines.append(f"REST:       {base}/webhooks/rest/webhook  (from {admitted})")
    return [*lines, "Stop with Ctrl+C."]


def channels(clinic: Settings) -> list[InputChannel]:
    """The ways in that the clinic has opened."""
    from bot.channels.rest import TrustedRest
    from bot.channels.web import Website

    website = Website.from_credentials(None)
    return [website, TrustedRest.from_credentials(None)] if clinic.rest else [website]


def application(agent: Agent, ways_in: list[InputChannel]) -> Sanic:
    """Rasa's web application with these channels, around an agent that is already loaded."""
    from rasa.core.run import configure_app

    app = configure_app(ways_in, cors=None, enable_api=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.ctx.agent = agent
    app.register_listener(finish_turns, "before_server_stop")
    add_health(app)
    return app


async def finish_turns(app: Sanic, _loop: object) -> None:
    """Let the turns under way come to their end, on whatever channel, before the process does."""
    await app.ctx.agent.finish()


def add_health(app: Sanic) -> None:
    """`/health` while the process lives; `/ready` while it can also answer and store."""
    from sanic import response

    async def health(_request: Request) -> HTTPResponse:
        return response.json({"status": "alive"})

    async def ready(_request: Request) -> HTTPResponse:
        agent = app.ctx.agent
        loop = asyncio.get_running_loop()
        state = {
            "model": agent.is_ready(),
            "database": await loop.run_in_executor(None, agent.tracker_store.reachable),
        }
        return response.json(state, status=200 if all(state.values()) else 503)

    app.add_route(health, "/health")
    app.add_route(ready, "/ready")
