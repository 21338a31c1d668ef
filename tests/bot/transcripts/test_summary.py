"""The row staff see of a conversation, and its answers with every amendment."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.shared.core.events import SessionStarted, SlotSet

from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import YES, answers, new_store, rows, say


@pytest.fixture
def store(address: str) -> TranscriptStore:
    return new_store(address)


def given(store: TranscriptStore) -> list[tuple[str, Any]]:
    """Question and value of each row, in the order they were written."""
    return [
        (row.question, row.value and json.loads(row.value))
        for row in rows(store, "answers", "question, value")
    ]


async def test_the_row_says_where_the_conversation_stands(store: TranscriptStore) -> None:
    await say(store, "hello")
    await say(store, "yes", YES, answers(("age", 41)))
    (row,) = rows(store, "conversations")
    assert (row.id, row.channel, row.turns, row.state) == ("web:a", "web", 2, "open")
    assert (row.last_question, row.urgency, row.consent) == ("age", None, "yes")


async def test_an_assessment_leaves_its_urgency_and_the_version_of_the_knowledge(
    store: TranscriptStore,
) -> None:
    assessment = {"urgency": "same_day", "versions": {"knowledge": "sha256:1"}}
    state = {"stage": "emergency", "open": None, "turn": 2, "answers": []}
    await say(store, "yes", YES, SlotSet("assessment", assessment), SlotSet("dialogue", state))
    (row,) = rows(store, "conversations")
    assert (row.state, row.urgency, row.knowledge) == ("emergency", "same_day", "sha256:1")


async def test_the_version_of_the_knowledge_is_there_from_the_first_turn_and_stays_the_assessments(
    address: str,
) -> None:
    store = new_store(address, knowledge="sha256:1")
    await say(store, "yes", YES)
    assert rows(store, "conversations")[0].knowledge == "sha256:1"
    await say(store, "at night", SlotSet("assessment", {"versions": {"knowledge": "sha256:1"}}))
    later = new_store(address, knowledge="sha256:2")
    await say(later, "thank you")
    assert rows(later, "conversations")[0].knowledge == "sha256:1"


async def test_answers_are_added_and_never_overwritten(store: TranscriptStore) -> None:
    await say(store, "yes", YES, answers(("age", 41)))
    await say(store, "female", answers(("age", 41), ("sex", "female")))
    await say(store, "I meant 42", answers(("age", 41), ("sex", "female"), ("age", 42)))
    assert given(store) == [("age", 41), ("sex", "female"), ("age", 42)]


async def test_an_answer_taken_back_is_a_row_without_value(store: TranscriptStore) -> None:
    await say(store, "yes", YES, answers(("age", 41)))
    await say(store, "go back", answers(("age", 41), "age"))
    assert given(store) == [("age", 41), ("age", None)]


async def test_answers_given_before_consent_are_written_with_it(store: TranscriptStore) -> None:
    await say(store, "I am 41", answers(("age", 41)))
    assert given(store) == []
    await say(store, "yes", YES, answers(("age", 41)))
    assert given(store) == [("age", 41)]


async def test_a_new_session_takes_back_what_was_answered_in_the_last(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, answers(("age", 41), ("sex", "male")))
    await say(store, "back again", SessionStarted(), SlotSet("consent", None), SlotSet("dialogue", None))
    restarted = store if store.holding.held else new_store(address)
    await say(restarted, "yes", YES, answers(("age", 42)))
    assert given(store) == [("age", 41), ("sex", "male"), ("age", None), ("sex", None), ("age", 42)]


async def test_values_are_stored_so_that_a_search_finds_them(store: TranscriptStore) -> None:
    await say(store, "señora Müller: ça brûle", YES, answers(("sensation", ["brûlure"])))
    everything = str([rows(store, table) for table in ("events", "answers", "messages")])
    assert everything.count("ça brûle") >= 3
    assert "brûlure" in everything
