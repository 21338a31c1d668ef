"""What is done to conversations from outside a turn: erased, or marked as abandoned."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from rasa.core.lock_store import LockStore
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts import inbox
from bot.transcripts.tracker_store import TranscriptStore

logger = logging.getLogger(__name__)

EVERY_SECONDS = 3600
"""How often conversations are looked at that nobody writes in any more."""


async def erase(store: TranscriptStore, locks: LockStore, conversation: str) -> bool:
    """Leave nothing of a conversation; says whether anything was stored.

    Waits for a turn under way. One that another process began without the lock is not stored either:
    the event it set out from is gone.
    """
    async with locks.lock(conversation):
        store.forget(conversation)
        return await store.in_thread(store.archive.erase, conversation)


async def abandon(store: TranscriptStore, before: datetime) -> int:
    """Mark the open conversations nobody has written in since then; the result is how many.

    Who writes after all opens theirs again.
    """
    return await store.in_thread(store.archive.abandon, before)


async def keep_abandoning(store: TranscriptStore, silence: timedelta) -> None:
    """Mark what has been silent for so long now and every hour, until cancelled.

    A database that is away is asked again in an hour.
    """
    while True:
        try:
            await abandon(store, inbox.now() - silence)
        except SQLAlchemyError:
            logger.exception("Abandoned conversations could not be marked.")
        await asyncio.sleep(EVERY_SECONDS)
