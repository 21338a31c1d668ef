"""What is done to conversations from outside a turn: erased, or marked as abandoned."""

from __future__ import annotations

from datetime import datetime

from rasa.core.lock_store import LockStore

from bot.transcripts.tracker_store import TranscriptStore


async def erase(store: TranscriptStore, locks: LockStore, conversation: str) -> bool:
    """Leave nothing of a conversation; says whether anything was stored.

    Waits for a turn under way. One that another process began without the lock is not stored either:
    the event it set out from is gone.
    """
    async with locks.lock(conversation):
        store.forget(conversation)
        return await store.in_thread(store.archive.erase, conversation)


async def abandon(store: TranscriptStore, before: datetime) -> int:
    """Mark the open conversations nobody has written in since then; the result is how many."""
    return await store.in_thread(store.archive.abandon, before)
