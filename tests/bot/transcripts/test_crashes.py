"""Processes that really die, at any moment, and disks that really end.

`RLS_TEST_KILLS=200` kills more often than the suite has time for.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import resource
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.bot.transcripts.conversation import heard, new_store, rows
from tests.bot.transcripts.talking import Patient

KILLS = int(os.environ.get("RLS_TEST_KILLS", "12"))

FORK = multiprocessing.get_context("fork")


def text(number: int) -> str:
    """What the patient says first, second, third."""
    return "yes" if number == 0 else f"message {number}"


def serve(address: str, first: int, pipe: Connection) -> None:
    """A process of its own: takes messages from this one on, and tells which it has answered."""

    async def talk() -> None:
        patient, number = Patient(address), first
        pipe.send(None)
        while True:
            assert await patient.say(text(number)) == [f"I see: {text(number)}"]
            pipe.send(number)
            number += 1

    asyncio.run(talk())


def killed(address: str, first: int, answers: int, share: float) -> int:
    """The first message left unanswered by a process killed in the middle of a turn.

    It lives for so many answers, and then for a share of the time the last one took.
    """
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=serve, args=(address, first, theirs), daemon=True)
    process.start()
    theirs.close()
    unanswered, since = first, time.monotonic()
    for _ in range(1 + answers):  # it says first that it is ready
        assert ours.poll(60)
        last, since = since, time.monotonic()
        unanswered = first if (told := ours.recv()) is None else told + 1
    process.join(share * (time.monotonic() - last))
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    try:
        while True:
            unanswered = ours.recv() + 1
    except EOFError:
        return unanswered


def test_killed_at_any_moment_nothing_answered_is_lost_and_no_repeat_counts_twice(address: str) -> None:
    new_store(address)
    chance, number = random.Random(7), 0
    for _ in range(KILLS):
        # A client repeats the message it got no answer to, with the same id.
        number = killed(address, number, chance.randint(0, 3), chance.uniform(0, 1.5))
    patient = Patient(address)
    assert asyncio.run(patient.say(text(number))) == [f"I see: {text(number)}"]
    expected = [text(each) for each in range(number + 1)]
    assert asyncio.run(heard(patient.store)) == expected
    assert [row.text for row in rows(patient.store, "messages")] == expected
    assert rows(patient.store, "conversations")[0].turns == len(expected)


def fill_the_disk(address: str, first: int, pipe: Connection) -> None:
    """A process whose files may not grow any more after its first answers."""

    async def talk() -> None:
        patient, number = Patient(address), first
        database = Path(str(patient.store.engine.url.database))
        while True:
            try:
                await patient.say(text(number))
            except SQLAlchemyError as full:
                pipe.send((number, type(full).__name__))
                return
            number += 1
            if number == 5:
                largest = max(path.stat().st_size for path in database.parent.iterdir())
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    asyncio.run(talk())


def test_a_full_disk_refuses_a_turn_and_damages_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    new_store(address)
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=fill_the_disk, args=(address, 0, theirs), daemon=True)
    process.start()
    assert ours.poll(60)
    number, error = ours.recv()
    process.join()
    assert error in {"OperationalError", "DatabaseError"}
    patient = Patient(address)
    assert asyncio.run(heard(patient.store)) == [text(each) for each in range(number)]
    assert asyncio.run(patient.say(text(number)))[-1:] == [f"I see: {text(number)}"]


async def test_a_database_restarted_in_mid_interview_costs_a_message_its_first_try(
    request: pytest.FixtureRequest,
) -> None:
    postgres = request.getfixturevalue("postgres")
    patient = Patient(postgres.new_database())
    await patient.say("yes")
    postgres.stop()
    try:
        with pytest.raises(SQLAlchemyError):
            await patient.say("at night")
        assert not patient.store.reachable()
    finally:
        postgres.start()
    assert await patient.say("at night") == ["I see: at night"]
    postgres.break_connections()
    assert await patient.say("in bed") == ["I see: in bed"]
    assert await heard(patient.store) == ["yes", "at night", "in bed"]
