"""One conversation, one turn at a time, within one process; what reaches further builds on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rasa.core.lock_store import LockError, LockStore

PATIENCE_SECONDS = 30
"""How long a message waits for the one before it."""

POLL_SECONDS = 0.02

LIFE_SECONDS = 10
"""How long a lock outlives the process that held it, where nothing else tells that it is gone."""


@dataclass
class Queue:
    """Who waits for one conversation in this process."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class Locks(LockStore):
    """Excludes within one process, in the order of arrival."""

    def __init__(self) -> None:
        super().__init__()
        self._queues: dict[str, Queue] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LIFE_SECONDS, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[None]:
        """Hold a conversation. Raises LockError if it is not free in time."""
        queue = self._queues.setdefault(conversation_id, Queue())
        queue.people += 1
        try:
            await in_time(queue.lock.acquire())
            try:
                async with self._elsewhere(conversation_id):
                    yield
            finally:
                queue.lock.release()
        finally:
            queue.people -= 1
            if not queue.people:
                del self._queues[conversation_id]

    async def close(self) -> None:
        """Give back what is tied to this event loop. A later lock takes it anew."""

    @asynccontextmanager
    async def _elsewhere(self, conversation: str) -> AsyncIterator[None]:
        """Exclude other processes too; here there are none."""
        yield


async def in_time(getting: Awaitable[object]) -> None:
    """Wait, but not for ever. Raises LockError."""
    try:
        await asyncio.wait_for(getting, PATIENCE_SECONDS)
    except asyncio.TimeoutError as error:
        raise LockError("The message before this one has not been answered in time.") from error
