"""Erased means erased, with a receipt that names nothing; held means kept. On SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet

from bot.transcripts import erased, inbox, links, schema
from bot.transcripts.database import connect, writing
from bot.transcripts.privacy import holds, receipts
from bot.transcripts.privacy.erasure import erase
from bot.transcripts.privacy.farewell import Farewell, wants_erasure
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.receipts import PATIENT, Asked
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import CONVERSATION, YES, answers, new_store, rows, say, stands
from tests.bot.transcripts.talking import Patient

CANARY = "zebrafinch"
"""A word nobody else says: where it is found, something was left."""

BYE = Farewell(lambda number: f"Erased, receipt {number}.", "Nothing was kept.", "It must be kept for now.")


async def sung(store: TranscriptStore, conversation: str = CONVERSATION) -> None:
    """A conversation with the canary wherever a patient's words can get."""
    code = {"stage": "interview", "open": "age", "turn": 1, "answers": [], "code": "ACDE-3467"}
    await say(store, "yes", YES, SlotSet("dialogue", code), conversation=conversation)
    await say(store, f"a {CANARY} said so", answers(("note", CANARY)), conversation=conversation)
    call = SlotSet("apart", {"reach_kind": "email", "reach": f"{CANARY}@example.org", "name": CANARY})
    await say(store, f"{CANARY}@example.org", call, conversation=conversation)
    await say(store, f"urgent {CANARY}", *stands("emergency", "emergency"), conversation=conversation)


def residue(store: TranscriptStore, word: str) -> list[str]:
    """The tables that still have a word anywhere."""
    with store.engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        return [
            name for name in names if word in str(list(connection.exec_driver_sql(f'SELECT * FROM "{name}"')))
        ]


def files_with(word: str, folder: Path) -> list[str]:
    """The files below a folder that have a word anywhere in their bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in found if word.encode() in path.read_bytes()]


async def test_no_table_has_a_word_left(address: str) -> None:
    store = new_store(address)
    await sung(store)
    assert {"events", "messages", "answers", "requests"} <= set(residue(store, CANARY))
    erase(store.engine, CONVERSATION, True, PATIENT, inbox.now())
    assert residue(store, CANARY) == []
    assert residue(store, CONVERSATION) == []


async def test_no_file_has_one_either_while_the_bot_goes_on(tmp_path: Path) -> None:
    store = new_store(f"sqlite:///{tmp_path}/data/transcripts.db")
    await sung(store)
    await say(store, "yes", YES, conversation="web:b")
    assert files_with(CANARY, tmp_path)
    await store.in_thread(store.archive.erase, CONVERSATION, True)
    assert files_with(CANARY, tmp_path) == []
    await say(store, "still here", conversation="web:b")
    assert files_with(CANARY, tmp_path) == []


async def test_the_receipt_counts_and_names_nothing(address: str) -> None:
    store = new_store(address)
    await sung(store)
    receipt = erase(store.engine, CONVERSATION, False, Asked("staff", "nora"), inbox.now())
    assert receipt
    assert (receipt.asked_by, receipt.person) == ("staff", "nora")
    assert receipt.conversation == erased.digest(CONVERSATION)
    assert receipt.rows["messages"] == 4
    assert receipt.rows["requests"] == receipt.rows["codes"] == receipt.rows["conversations"] == 1
    with store.engine.connect() as connection:
        assert receipts.find(connection, receipt.number.lower()) == receipt
        assert receipts.latest(connection) == [receipt]
    assert CANARY not in repr(receipt)


async def test_where_nothing_was_stored_there_is_no_receipt(address: str) -> None:
    store = new_store(address)
    assert erase(store.engine, CONVERSATION, True, PATIENT, inbox.now()) is None
    with store.engine.connect() as connection:
        assert receipts.latest(connection) == []


async def test_what_is_held_is_kept_and_the_patients_wish_noted(address: str) -> None:
    store = new_store(address)
    await sung(store)
    with writing(store.engine).begin() as connection:
        assert holds.place(connection, CONVERSATION, "court", "lena", inbox.now())
        assert not holds.place(connection, CONVERSATION, "again", "lena", inbox.now())
    for asked in (Asked("staff", "nora"), Asked("retention"), PATIENT):
        with pytest.raises(OnHold):
            erase(store.engine, CONVERSATION, True, asked, inbox.now())
    assert len(rows(store, "messages")) == 4
    with writing(store.engine).begin() as connection:
        lifted = holds.lift(connection, CONVERSATION, "lena", inbox.now())
        assert lifted
        assert lifted.erasure_asked_at
        assert holds.everything(connection) == []
        assert holds.lift(connection, CONVERSATION, "lena", inbox.now()) is None
    assert erase(store.engine, CONVERSATION, True, PATIENT, inbox.now())


async def test_a_hold_and_a_call_go_along_to_the_website(address: str) -> None:
    store = new_store(address)
    await sung(store, "telegram:1")
    with writing(store.engine).begin() as connection:
        holds.place(connection, "telegram:1", "court", "lena", inbox.now())
        links.add(connection, "secret", "telegram:1", inbox.now().replace(year=2999))
        assert links.follow(connection, "secret", "me", "web:new", inbox.now()) == "web:new"
        assert [each.conversation for each in holds.everything(connection)] == ["web:new"]
    assert [row.conversation for row in rows(store, "requests")] == ["web:new"]
    assert residue(store, "telegram:1") == []


@pytest.mark.parametrize("text", ["forget me", "Forget me!", " FORGET ME, please."])
async def test_who_writes_forget_me_is_forgotten_on_any_channel(address: str, text: str) -> None:
    patient = Patient(address)
    patient.bot.farewell = BYE
    await patient.say("yes")
    await patient.say(f"a {CANARY}")
    (said,) = await patient.say(text)
    with patient.store.engine.connect() as connection:
        (receipt,) = receipts.latest(connection)
    assert said == f"Erased, receipt {receipt.number}."
    assert residue(patient.store, CANARY) == residue(patient.store, CONVERSATION) == []
    assert patient.store.in_memory() == set()
    assert await patient.say("hello") == ["I see: hello"]


async def test_who_never_agreed_is_forgotten_as_well(address: str) -> None:
    patient = Patient(address)
    patient.bot.farewell = BYE
    await patient.say("hello")
    assert await patient.say("forget me") == ["Nothing was kept."]
    assert patient.store.in_memory() == set()


async def test_who_is_on_hold_is_told_the_truth(address: str) -> None:
    patient = Patient(address)
    patient.bot.farewell = BYE
    await patient.say("yes")
    with writing(patient.store.engine).begin() as connection:
        holds.place(connection, CONVERSATION, "court", "lena", inbox.now())
    assert await patient.say("forget me") == ["It must be kept for now."]
    assert len(rows(patient.store, "messages")) == 1


@pytest.mark.parametrize(
    "text", ["", None, "do not forget me, my legs hurt", "I forget my tablets", "forget it"]
)
def test_other_words_are_no_such_wish(text: str | None) -> None:
    assert not wants_erasure(text)


def test_a_database_of_before_is_brought_up_and_back(address: str) -> None:
    engine = connect(address)
    schema.upgrade(engine)
    schema.downgrade(engine, "0005")
    assert not sa.inspect(engine).has_table("receipts")
    schema.upgrade(engine)
    schema.check(engine)
