"""One conversation, one turn at a time: in one process, or across those that share a database or Redis.

Rasa's own lock stores do not exclude, and make who waits look in once a second.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import redis.asyncio  # type: ignore[import-untyped]
import sqlalchemy as sa
from rasa.core.lock_store import LockError, LockStore
from redis.exceptions import RedisError  # type: ignore[import-untyped]
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from bot.transcripts.database import connect

PATIENCE_SECONDS = 30
"""How long a message waits for the one before it."""

POLL_SECONDS = 0.02

LIFE_SECONDS = 10
"""How long a lock in Redis outlives the process that held it."""


def lock_store(clinic: Settings) -> LockStore:
    """The locks the settings ask for. `auto`: PostgreSQL's where conversations are kept there."""
    kind = clinic.locks
    if kind == "auto":
        kind = "postgresql" if clinic.store_url.startswith("postgresql") else "memory"
    if kind == "postgresql":
        return PostgresLocks(clinic.store_url)
    return RedisLocks(str(clinic.redis_url)) if kind == "redis" else Locks()


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
            await _in_time(queue.lock.acquire())
            try:
                async with self._elsewhere(conversation_id):
                    yield
            finally:
                queue.lock.release()
        finally:
            queue.people -= 1
            if not queue.people:
                del self._queues[conversation_id]

    @asynccontextmanager
    async def _elsewhere(self, conversation: str) -> AsyncIterator[None]:
        """Exclude other processes too; here there are none."""
        yield


class PostgresLocks(Locks):
    """Excludes every process on one PostgreSQL, by advisory locks that end with their connection.

    All locks of a process are held by one connection of its own. Should it break, the store still
    refuses a turn that did not see the last event.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self._engine: Engine = connect(address)
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, "locks")

    @asynccontextmanager
    async def _elsewhere(self, conversation: str) -> AsyncIterator[None]:
        key = _key(conversation)
        await _in_time(self._acquire(key))
        try:
            yield
        finally:
            await self._ask(_UNLOCK, key, needed=False)

    async def _acquire(self, key: int) -> None:
        while not await self._ask(_TRY, key):
            await asyncio.sleep(POLL_SECONDS)

    async def _ask(self, statement: Any, key: int, needed: bool = True) -> bool:
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self._execute, statement, key
            )
        except SQLAlchemyError as error:
            if needed:
                raise LockError("The database that keeps the locks does not answer.") from error
            return False

    def _execute(self, statement: Any, key: int) -> bool:
        was_open = self._connection is not None
        try:
            return self._once(statement, key)
        except SQLAlchemyError:
            # After a failover the connection is found broken by using it; a new one may do.
            if not was_open or statement is not _TRY:
                raise
            return self._once(statement, key)

    def _once(self, statement: Any, key: int) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            return bool(self._connection.execute(statement, {"key": key}).scalar())
        except SQLAlchemyError:
            # A new connection holds none of the old one's locks, and neither does anybody else.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
            raise


class RedisLocks(Locks):
    """Excludes every process on one Redis. A lock is renewed while its turn lasts, and ends soon after."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._redis = redis.asyncio.Redis.from_url(
            address, socket_timeout=5, socket_connect_timeout=5, health_check_interval=30
        )

    @asynccontextmanager
    async def _elsewhere(self, conversation: str) -> AsyncIterator[None]:
        lock = self._redis.lock(f"rls:{_key(conversation)}", timeout=LIFE_SECONDS, sleep=POLL_SECONDS)
        try:
            await _in_time(lock.acquire())
        except RedisError as error:
            raise LockError("Redis, which keeps the locks, does not answer.") from error
        renewing = asyncio.create_task(_renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            await _release(lock)


async def _renew(lock: Any) -> None:
    while True:
        await asyncio.sleep(LIFE_SECONDS / 3)
        try:
            await lock.reacquire()
        except RedisError:
            return


async def _release(lock: Any) -> None:
    try:
        await lock.release()
    except RedisError:
        return  # it ends by itself


async def _in_time(getting: Any) -> None:
    try:
        await asyncio.wait_for(getting, PATIENCE_SECONDS)
    except asyncio.TimeoutError as error:
        raise LockError("The message before this one has not been answered in time.") from error


def _key(conversation: str) -> int:
    """A number for a conversation, in the range PostgreSQL takes."""
    digest = hashlib.blake2b(conversation.encode(), digest_size=8, person=b"rls-lock").digest()
    return int.from_bytes(digest, "big", signed=True)


_TRY = sa.text("SELECT pg_try_advisory_lock(:key)")
_UNLOCK = sa.text("SELECT pg_advisory_unlock(:key)")
