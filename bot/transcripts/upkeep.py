"""What is done to conversations from outside a turn: erased, or marked as abandoned."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from rasa.core.lock_store import LockStore

from bot.transcripts.database import writing
from bot.transcripts.tables import CONVERSATIONS, EVENTS
from bot.transcripts.tracker_store import TranscriptStore


async def erase(store: TranscriptStore, locks: LockStore, conversation: str) -> bool:
    """Leave nothing of a conversation; says whether anything was stored.

    Waits for a turn under way. One that another process began without the lock is not stored either:
    the event it set out from is gone.
    """
    async with locks.lock(conversation):
        store.forget(conversation)
        return await store._in_thread(_erase, store, conversation)


def abandon(store: TranscriptStore, before: datetime) -> int:
    """Mark the open conversations nobody has written in since then; the result is how many."""
    with writing(store.engine).begin() as connection:
        return int(connection.execute(_ABANDON, {"before": before}).rowcount)


def _erase(store: TranscriptStore, conversation: str) -> bool:
    with writing(store.engine).begin() as connection:
        connection.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id == conversation))
        # Answers and messages go with the conversation they belong to.
        gone = connection.execute(sa.delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation))
        return bool(gone.rowcount)


_ABANDON = (
    sa.update(CONVERSATIONS)
    .where(CONVERSATIONS.c.state == "open", CONVERSATIONS.c.last_at < sa.bindparam("before"))
    .values(state="abandoned")
)
