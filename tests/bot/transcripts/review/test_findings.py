"""What a conversation is looked for by is kept with every turn, or filled in for older ones."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import ActionExecuted, Event, SlotSet

from bot.transcripts import links, schema
from bot.transcripts.database import connect
from bot.transcripts.inbox import now
from bot.transcripts.review import reviews
from bot.transcripts.review.findings import Finding, findings, rank
from bot.transcripts.review.reviews import Judgement
from bot.transcripts.review.tables import FINDINGS, REVIEWS, TAGS
from bot.transcripts.tables import CONVERSATIONS
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import CONVERSATION, YES, answers, new_store, rows, say

IRON = SlotSet(
    "assessment",
    {"urgency": "soon", "red_flags": [{"id": "gi_bleeding"}], "causes": [{"id": "iron_deficiency"}]},
)


def kept(store: TranscriptStore) -> set[Finding]:
    return {(row.kind, row.name) for row in _rows(store, FINDINGS)}


def _rows(store: TranscriptStore, table: sa.Table) -> list[sa.engine.Row]:
    with store.engine.connect() as connection:
        return list(connection.execute(sa.select(table)))


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([], set()),
        ([{"question": "medications", "value": ["sertraline", "iron"]}], {"sertraline", "iron"}),
        ([{"question": "medications", "value": ["sertraline"]}, "medications"], set()),
        ([{"question": "medications", "value": "unknown"}], set()),
        ([{"question": "pregnant", "value": "yes"}, {"question": "pregnant", "value": "no"}], {"no"}),
    ],
)
def test_only_answers_that_stand_are_found(history: list[object], found: set[str]) -> None:
    assert {name for _, name in findings({}, history)} == found


def test_the_sooner_the_higher() -> None:
    urgencies = [None, "routine", "soon", "same_day", "emergency"]
    assert [rank(each) for each in urgencies] == [0, 1, 2, 3, 4]


async def test_a_turn_leaves_what_staff_look_for(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, answers(("medications", ["sertraline"]), ("pregnant", "yes")))
    assert kept(store) == {("medicine", "sertraline"), ("pregnant", "yes")}
    await say(store, "not pregnant", answers(("pregnant", "no")), IRON)
    assert kept(store) == {("pregnant", "no"), ("red_flag", "gi_bleeding"), ("cause", "iron_deficiency")}
    (row,) = _rows(store, CONVERSATIONS)
    assert (row.rank, row.missed, row.reviewed) == (2, 0, False)


async def test_messages_that_were_not_understood_are_counted(address: str) -> None:
    store = new_store(address)
    sorry: Event = ActionExecuted("action_not_understood")
    await say(store, "mumble", sorry)
    await say(store, "yes", YES)
    await say(store, "mumble mumble", sorry)
    assert rows(store, "conversations", "missed") == [(2,)]


async def test_a_new_turn_is_something_staff_have_not_seen(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    with store.engine.begin() as connection:
        connection.execute(sa.update(CONVERSATIONS).values(reviewed=True))
    await say(store, "one more thing")
    assert [row.reviewed for row in _rows(store, CONVERSATIONS)] == [False]


async def test_what_was_stored_before_is_found_after_the_step(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, ActionExecuted("action_not_understood"))
    await say(store, "iron", answers(("medications", ["iron"]), ("pregnant", "no"), "pregnant"), IRON)
    before = kept(store)
    schema.downgrade(store.engine, "0004")
    schema.upgrade(connect(address))
    assert (
        kept(store)
        == before
        == {
            ("medicine", "iron"),
            ("red_flag", "gi_bleeding"),
            ("cause", "iron_deficiency"),
        }
    )
    assert rows(store, "conversations", "rank, missed") == [(2, 1)]


async def test_a_conversation_that_moves_takes_everything_with_it(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, IRON)
    before, last = kept(store), rows(store, "conversations", "last_event")[0][0]
    with store.engine.begin() as connection:
        judged = Judgement(note="rang", tags=("iron",))
        reviews.add(connection, CONVERSATION, "ann", judged, (0, last), now())
        links.add(connection, "code", CONVERSATION, now().replace(year=2999))
        assert links.follow(connection, "code", "browser", "web:b", now()) == "web:b"
    assert kept(store) == before
    for table in (FINDINGS, REVIEWS, TAGS):
        assert {row.conversation for row in _rows(store, table)} == {"web:b"}
