"""Who changes a conversation from outside waits for the turn under way, and no turn begins meanwhile."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from bot.transcripts.database import connect, writing
from bot.transcripts.exclusive import alone_with
from bot.transcripts.locks import PostgresLocks
from tests.servers import Postgres


async def test_a_turn_under_way_is_waited_for(postgres: Postgres) -> None:
    address = postgres.new_database()
    engine = connect(address)
    async with PostgresLocks(address).lock("web:a"):
        with writing(engine).begin() as connection:
            connection.execute(sa.text("SET LOCAL lock_timeout = '50ms'"))
            alone_with(connection, "web:b")
            with pytest.raises(OperationalError):
                alone_with(connection, "web:a")
    with writing(engine).begin() as connection:
        alone_with(connection, "web:a")


async def test_a_turn_waits_for_who_changes_the_conversation(postgres: Postgres) -> None:
    address = postgres.new_database()
    locks, taken = PostgresLocks(address), asyncio.Event()

    async def turn() -> None:
        async with locks.lock("web:a"):
            taken.set()

    with writing(connect(address)).begin() as connection:
        alone_with(connection, "web:a")
        waiting = asyncio.create_task(turn())
        done, _ = await asyncio.wait([waiting], timeout=0.3)
        assert (done, taken.is_set()) == (set(), False)
    await waiting
    assert taken.is_set()


def test_on_sqlite_a_transaction_that_writes_is_enough(tmp_path: object) -> None:
    engine = connect(f"sqlite:///{tmp_path}/x.db")
    with writing(engine).begin() as connection:
        alone_with(connection, "web:a")
