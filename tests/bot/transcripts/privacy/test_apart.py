"""What is told for a call stands in the staff's list and nowhere else; on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from rasa.shared.core.events import SlotSet

from bot.transcripts import inbox
from bot.transcripts.privacy import codes, requests
from bot.transcripts.privacy.apart import COVERED
from bot.transcripts.shown import shown
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import CONVERSATION, YES, heard, new_store, rows, say, stands

NUMBER = "555 0199"


def told(**details: str) -> SlotSet:
    """What an action hands over for the staff alone."""
    return SlotSet("apart", details)


async def asked(address: str) -> TranscriptStore:
    """A patient who has told a number, a name and a time."""
    store = new_store(address)
    await say(store, "yes", YES)
    await say(store, f"it is {NUMBER}", told(reach_kind="phone", reach=NUMBER), message_id="2")
    await say(store, "Bob Miller", told(name="Bob Miller"), message_id="3")
    await say(store, "after four", told(best_time="after four"))
    return store


def waiting(store: TranscriptStore) -> list[requests.Request]:
    with store.engine.connect() as connection:
        return requests.waiting(connection)


def everything_but(store: TranscriptStore, *tables: str) -> str:
    """All that stands in the other tables."""
    with store.engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        found = {name: list(connection.exec_driver_sql(f'SELECT * FROM "{name}"')) for name in names}
    return str({name: held for name, held in found.items() if name not in tables})


async def test_one_request_is_put_together_from_several_messages(address: str) -> None:
    store = await asked(address)
    (request,) = waiting(store)
    assert (request.reach_kind, request.reach, request.name, request.best_time) == (
        "phone",
        NUMBER,
        "Bob Miller",
        "after four",
    )
    assert request.conversation == CONVERSATION


async def test_no_other_table_has_it(address: str) -> None:
    store = await asked(address)
    elsewhere = everything_but(store, "requests")
    for word in (NUMBER, "Bob", "Miller"):
        assert word not in elsewhere.replace(f"I see: it is {NUMBER}", "").replace("I see: Bob Miller", "")


async def test_the_messages_it_came_in_are_covered_and_the_rest_is_not(address: str) -> None:
    store = await asked(address)
    assert await heard(store) == ["yes", COVERED, COVERED, COVERED]
    assert [message.text for message in await shown(store, CONVERSATION)] == [
        "yes",
        COVERED,
        COVERED,
        COVERED,
    ]


async def test_what_was_of_no_use_is_covered_too(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    await say(store, "it is 55", told())
    assert await heard(store) == ["yes", COVERED]
    assert waiting(store) == []


async def test_the_next_message_is_kept_as_it_is_said(address: str) -> None:
    store = await asked(address)
    await say(store, "thank you")
    assert (await heard(store))[-1] == "thank you"


async def test_what_is_taken_back_is_off_the_list(address: str) -> None:
    store = await asked(address)
    await say(store, "rather not", told(withdrawn="yes"))
    assert waiting(store) == []


async def test_a_restart_changes_nothing(address: str) -> None:
    await asked(address)
    store = new_store(address)
    await say(store, "it is 555 0188", told(reach_kind="phone", reach="555 0188"))
    (request,) = waiting(store)
    assert (request.reach, request.name) == ("555 0188", "Bob Miller")


async def test_the_most_urgent_are_called_first_then_who_waits_longest(address: str) -> None:
    store = new_store(address)
    for conversation, urgency in (
        ("web:a", "routine"),
        ("web:b", None),
        ("web:c", "soon"),
        ("web:d", "soon"),
    ):
        await say(store, "yes", YES, *stands("finished", urgency), conversation=conversation)
        await say(store, "it", told(reach_kind="phone", reach=conversation), conversation=conversation)
    assert [each.conversation for each in waiting(store)] == ["web:c", "web:d", "web:a", "web:b"]


async def test_who_was_called_is_off_the_list_and_a_second_note_changes_nothing(address: str) -> None:
    store = await asked(address)
    (request,) = waiting(store)
    with store.engine.begin() as connection:
        assert requests.done(connection, request.id, "nora", "called, all well", inbox.now())
        assert not requests.done(connection, request.id, "olaf", "called too", inbox.now())
        (seen,) = requests.finished(connection)
    assert (waiting(store), seen.done_by, seen.note) == ([], "nora", "called, all well")


async def test_who_asks_again_afterwards_is_on_the_list_again(address: str) -> None:
    store = await asked(address)
    with store.engine.begin() as connection:
        requests.done(connection, waiting(store)[0].id, "nora", None, inbox.now())
    await say(store, "again", told(reach_kind="email", reach="bob@example.org"))
    assert [each.reach for each in waiting(store)] == ["bob@example.org"]
    with store.engine.begin() as connection:
        assert not requests.reopen(connection, requests.finished(connection)[0].id)


async def test_a_conversation_is_found_by_the_code_its_patient_was_told(address: str) -> None:
    store = new_store(address)
    state = SlotSet(
        "dialogue", {"stage": "interview", "open": None, "turn": 1, "answers": [], "code": "ACDE-3467"}
    )
    await say(store, "yes", YES, state)
    with store.engine.connect() as connection:
        for typed in ("ACDE-3467", "acde3467", " acde 3467 "):
            assert codes.conversation(connection, typed) == CONVERSATION
        assert codes.conversation(connection, "ACDE-3466") is None
        assert codes.of_conversation(connection, CONVERSATION) == ["ACDE-3467"]
    assert len(rows(store, "messages")) == 1
