"""Locks across the processes that share one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from rasa.core.lock_store import LockError
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts.database import connect
from bot.transcripts.exclusive import number
from bot.transcripts.locks.in_process import POLL_SECONDS, Locks, in_time


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
        key = number(conversation)
        await in_time(self._acquire(key))
        try:
            yield
        finally:
            await self._ask(_UNLOCK, key, needed=False)

    async def _acquire(self, key: int) -> None:
        while not await self._ask(_TRY, key):
            await asyncio.sleep(POLL_SECONDS)

    async def _ask(self, statement: Any, key: int, needed: bool = True) -> bool:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._execute, statement, key)
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


_TRY = sa.text("SELECT pg_try_advisory_lock(:key)")
_UNLOCK = sa.text("SELECT pg_advisory_unlock(:key)")
