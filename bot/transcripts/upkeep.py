"""What is done to conversations from outside a turn: erased, or marked as abandoned."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from rasa.core.lock_store import LockStore
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts import erased, handover, inbox
from bot.transcripts.privacy import retention
from bot.transcripts.privacy.receipts import PATIENT, Asked, Receipt
from bot.transcripts.tracker_store import TranscriptStore

logger = logging.getLogger(__name__)

NO_RULES: Mapping[str, int] = {}
EVERY_SECONDS = 3600
"""How often conversations are looked after that nobody writes in any more."""


async def erase(
    store: TranscriptStore,
    locks: LockStore,
    conversation: str,
    for_good: bool = False,
    asked: Asked = PATIENT,
) -> Receipt | None:
    """Leave nothing of a conversation; the receipt, or None if nothing was stored.

    `for_good` bars its id in every process: for ids made by us, which nobody has to come back under.
    Raises Ended if it is barred already, OnHold if it must be kept.

    Waits for a turn under way. One that another process began without the lock is not stored either:
    the event it set out from is gone.
    """
    async with locks.lock(conversation):
        store.forget(conversation)
        return await store.in_thread(store.archive.erase, conversation, for_good, asked)


async def abandon(store: TranscriptStore, before: datetime) -> int:
    """Mark the open conversations nobody has written in since then; the result is how many.

    Who writes after all opens theirs again.
    """
    return await store.in_thread(store.archive.abandon, before)


async def tidy_erased(store: TranscriptStore, before: datetime) -> int:
    """Drop from memory what any process erased, and the notes of erasures before then; how many of these."""
    gone = await store.in_thread(store.archive.erased)
    for each in store.in_memory():
        if erased.digest(each) in gone:
            store.forget(each)
    return await store.in_thread(store.archive.prune, before)


async def keep_no_longer(store: TranscriptStore, rules: Mapping[str, int]) -> int:
    """Erase what has outlived the clinic's rules; the result is how many."""
    runs = await store.in_thread(retention.run, store.engine, rules, inbox.now(), False)
    return sum(run.erased for run in runs)


async def look_after(store: TranscriptStore, silence: timedelta, rules: Mapping[str, int] = NO_RULES) -> None:
    """Mark what has been silent for so long, drop what has had its day; now and every hour, until cancelled.

    A database that is away is asked again in an hour.
    """
    while True:
        try:
            await abandon(store, inbox.now() - silence)
            await tidy_erased(store, inbox.now() - erased.LASTS)
            await handover.tidy(store)
            await keep_no_longer(store, rules)
        except SQLAlchemyError:
            logger.exception("Conversations could not be looked after.")
        await asyncio.sleep(EVERY_SECONDS)
