"""Whether this process can do its work, looked at from every side; at the start, and whenever asked."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from rasa.core.lock_store import LockError

from bot.errors import BotError
from bot.transcripts import events, inbox
from bot.transcripts.kept import was_understood
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

SENTENCE = "Why is it worse at night?"
"""Rules alone cannot make out what this asks: only a classifier that was trained can."""

FINE = "ok"

CLOCKS_DIFFER = timedelta(minutes=5)


class NotFit(BotError):
    """A process that could not serve; the message says why."""


@dataclass(frozen=True)
class Readiness:
    """What was looked at: each is `ok`, or a sentence that says what is wrong with it."""

    model: str
    store: str
    database: str
    locks: str

    @property
    def faults(self) -> list[str]:
        """What is wrong."""
        return [found for found in vars(self).values() if found != FINE]


async def examine(agent: ExactlyOnce) -> Readiness:
    """Look at everything a turn needs. Nothing is stored."""
    model = await _model(agent)
    return Readiness(model, _store(agent), await _database(agent), await _locks(agent))


async def require(agent: ExactlyOnce) -> None:
    """Raises NotFit with a line for everything that is wrong. A clock set back is only a warning."""
    try:
        found = await examine(agent)
    finally:
        await agent.lock_store.close()
    if found.faults:
        raise NotFit("\n".join(found.faults))
    if behind := await _clock_behind(agent.tracker_store):
        logger.warning("The clock is %s behind the last conversation. Is it right? Nothing is lost.", behind)


async def _model(agent: ExactlyOnce) -> str:
    if not agent.is_ready():
        return "There is no model to answer with."
    try:
        tracker = await agent.rehearse(SENTENCE)
    except Exception:
        logger.exception("The model breaks on a simple question.")
        return "The model breaks on a simple question; the log says where."
    if tracker is None or not was_understood(tracker):
        return "The model does not understand a simple question. Train it anew."
    return FINE if events.reply(tracker.events) else "The model has no reply to a simple question."


def _store(agent: ExactlyOnce) -> str:
    """Rasa puts one of its own in place of a store it cannot make."""
    used = (agent.tracker_store, getattr(agent.processor, "tracker_store", None))
    ours = all(isinstance(store, TranscriptStore) for store in used)
    return FINE if ours else "Conversations would be kept by Rasa's own store, which loses them."


async def _database(agent: ExactlyOnce) -> str:
    store = agent.tracker_store
    if not isinstance(store, TranscriptStore):
        return "There is no database."
    return FINE if await store.in_thread(store.reachable) else "The database takes nothing that is written."


async def _locks(agent: ExactlyOnce) -> str:
    try:
        async with agent.lock_store.lock(f"rehearsal:{secrets.token_hex(8)}"):
            return FINE
    except LockError as error:
        return str(error)


async def _clock_behind(store: TranscriptStore) -> timedelta | None:
    """How far this machine's clock has been set back, if more than clocks of machines differ."""
    last = await store.in_thread(store.archive.last_activity)
    behind = last - inbox.now() if last else timedelta(0)
    return timedelta(seconds=int(behind.total_seconds())) if behind > CLOCKS_DIFFER else None
