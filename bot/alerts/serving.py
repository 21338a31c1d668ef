"""Alerts in a bot that serves: sent beside its turns, in a task of the application's."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.alerts.dispatch import Dispatch
from bot.alerts.notice import notice
from bot.alerts.ways import ways
from bot.settings import Settings

if TYPE_CHECKING:
    from sanic import Sanic


def tell_staff(app: Sanic, clinic: Settings) -> None:
    """Have alerts sent beside the turns, and at the end those that the last turns raised."""
    stop = asyncio.Event()

    async def begin(app: Sanic, _loop: object) -> None:
        agent, words = app.ctx.agent, partial(notice, clinic=clinic)
        dispatch = Dispatch(agent.tracker_store, ways(clinic), words, agent.tally.metrics)
        app.ctx.alerts = asyncio.create_task(dispatch.run(stop))

    async def end(app: Sanic, _loop: object) -> None:
        stop.set()
        await app.ctx.alerts

    app.register_listener(begin, "before_server_start")
    # What is registered first comes last when a server stops: after the turns.
    app.register_listener(end, "after_server_stop")
