"""Locks across the processes that share one Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import redis.asyncio  # type: ignore[import-untyped]
from rasa.core.lock_store import LockError
from redis.exceptions import RedisError  # type: ignore[import-untyped]

from bot.errors import SettingsError
from bot.transcripts.exclusive import number
from bot.transcripts.locks.in_process import LIFE_SECONDS, POLL_SECONDS, Locks, in_time

WAIT_SECONDS = 5


class RedisLocks(Locks):
    """Excludes every process on one Redis. A lock is renewed while its turn lasts, and ends soon after."""

    def __init__(self, address: str) -> None:
        super().__init__()
        try:
            self._redis = redis.asyncio.Redis.from_url(
                address,
                socket_timeout=WAIT_SECONDS,
                socket_connect_timeout=WAIT_SECONDS,
                health_check_interval=30,
            )
        except ValueError as error:
            # The message must not repeat the address: it may carry a password.
            raise SettingsError("RLS_REDIS_URL: the address of Redis cannot be read.") from error

    async def close(self) -> None:
        """Close the connections: each belongs to the event loop it was opened in."""
        await self._redis.connection_pool.disconnect()

    @asynccontextmanager
    async def _elsewhere(self, conversation: str) -> AsyncIterator[None]:
        lock = self._redis.lock(f"rls:{number(conversation)}", timeout=LIFE_SECONDS, sleep=POLL_SECONDS)
        try:
            await in_time(lock.acquire())
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
