"""Sends alerts until they have come through, each by one process, in the background of the turns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.engine import Engine

from bot.alerts.notice import Notice, NotSent, Way
from bot.metrics import Metrics
from bot.transcripts import inbox, outbox
from bot.transcripts.database import writing
from bot.transcripts.outbox import Alert
from bot.transcripts.tracker_store import TranscriptStore

logger = logging.getLogger(__name__)

LOOK_SECONDS = 3
"""How often the outbox is looked into. An emergency is known to staff by then, or soon after."""

TAKEN = timedelta(seconds=60)
"""How long an alert belongs to who took it: far longer than a way may take. Then another process may try."""

WAITS = (5, 15, 60, 300, 900)
"""The seconds between tries, the last of them also between all later ones."""

WORTH = timedelta(hours=24)
"""How long an alert is worth telling."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Dispatch:
    """Between the outbox and the ways to reach staff. `words` says what a notice of an alert reads."""

    store: TranscriptStore
    ways: Sequence[Way]
    words: Callable[[Alert], Notice]
    metrics: Metrics
    waits: Sequence[float] = WAITS

    async def run(self, stop: asyncio.Event, seconds: float = LOOK_SECONDS) -> None:
        """Send what is due, now and ever again until told to stop; then what the last turns have raised."""
        while not stop.is_set():
            await self._look()
            try:
                await asyncio.wait_for(stop.wait(), seconds)
            except asyncio.TimeoutError:
                continue
        await self._look()

    async def send_due(self) -> None:
        """Try everything that is due, once."""
        due = await self._ask(self.store.engine, outbox.due, [way.name for way in self.ways], inbox.now())
        await asyncio.gather(*map(self._take, due))

    async def _look(self) -> None:
        try:
            await self.send_due()
        except Exception:
            # Whatever it was, the next alert must not wait for somebody to start this process anew.
            logger.exception("Alerts for staff could not be read, sent or noted. It is tried again.")

    async def _take(self, alert: Alert) -> None:
        """Send an alert unless another process does."""
        if not await self._note(outbox.take, alert, inbox.now() + TAKEN):
            return
        try:
            await next(way for way in self.ways if way.name == alert.way).send(self.words(alert))
        except NotSent as fault:
            await self._failed(alert, fault)
            return
        self.metrics.alerts.labels(alert.way, "sent").inc()
        await self._note(outbox.sent, alert, inbox.now())

    async def _failed(self, alert: Alert, fault: NotSent) -> None:
        wait = max(self.waits[min(alert.tries, len(self.waits) - 1)], fault.after or 0)
        next_try = inbox.now() + timedelta(seconds=wait)
        due = next_try if next_try < alert.raised_at + WORTH else None
        result = "failed" if due else "given_up"
        self.metrics.alerts.labels(alert.way, result).inc()
        logger.error("Staff could not be told: %s. %s", fault, "It is tried again." if due else "Given up.")
        await self._note(outbox.later, alert, due)

    async def _note(self, note: Callable[..., Result], *arguments: object) -> Result:
        return await self._ask(writing(self.store.engine), note, *arguments)

    async def _ask(self, engine: Engine, ask: Callable[..., Result], *arguments: object) -> Result:
        """Ask the outbox, in a transaction of its own."""
        return await self.store.in_thread(_in_transaction, engine, ask, *arguments)


def _in_transaction(engine: Engine, ask: Callable[..., Result], *arguments: object) -> Result:
    with engine.begin() as connection:
        return ask(connection, *arguments)
