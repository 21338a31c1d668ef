"""Whatever fails, the log at its most talkative never holds what a patient said."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.lock_store import LockStore

from bot import logs
from bot.channels.turn import take_turn
from bot.transcripts.locks import Locks, PostgresLocks, RedisLocks
from bot.transcripts.upkeep import erase
from tests.bot.transcripts.conversation import CONVERSATION, new_store
from tests.bot.transcripts.talking import Patient
from tests.servers import Postgres

CANARY = "my knees itch like pomegranates"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """Everything any logger says, as the log shows it."""
    stream = io.StringIO()
    handler = logs.handler(stream)
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.DEBUG, "bot")
    yield stream
    logging.getLogger().removeHandler(handler)


async def tell(patient: Patient, text: str = CANARY, message_id: str | None = None) -> bool:
    """A message as a channel passes it on; says whether the turn went through."""
    answer = await take_turn(patient.bot.handle_message, text, CONVERSATION, "web", "Sorry.", message_id)
    return answer.ok


def run(patient: Patient, *statements: str) -> None:
    with patient.store.engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


async def test_in_turns_that_go_well_and_in_a_turn_that_breaks(address: str, log: io.StringIO) -> None:
    patient = Patient(address)
    assert [await tell(patient, text) for text in (CANARY, "yes", CANARY)] == [True] * 3
    patient.mind.breaks = KeyError(CANARY)
    assert not await tell(patient, f"{CANARY}!", "m2")
    assert not await tell(patient, f"{CANARY}!", "m2")
    assert CANARY not in log.getvalue()
    assert "A turn on channel web failed." in log.getvalue()


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE events SET data = '{broken: pomegranates'"],
        ["DROP TABLE messages"],
        ["ALTER TABLE events RENAME TO away"],
    ],
)
async def test_when_the_database_is_damaged(address: str, log: io.StringIO, statements: list[str]) -> None:
    patient = Patient(address)
    await tell(patient, "yes")
    run(patient, *statements)
    patient.store.at_hand.drop(CONVERSATION)
    await tell(patient)
    assert log.getvalue()
    assert "pomegranates" not in log.getvalue()


async def test_when_a_rule_of_the_database_refuses_a_row_and_quotes_it(
    postgres: Postgres, log: io.StringIO
) -> None:
    patient = Patient(postgres.new_database())
    await tell(patient, "yes")
    run(patient, "ALTER TABLE messages ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID")
    assert not await tell(patient)
    assert "full_up" in log.getvalue()
    assert CANARY not in log.getvalue()


async def test_when_the_database_stops_fails_over_and_comes_back(
    postgres: Postgres, log: io.StringIO
) -> None:
    patient = Patient(postgres.new_database())
    await tell(patient, "yes")
    postgres.stop()
    try:
        assert not await tell(patient)
    finally:
        postgres.start()
    assert await tell(patient)
    postgres.break_connections()
    await tell(patient, f"{CANARY} again")
    assert CANARY not in log.getvalue()


async def test_when_sqlite_is_locked_too_long(
    tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transcripts.database.WAIT_SECONDS", 0)
    patient = Patient(f"sqlite:///{tmp_path}/x.db")
    await tell(patient, "yes")
    lock = new_store(f"sqlite:///{tmp_path}/x.db").engine.raw_connection()
    lock.execute("BEGIN IMMEDIATE")
    assert not await tell(patient)
    lock.execute("ROLLBACK")
    assert await tell(patient)
    assert "database is locked" in log.getvalue()
    assert CANARY not in log.getvalue()


async def test_when_there_is_no_lock_to_be_had(tmp_path: Path, log: io.StringIO) -> None:
    nowhere: list[LockStore] = [
        RedisLocks("redis://127.0.0.1:1"),
        PostgresLocks("postgresql://x@127.0.0.1:1/x"),
    ]
    for locks in nowhere:
        assert not await tell(Patient(f"sqlite:///{tmp_path}/x.db", locks))
    assert "LockError" in log.getvalue()
    assert CANARY not in log.getvalue()


async def test_when_the_conversation_is_erased_in_the_middle_of_a_turn(
    address: str, log: io.StringIO
) -> None:
    patient = Patient(address)
    await tell(patient, "yes")
    patient.mind.gate.clear()
    turn = asyncio.create_task(tell(patient))
    while CANARY not in patient.mind.thoughts:
        await asyncio.sleep(0)
    await erase(new_store(address), Locks(), CONVERSATION)
    patient.mind.gate.set()
    assert not await turn
    assert "Overtaken" in log.getvalue()
    assert CANARY not in log.getvalue()
