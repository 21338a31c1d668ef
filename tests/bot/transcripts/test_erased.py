"""A conversation its patient has had erased: gone, and never taken up again; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import CollectingOutputChannel
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts import erased, inbox, schema
from bot.transcripts.database import connect
from bot.transcripts.erased import Ended
from bot.transcripts.offers import Press
from bot.transcripts.shown import numbers, shown
from bot.transcripts.upkeep import erase, tidy_erased
from bot.transcripts.writing import Overtaken
from tests.bot.transcripts.conversation import CONVERSATION, YES, new_store, rows, say
from tests.bot.transcripts.talking import Patient

TABLES = ("events", "conversations", "messages", "answers")
NOTHING: list[list[Any]] = [[], [], [], []]


def kept(patient: Patient) -> list[list[Any]]:
    """What the tables hold of anybody."""
    return [rows(patient.store, table) for table in TABLES]


def in_memory(patient: Patient) -> int:
    return len(patient.store.in_memory())


async def in_thought(patient: Patient, text: str) -> asyncio.Task[list[str]]:
    """A message in the middle of its turn, until the gate opens."""
    patient.mind.gate.clear()
    turn = asyncio.create_task(patient.say(text))
    while text not in patient.mind.thoughts:
        await asyncio.sleep(0)
    return turn


async def refused(patient: Patient) -> None:
    """Whatever is asked for, the conversation is not there."""
    thoughts = list(patient.mind.thoughts)
    nobody = CollectingOutputChannel()
    pressed = Press(["b"], {"b": "yes"}, sender_id=CONVERSATION, output_channel=nobody)
    asked = [
        patient.say("yes"),
        patient.say("and in the morning"),
        patient.bot.handle_message(pressed),
        patient.bot.require(CONVERSATION),
        patient.bot.end(CONVERSATION),
        shown(patient.store, CONVERSATION),
        numbers(patient.store, CONVERSATION),
    ]
    for each in asked:
        with pytest.raises(Ended):
            await each
    assert patient.mind.thoughts == thoughts
    assert kept(patient) == NOTHING
    assert in_memory(patient) == 0


@pytest.mark.parametrize("said", [(), ("hello",), ("yes", "at night")])
async def test_it_is_refused_here_and_after_a_restart(address: str, said: tuple[str, ...]) -> None:
    patient = Patient(address)
    for text in said:
        await patient.say(text)
    await patient.bot.end(CONVERSATION)
    await refused(patient)
    await refused(Patient(address))
    assert await patient.say("hello", conversation="web:b") == ["I see: hello"]


@pytest.mark.parametrize("said", [("hello",), ("yes", "at night")])
async def test_another_server_that_still_has_it_in_memory_neither_answers_nor_writes(
    address: str, said: tuple[str, ...]
) -> None:
    here, there = Patient(address), Patient(address)
    for text in said:
        await there.say(text)
    await here.bot.end(CONVERSATION)
    assert in_memory(there) == 1
    await refused(there)


async def test_a_message_that_waits_for_the_erasure_is_refused(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    turn = await in_thought(patient, "at night")
    ending = asyncio.create_task(patient.bot.end(CONVERSATION))
    await asyncio.sleep(0)
    late = asyncio.create_task(patient.say("and in the morning"))
    patient.mind.gate.set()
    assert await turn == ["I see: at night"]
    await ending
    with pytest.raises(Ended):
        await late
    await refused(patient)


@pytest.mark.parametrize(("said", "text"), [([], "hello"), ([], "yes"), (["yes"], "at night")])
async def test_a_turn_of_another_server_that_no_lock_keeps_out_comes_to_nothing(
    address: str, said: list[str], text: str
) -> None:
    here, there = Patient(address), Patient(address)
    for each in said:
        await there.say(each)
    turn = await in_thought(there, text)
    await here.bot.end(CONVERSATION)
    there.mind.gate.set()
    with pytest.raises(Overtaken):
        await turn
    assert kept(there) == NOTHING
    assert in_memory(there) == 0
    await refused(there)


async def test_an_erasure_and_a_first_storing_at_the_same_moment_leave_nothing(postgres: Any) -> None:
    """Neither sees what the other has not committed: the one that is second waits for the first."""
    address = postgres.new_database()
    here, there = Patient(address), Patient(address)
    with there.store.engine.begin() as first:
        erased.reserve(first, CONVERSATION, inbox.now())
        ending = asyncio.create_task(here.bot.end(CONVERSATION))
        while not _is_kept_waiting(here):
            await asyncio.sleep(0)
        assert not ending.done()
    await ending
    await refused(there)


def _is_kept_waiting(patient: Patient) -> bool:
    with patient.store.engine.connect() as connection:
        return bool(connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


async def test_what_could_not_be_erased_is_not_ended(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE events RENAME TO away"))
    with pytest.raises(SQLAlchemyError):
        await patient.bot.end(CONVERSATION)
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE away RENAME TO events"))
    assert rows(patient.store, "erased") == []
    assert await patient.say("at night") == ["I see: at night"]


async def test_neither_id_nor_words_are_left(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    await patient.bot.end(CONVERSATION)
    ((digest, _when),) = rows(patient.store, "erased")
    assert digest == erased.digest(CONVERSATION)
    assert CONVERSATION not in digest


async def test_an_id_that_a_patient_comes_back_under_is_not_barred(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    await erase(patient.store, patient.bot.lock_store, CONVERSATION)
    assert await patient.say("hello") == ["I see: hello"]


async def test_a_note_is_dropped_when_no_token_can_be_good_any_more(address: str) -> None:
    patient = Patient(address)
    await patient.bot.end(CONVERSATION)
    now: datetime = inbox.now()
    assert await tidy_erased(patient.store, now - erased.LASTS) == 0
    assert await tidy_erased(patient.store, now + timedelta(hours=1)) == 1
    assert await patient.say("hello") == ["I see: hello"]


async def test_upkeep_drops_from_memory_what_another_server_erased(address: str) -> None:
    here, there = Patient(address), Patient(address)
    await there.say("hello")
    await there.say("hello", conversation="web:b")
    await here.bot.end(CONVERSATION)
    await tidy_erased(there.store, inbox.now() - erased.LASTS)
    assert there.store.in_memory() == {"web:b"}


async def test_a_database_of_the_version_before_keeps_its_conversations(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    engine = connect(address)
    schema.downgrade(engine, "0001")
    schema.upgrade(engine)
    assert len(rows(store, "messages")) == 1
    await store.in_thread(store.archive.erase, CONVERSATION, True)
    with pytest.raises(Ended):
        await store.in_thread(store.archive.last, CONVERSATION)
