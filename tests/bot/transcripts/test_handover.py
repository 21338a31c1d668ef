"""A conversation that goes on elsewhere: by a code that is good once; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from bot.transcripts import handover, inbox, upkeep
from bot.transcripts.erased import Ended, digest
from bot.transcripts.handover import issue, link, redeem
from bot.transcripts.shown import shown
from bot.transcripts.summary import CONSENT
from bot.transcripts.tables import LINKS
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import YES, answers, heard, rows, say
from tests.bot.transcripts.talking import Patient

HERE, THERE, ELSEWHERE = "tg:1", "web:there", "web:elsewhere"
TABLES = {
    "conversations": "channel, started_at, last_at, turns, state, last_question, consent, last_event",
    "events": "id, data",
    "answers": "id, question, value, origin, turn, at",
    "messages": "id, message_id, received_at, channel, text, metadata, reply, answered_at, delivered_at",
}
OWNERS = {"conversations": "id", "events": "sender_id", "answers": "conversation", "messages": "conversation"}


async def begun(patient: Patient) -> str:
    """Somebody in the middle of an interview over a messenger, with a code in their hand."""
    await patient.say("yes", conversation=HERE)
    patient.mind.does = answers(("age", 47))
    await patient.say("I am 47", conversation=HERE)
    patient.mind.does = None
    code = await issue(patient.store, HERE)
    assert code is not None
    return code


async def go(patient: Patient, code: str, by: str = "a phone", to: str = THERE) -> str | None:
    return await redeem(patient.store, patient.bot.lock_store, code, by, to)


def everything(store: TranscriptStore) -> list[list[Any]]:
    """What is stored, apart from whose it is."""
    return [rows(store, table, what) for table, what in TABLES.items()]


def owners(store: TranscriptStore) -> set[str]:
    """The conversations that anything stored belongs to."""
    return {row[0] for table, what in OWNERS.items() for row in rows(store, table, what)}


def codes(store: TranscriptStore) -> list[Any]:
    """The codes that are noted, as the program reads them."""
    with store.engine.connect() as connection:
        return list(connection.execute(sa.select(LINKS)))


async def test_events_answers_messages_and_summary_go_over_and_nothing_is_left_behind(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    before = everything(patient.store)
    assert await go(patient, code) == THERE
    assert owners(patient.store) == {THERE}
    assert everything(patient.store) == before


async def test_the_conversation_goes_on_where_it_stood_and_the_old_one_begins_anew(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    await go(patient, code)
    assert [each.text for each in await shown(patient.store, THERE)] == ["yes", "I am 47"]
    await patient.say("at night", conversation=THERE)
    assert await heard(patient.store, THERE) == ["yes", "I am 47", "at night"]
    assert rows(patient.store, "conversations")[0].turns == 3
    await patient.say("hello", conversation=HERE)
    fresh = await patient.store.retrieve(HERE)
    assert fresh is not None
    assert fresh.get_slot(CONSENT) is None
    assert await heard(patient.store, HERE) == ["hello"]


async def test_a_code_is_good_once(address: str) -> None:
    patient = Patient(address)
    code, second = await begun(patient), await issue(patient.store, HERE)
    assert await go(patient, code) == THERE
    assert await go(patient, code, by="somebody else", to=ELSEWHERE) is None
    assert second
    assert await go(patient, second, to=ELSEWHERE) is None
    assert owners(patient.store) == {THERE}


async def test_who_did_not_hear_the_answer_asks_again_and_is_led_to_the_same_place(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    assert [await go(patient, code), await go(patient, code, to=ELSEWHERE)] == [THERE, THERE]


async def test_of_many_who_come_at_once_one_gets_it(address: str) -> None:
    patients = [Patient(address) for _ in range(3)]
    code = await begun(patients[0])
    led = await asyncio.gather(
        *(go(patients[each % 3], code, f"phone {each}", f"web:{each}") for each in range(9))
    )
    (one,) = [each for each in led if each]
    assert owners(patients[0].store) == {one}


@pytest.mark.parametrize("code", ["", "forged", "x" * 10_000, "'; DROP TABLE links; --", "\N{PILE OF POO}"])
async def test_a_code_nobody_issued_leads_nowhere(code: str, address: str) -> None:
    patient = Patient(address)
    await begun(patient)
    assert await go(patient, code) is None
    assert owners(patient.store) == {HERE}


async def test_a_code_ends(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = Patient(address)
    monkeypatch.setattr(handover, "LASTS", timedelta(0))
    assert await go(patient, await begun(patient)) is None
    assert len(codes(patient.store)) == 1
    assert await handover.tidy(patient.store) == 1
    assert codes(patient.store) == []


async def test_one_that_was_used_is_kept_as_long_as_what_it_led_to(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = Patient(address)
    await go(patient, await begun(patient))
    monkeypatch.setattr(inbox, "now", lambda: datetime.now(timezone.utc) + handover.LASTS * 2)
    assert await handover.tidy(patient.store) == 0
    await patient.bot.end(THERE)
    assert codes(patient.store) == []


async def test_the_table_holds_neither_the_code_nor_who_used_it(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    await go(patient, code)
    (row,) = codes(patient.store)
    assert (row.digest, row.source, row.used_by) == (digest(code), digest(HERE), digest("a phone"))


async def test_where_nothing_is_kept_the_link_is_the_bare_page(address: str) -> None:
    patient = Patient(address)
    await patient.say("hello", conversation=HERE)
    assert await issue(patient.store, HERE) is None
    assert (
        await link(patient.store, HERE, "https://chat.clinic.example") == "https://chat.clinic.example/chat/"
    )
    assert codes(patient.store) == []


async def test_the_link_carries_the_code(address: str) -> None:
    patient = Patient(address)
    await begun(patient)
    page, _, code = (await link(patient.store, HERE, "https://chat.clinic.example")).partition("?from=")
    assert page == "https://chat.clinic.example/chat/"
    assert await go(patient, code) == THERE


async def test_a_turn_under_way_goes_over_too(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    patient.mind.gate.clear()
    turn = asyncio.create_task(patient.say("at night", conversation=HERE))
    while "at night" not in patient.mind.thoughts:
        await asyncio.sleep(0)
    going = asyncio.create_task(go(patient, code))
    await asyncio.sleep(0)
    patient.mind.gate.set()
    assert await turn == ["I see: at night"]
    assert await going == THERE
    assert await heard(patient.store, THERE) == ["yes", "I am 47", "at night"]


async def test_erasing_the_old_conversation_erases_what_it_led_to(address: str) -> None:
    patient = Patient(address)
    await go(patient, await begun(patient))
    assert await upkeep.erase(patient.store, patient.bot.lock_store, HERE)
    assert owners(patient.store) == set()
    with pytest.raises(Ended):
        await patient.bot.require(THERE)
    await patient.bot.require(HERE)  # a messenger's id is the patient's own, and may come back


async def test_what_is_erased_takes_its_codes_along(address: str) -> None:
    patient = Patient(address)
    code = await begun(patient)
    await upkeep.erase(patient.store, patient.bot.lock_store, HERE)
    assert await go(patient, code) is None
    assert codes(patient.store) == []


async def test_another_process_that_has_it_in_memory_begins_anew(address: str) -> None:
    here, there = Patient(address), Patient(address)
    code = await begun(here)
    assert await go(there, code) == THERE
    await here.say("hello", conversation=HERE)
    assert await heard(here.store, HERE) == ["hello"]


async def test_a_conversation_may_go_over_more_than_once(address: str) -> None:
    patient = Patient(address)
    assert await go(patient, await begun(patient), "first") == THERE
    await say(patient.store, "yes again", YES, conversation=HERE)
    second = await issue(patient.store, HERE)
    assert second
    assert await go(patient, second, "second", ELSEWHERE) == ELSEWHERE
    assert owners(patient.store) == {THERE, ELSEWHERE}
    await upkeep.erase(patient.store, patient.bot.lock_store, HERE)
    assert owners(patient.store) == set()
