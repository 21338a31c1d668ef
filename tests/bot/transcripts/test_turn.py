"""Each message once, one after the other, and kept whatever fails; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.lock_store import LockError, LockStore
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered

from bot.transcripts.inbox import TRIES
from bot.transcripts.locks import Locks, PostgresLocks, RedisLocks
from bot.transcripts.turn import NotReady
from bot.transcripts.upkeep import erase
from tests.bot.transcripts.conversation import CONVERSATION, heard, new_store, rows
from tests.bot.transcripts.talking import Patient, Vendor


class Killed(BaseException):
    """The process ends here: nothing of the program gets to clean up."""


async def test_a_repeat_gets_the_reply_already_given_and_changes_nothing(address: str) -> None:
    patient = Patient(address)
    for text in ("hello", "yes", "at night"):
        assert await patient.say(text) == await patient.say(text) == [f"I see: {text}"]
    assert await patient.say("hello") == ["I see: hello"]
    assert patient.mind.thoughts == ["hello", "yes", "at night"]
    assert await heard(patient.store) == ["hello", "yes", "at night"]


async def test_a_repeat_is_known_after_a_restart_and_on_another_server(address: str) -> None:
    await Patient(address).say("yes", "m1")
    other = Patient(address)
    assert await other.say("yes", "m1") == ["I see: yes"]
    assert other.mind.thoughts == []


async def test_the_same_words_with_another_id_are_another_message(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes", "m1")
    await patient.say("yes", "m2")
    assert patient.mind.thoughts == ["yes", "yes"]


async def test_a_message_is_stored_before_it_is_thought_about(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks = Killed()
    with pytest.raises(Killed):
        await patient.say("at night")
    assert [(row.text, row.reply) for row in rows(patient.store, "messages")][1:] == [("at night", None)]
    assert await heard(patient.store) == ["yes"]


async def test_a_message_repeated_after_a_crash_is_answered_once(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks = Killed()
    with pytest.raises(Killed):
        await patient.say("at night")
    again = Patient(address)
    assert await again.say("at night") == ["I see: at night"]
    assert await heard(again.store) == ["yes", "at night"]


async def test_what_a_crash_left_unanswered_is_answered_when_the_patient_writes_next(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks = Killed()
    with pytest.raises(Killed):
        await patient.say("at night")
    again = Patient(address)
    assert await again.say("hello?") == ["I see: at night", "I see: hello?"]
    assert await again.say("at night") == ["I see: at night"]
    assert await heard(again.store) == ["yes", "at night", "hello?"]


async def test_words_the_patient_has_typed_again_are_answered_once(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks = OSError("broken")
    with pytest.raises(OSError, match="broken"):
        await patient.say("at night", "m1")
    patient.mind.breaks = None
    assert await patient.say("at night", "m2") == ["I see: at night"]


async def test_a_message_that_breaks_every_turn_does_not_stop_the_next(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    for _ in range(TRIES):
        patient.mind.breaks = OSError("poison")
        with pytest.raises(OSError, match="poison"):
            await patient.say("at night", "m1")
    patient.mind.breaks = None
    assert await patient.say("in the evening") == ["I see: in the evening"]


async def test_a_message_that_breaks_its_turn_again_does_not_take_the_next_with_it(
    address: str,
) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks, patient.mind.breaks_at = OSError("poison"), "at night"
    with pytest.raises(OSError, match="poison"):
        await patient.say("at night")
    assert await patient.say("in bed") == ["I see: in bed"]


async def test_a_message_left_over_from_a_session_before_is_stored_once(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.breaks = OSError("broken")
    with pytest.raises(OSError, match="broken"):
        await patient.say("at night", "m1")
    patient.mind.breaks = None
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE conversations SET last_at = '2020-01-01 00:00:00'"))
    assert await patient.say("at night", "m1") == ["I see: at night"]
    assert await patient.say("yes", "m2") == ["I see: yes"]
    assert [row.text for row in rows(patient.store, "messages")] == ["yes", "at night", "yes"]


async def test_a_failed_turn_before_consent_is_taken_again_from_its_beginning(address: str) -> None:
    patient = Patient(address)
    await patient.say("hello")
    patient.mind.breaks = OSError("broken")
    with pytest.raises(OSError, match="broken"):
        await patient.say("yes")
    patient.mind.breaks = None
    assert await patient.say("yes") == ["I see: yes"]
    assert await heard(patient.store) == ["hello", "yes"]


async def test_a_reply_that_could_not_be_sent_is_stored_and_sent_with_the_next(address: str) -> None:
    vendor = Vendor()
    patient = Patient(address, channel=vendor)
    await patient.say("yes")
    vendor.down = True
    with pytest.raises(ConnectionError):
        await patient.say("at night")
    vendor.down = False
    await Patient(address, channel=vendor).say("in bed")
    assert vendor.sent == ["I see: yes", "I see: at night", "I see: in bed"]
    assert await heard(patient.store) == ["yes", "at night", "in bed"]
    assert all(row.delivered_at for row in rows(patient.store, "messages"))


async def test_a_turn_goes_on_when_the_patient_hangs_up_and_its_reply_comes_with_the_next(
    address: str,
) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.gate.clear()
    waiting = asyncio.create_task(patient.say("at night"))
    while "at night" not in patient.mind.thoughts:
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    patient.mind.gate.set()
    await patient.bot.finish()
    assert await patient.say("in bed") == ["I see: at night", "I see: in bed"]
    assert await patient.say("later") == ["I see: later"]


async def test_stopping_waits_for_the_turns_under_way(address: str) -> None:
    patient = Patient(address)
    patient.mind.gate.clear()
    waiting = asyncio.create_task(patient.say("yes"))
    while not patient.mind.thoughts:
        await asyncio.sleep(0)
    stopping = asyncio.create_task(patient.bot.finish())
    patient.mind.gate.set()
    await stopping
    assert await heard(patient.store) == ["yes"]
    assert await waiting == ["I see: yes"]


async def test_messages_of_one_patient_are_answered_in_the_order_they_came(address: str) -> None:
    patient = Patient(address)
    texts = [f"message {number}" for number in range(10)]
    await asyncio.gather(*map(patient.say, ["yes", *texts]))
    assert await heard(patient.store) == ["yes", *texts]


async def test_without_a_database_a_danger_is_heard_and_nothing_else_is_said(tmp_path: Any) -> None:
    patient = Patient(f"sqlite:///{tmp_path}/x.db")
    await patient.say("yes")
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE messages"))
    vendor = patient.channel = Vendor()
    with pytest.raises(sa.exc.SQLAlchemyError):
        await patient.say("at night")
    assert vendor.sent == []
    with pytest.raises(sa.exc.SQLAlchemyError):
        await patient.say("chest pain")
    assert vendor.sent == ["Call 911 now."]


async def test_without_a_model_a_message_is_refused_and_not_swallowed(address: str) -> None:
    patient = Patient(address)
    patient.bot.processor = None
    with pytest.raises(NotReady):
        await patient.say("hello")


async def test_erasing_waits_for_the_turn_and_leaves_nothing(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    patient.mind.gate.clear()
    turn = asyncio.create_task(patient.say("at night"))
    while "at night" not in patient.mind.thoughts:
        await asyncio.sleep(0)
    erasing = asyncio.create_task(erase(patient.store, patient.bot.lock_store, CONVERSATION))
    patient.mind.gate.set()
    await turn
    assert await erasing
    assert [rows(patient.store, t) for t in ("events", "conversations", "messages", "answers")] == [[]] * 4
    assert await patient.say("hello") == ["I see: hello"]
    assert rows(patient.store, "events") == []


async def test_a_turn_begun_before_an_erasure_elsewhere_does_not_bring_it_back(address: str) -> None:
    patient, staff = Patient(address), new_store(address)
    await patient.say("yes")
    patient.mind.gate.clear()
    turn = asyncio.create_task(patient.say("at night"))
    while "at night" not in patient.mind.thoughts:
        await asyncio.sleep(0)
    await erase(staff, Locks(), CONVERSATION)  # a lock that does not reach the other process
    patient.mind.gate.set()
    with pytest.raises(Exception, match=CONVERSATION):
        await turn
    assert [rows(staff, table) for table in ("events", "conversations", "messages")] == [[], [], []]


@pytest.fixture(params=["postgresql", "redis"])
def new_locks(request: pytest.FixtureRequest) -> Callable[[], LockStore]:
    if request.param == "redis":
        address = request.getfixturevalue("redis_address")
        return lambda: RedisLocks(address)
    database = request.getfixturevalue("postgres").new_database()
    return lambda: PostgresLocks(database)


async def test_of_forty_pairs_sent_to_two_servers_at_once_none_is_lost_or_doubled(
    new_locks: Callable[[], LockStore], postgres: Any
) -> None:
    address = postgres.new_database()
    servers = [Patient(address, new_locks()), Patient(address, new_locks())]
    names = [f"web:{number}" for number in range(40)]
    await asyncio.gather(*(servers[0].say("yes", conversation=name) for name in names))
    pairs = [(server, name, f"from {number}") for name in names for number, server in enumerate(servers)]
    replies = await asyncio.gather(*(server.say(text, conversation=name) for server, name, text in pairs))
    assert replies == [[f"I see: {text}"] for _, _, text in pairs]
    for name in names:
        said = await heard(servers[0].store, name)
        assert sorted(said) == ["from 0", "from 1", "yes"]
        kinds = [type(event) for event in (await servers[1].store.retrieve_full_tracker(name)).events]  # type: ignore[union-attr]
        turn = [ActionExecuted, UserUttered, BotUttered]
        assert kinds == [SessionStarted, *turn, SlotSet, *turn, *turn]


async def test_a_lock_is_free_once_its_process_is_gone(postgres: Any) -> None:
    address = postgres.new_database()
    gone, ours = PostgresLocks(address), PostgresLocks(address)
    held = gone.lock(CONVERSATION)
    await held.__aenter__()
    postgres.break_connections()
    async with ours.lock(CONVERSATION):
        pass


async def test_who_cannot_ask_for_a_lock_is_told(postgres: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    for locks in (RedisLocks("redis://127.0.0.1:1"), PostgresLocks("postgresql://x@127.0.0.1:1/x")):
        with pytest.raises(LockError):
            async with locks.lock(CONVERSATION):
                raise AssertionError("not reached")


async def test_an_idle_conversation_costs_no_memory_for_its_lock() -> None:
    locks = Locks()
    async with locks.lock("a"), locks.lock("b"):
        pass
    assert locks._queues == {}
