"""One process that serves: Rasa, the custom actions, the page and, where asked for, Socket.IO and REST.

Beside it, in a process of its own, the staff's console.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import agent as agents
from bot import beside, listening, training
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.core.channels.channel import InputChannel
    from sanic import Sanic

    from bot.channels.website.web import Website
    from bot.transcripts.turn import ExactlyOnce

LARGEST_REQUEST = 1024 * 1024
"""Bytes. A pasted book is answered kindly; what is read of it the channels' guard cuts."""

Say = Callable[[str], None]


def serve(clinic: Settings, say: Say) -> None:
    """Serve until told to stop. Trains a model first where none fits the sources.

    What is soon told to be wrong is looked at before anything slow begins. Raises BotError.
    """
    from bot.transcripts import schema

    place = listen(clinic)
    clinic, console = with_console(clinic)
    schema.make_ready_at(clinic.store_url)
    model = training.ready_model(say=say)
    say("Loading ...")
    agents.prepare(model)
    ways_in = channels(clinic)
    run(agents.load_agent(model, clinic), ways_in, clinic, place, say, console)


def run(
    agent: ExactlyOnce,
    ways_in: list[InputChannel],
    clinic: Settings,
    place: socket.socket,
    say: Say,
    console: socket.socket | None = None,
) -> None:
    """Serve with an agent that is loaded, once it has shown that it can; a console where there is a place.

    Raises BotError.
    """
    from bot.readiness import require

    asyncio.run(require(agent))
    app = application(agent, ways_in, clinic)
    app.register_listener(lambda *_: say("\n".join(addresses(clinic))), "after_server_start")
    if console:
        beside.keep(app, clinic, console)
    app.run(sock=place, access_log=False, motd=False)


def listen(clinic: Settings) -> socket.socket:
    """The address to serve at, taken but not answering yet. Raises SettingsError."""
    return listening.listen(clinic.host, clinic.port, "RLS_HOST, RLS_PORT")


def with_console(clinic: Settings) -> tuple[Settings, socket.socket | None]:
    """The settings with the port the console really has, and its place; none where it is off."""
    if not clinic.console:
        return clinic, None
    taken = beside.take(clinic)
    return clinic.copy(update={"console_port": taken.getsockname()[1]}), taken


def addresses(clinic: Settings) -> list[str]:
    """Where what is found, one line each."""
    base = f"http://{clinic.host}:{clinic.port}"
    lines = [f"Chat page:  {base}/chat/"]
    if clinic.console:
        lines.append(f"Console:    {clinic.staff_link}/  (for staff)")
    lines.append(f"Health:     {base}/health  {base}/ready")
    if clinic.metrics != "off":
        readers = "loopback" if clinic.metrics == "loopback" else "anybody who reaches it"
        lines.append(f"Metrics:    {base}/metrics  (for {readers})")
    if clinic.socket:
        lines.append(f"Socket.IO:  {base}/socket.io/")
    if clinic.rest:
        admitted = ", ".join(clinic.rest_clients)
        lines.append(f"REST:       {base}/webhooks/rest/webhook  (from {admitted})")
    if clinic.slack_bot_token:
        lines.append(f"Slack:      {base}/webhooks/slack/webhook")
    if clinic.telegram_token:
        how = "asked for by long polling" if clinic.telegram_polling else f"{base}/webhooks/telegram/webhook"
        lines.append(f"Telegram:   {how}")
    return [*lines, "Stop with Ctrl+C."]


def channels(clinic: Settings) -> list[InputChannel]:
    """The ways in that the clinic has opened."""
    from bot.channels.rest import TrustedRest
    from bot.channels.website.web import Website

    website = Website.from_credentials(None)
    rest = [TrustedRest.from_credentials(None)] if clinic.rest else []
    return [website, *sockets(website, clinic), *messengers(clinic), *rest]


def sockets(website: Website, clinic: Settings) -> list[InputChannel]:
    """Socket.IO for the website's conversations, where the clinic has opened it."""
    from bot.channels.socket_io.socket import WidgetSocket

    return [WidgetSocket.beside(website)] if clinic.socket else []


def messengers(clinic: Settings) -> list[InputChannel]:
    """Slack and Telegram, each where the clinic has its token set."""
    opened: list[InputChannel] = []
    if clinic.slack_bot_token:
        from bot.channels.slack.channel import Slack

        opened.append(Slack.from_credentials(None))
    if clinic.telegram_token:
        from bot.channels.telegram.channel import Telegram

        opened.append(Telegram.from_credentials(None))
    return opened


def application(agent: ExactlyOnce, ways_in: list[InputChannel], clinic: Settings) -> Sanic:
    """Rasa's web application with these channels, around an agent that is already loaded."""
    from rasa.core.run import configure_app

    from bot.operations import add_routes

    app = configure_app(ways_in, cors=None, enable_api=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.ctx.agent = agent
    app.ctx.silence = timedelta(hours=clinic.abandoned_hours)
    app.ctx.retention = clinic.retention_days
    app.register_listener(leave_origins_to_channels, "before_server_start")
    app.register_listener(begin_upkeep, "before_server_start")
    app.register_listener(end_upkeep, "before_server_stop")
    if clinic.alert_ways:
        from bot.alerts.serving import tell_staff

        tell_staff(app, clinic)
    # Twice: what comes in while the last connections are drained is a turn like any other.
    for moment in ("before_server_stop", "after_server_stop"):
        app.register_listener(finish_turns, moment)
    add_routes(app, clinic)
    return app


async def leave_origins_to_channels(app: Sanic, _loop: object) -> None:
    """Take out Rasa's CORS, set up just before: it answers every browser's preflight with nothing."""
    app.request_middleware.clear()
    app.response_middleware.clear()


async def begin_upkeep(app: Sanic, _loop: object) -> None:
    """Look after silent and erased conversations from time to time."""
    from bot.transcripts.upkeep import look_after

    app.ctx.upkeep = asyncio.create_task(
        look_after(app.ctx.agent.tracker_store, app.ctx.silence, app.ctx.retention)
    )


async def end_upkeep(app: Sanic, _loop: object) -> None:
    """Stop that; what it is in the middle of it finishes in its thread."""
    app.ctx.upkeep.cancel()
    await asyncio.wait([app.ctx.upkeep])


async def finish_turns(app: Sanic, _loop: object) -> None:
    """Let the turns under way come to their end, on whatever channel, before the process does."""
    await app.ctx.agent.finish()
