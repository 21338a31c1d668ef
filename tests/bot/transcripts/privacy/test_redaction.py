"""Words taken out for good: out of every table and file, and out of every bot's memory."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet

from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.privacy import holds
from bot.transcripts.privacy.erasure import forget_the_log
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.redaction import NotThere, Redaction, of_conversation, redact, without
from bot.transcripts.review import reviews
from bot.transcripts.review.reviews import Judgement
from bot.transcripts.review.tables import REVIEWS
from bot.transcripts.shown import shown
from bot.transcripts.tables import CONVERSATIONS
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.writing import Overtaken
from tests.bot.transcripts.conversation import CONVERSATION, YES, answers, heard, new_store, rows, say
from tests.bot.transcripts.privacy.test_erasure import CANARY, files_with, residue
from tests.bot.transcripts.talking import Patient

SAID = f'I am "{CANARY}" Miller'


def taken_out(store: TranscriptStore, words: str = CANARY, message_id: str = "2") -> None:
    note = Redaction(message_id, "name", len(words), "lena", inbox.now())
    with writing(store.engine).begin() as connection:
        redact(connection, CONVERSATION, message_id, words, note)


async def told(address: str) -> TranscriptStore:
    store = new_store(address)
    await say(store, "yes", YES, message_id="1")
    await say(store, SAID, answers(("note", f"{CANARY}!")), message_id="2")
    await say(store, f"{CANARY} sleeps badly", SlotSet("assessment", {"urgency": "soon"}), message_id="3")
    return store


async def test_the_words_are_gone_from_every_table_and_the_rest_stays(address: str) -> None:
    store = await told(address)
    quoted = {"conversation": CONVERSATION, "person": "nora", "at": inbox.now(), "tags": [], "done": False}
    with writing(store.engine).begin() as connection:
        connection.execute(sa.insert(REVIEWS), {**quoted, "note": f"she is {CANARY}"})
    taken_out(store)
    assert residue(store, CANARY) == []
    assert await heard(store) == ["yes", 'I am "[redacted]" Miller', "[redacted] sleeps badly"]
    assert (await shown(store, CONVERSATION))[1].text == 'I am "[redacted]" Miller'
    with store.engine.connect() as connection:
        (note,) = of_conversation(connection, CONVERSATION)
        assert [each.judgement.note for each in reviews.history(connection, CONVERSATION)] == [
            "she is [redacted]"
        ]
    assert (note.kind, note.letters, note.person) == ("name", len(CANARY), "lena")


async def judged(store: TranscriptStore, judgement: Judgement) -> None:
    with writing(store.engine).begin() as connection:
        last_event = int(connection.execute(sa.select(CONVERSATIONS.c.last_event)).scalar() or 0)
        reviews.add(connection, CONVERSATION, "nora", judgement, (0, last_event), inbox.now())


async def test_a_tag_that_had_them_is_none_any_more(address: str) -> None:
    store = await told(address)
    await judged(store, Judgement("agree", tags=(CANARY, "iron")))
    taken_out(store)
    assert residue(store, CANARY) == []
    with store.engine.connect() as connection:
        (review,) = reviews.history(connection, CONVERSATION)
        assert reviews.known_tags(connection) == ["iron"]
    assert review.judgement == Judgement("agree", tags=("iron",))


async def test_a_long_note_that_grows_by_it_can_still_be_read(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, message_id="1")
    await say(store, "I am Bo", message_id="2")
    await judged(store, Judgement(note="Bo! " * (reviews.LONGEST_NOTE // 4)))
    taken_out(store, "Bo")
    with store.engine.connect() as connection:
        (review,) = reviews.history(connection, CONVERSATION)
    assert set(review.judgement.note.split()) == {"[redacted]!"}


async def test_an_answer_that_looks_like_them_stays_a_number(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, message_id="1")
    await say(store, "47, my friend is 47", answers(("age", 47), ("note", "47 or so")), message_id="2")
    taken_out(store, "47")
    assert [row.value for row in rows(store, "answers")] == ["47", '"[redacted] or so"']


async def test_no_file_has_them_either(tmp_path: Path) -> None:
    store = await told(f"sqlite:///{tmp_path}/data/transcripts.db")
    assert files_with(CANARY, tmp_path)
    taken_out(store)
    forget_the_log(store.engine)
    assert files_with(CANARY, tmp_path) == []


async def test_a_bot_that_has_it_in_memory_reads_it_anew(address: str) -> None:
    store = await told(address)
    tracker = await store.retrieve(CONVERSATION)
    assert tracker
    assert CANARY in str(tracker.latest_message.text)
    taken_out(store)
    again = await store.retrieve(CONVERSATION)
    assert again
    assert CANARY not in str(again.latest_message.text)
    await say(store, "and in the morning", message_id="4")
    assert residue(store, CANARY) == []


async def test_a_turn_that_began_before_is_not_stored_with_them(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    await patient.say(SAID, message_id="2")
    tracker = await patient.store.retrieve(CONVERSATION)
    assert tracker
    taken_out(patient.store)
    tracker.update(YES)
    with pytest.raises(Overtaken):
        await patient.store.save(tracker)


async def test_what_must_be_kept_is_not_changed(address: str) -> None:
    store = await told(address)
    with writing(store.engine).begin() as connection:
        holds.place(connection, CONVERSATION, "court", "lena", inbox.now())
    with pytest.raises(OnHold):
        taken_out(store)
    assert (await heard(store))[1] == SAID


@pytest.mark.parametrize(("words", "message_id"), [("Smith", "2"), ("I", "2"), (CANARY, "9"), ("", "2")])
async def test_what_is_not_there_changes_nothing(address: str, words: str, message_id: str) -> None:
    store = await told(address)
    with pytest.raises(NotThere):
        taken_out(store, words, message_id)
    assert (await heard(store))[1] == SAID


def test_what_the_program_says_to_itself_stays() -> None:
    event = {
        "event": "user",
        "text": "user Bob",
        "parse_data": {"intent": {"name": "user"}, "list": ["user"]},
    }
    assert without(event, "user") == {
        "event": "user",
        "text": "[redacted] Bob",
        "parse_data": {"intent": {"name": "user"}, "list": ["[redacted]"]},
    }
