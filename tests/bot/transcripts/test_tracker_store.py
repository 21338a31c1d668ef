"""Stored by consent, on real SQLite and PostgreSQL: before it nothing is kept, after it everything is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.errors import SettingsError
from bot.transcripts.kept import TURNS
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.writing import Overtaken
from tests.bot.transcripts.conversation import CONVERSATION, DOMAIN, YES, answers, heard, new_store, rows, say

CANARY = "my knees itch like pomegranates é"


@pytest.fixture
def store(address: str) -> TranscriptStore:
    return new_store(address)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_nothing_is_on_disk_before_consent(tmp_path: Path) -> None:
    store = new_store(f"sqlite:///{tmp_path}/x.db")
    await say(store, CANARY)
    await say(store, "yes")
    assert await heard(store) == [CANARY, "yes"]
    assert CANARY.encode() not in on_disk(tmp_path)
    assert await store.keys() == []


async def test_consent_writes_everything_said_before_it_as_it_was_typed(tmp_path: Path) -> None:
    store = new_store(f"sqlite:///{tmp_path}/x.db")
    await say(store, CANARY)
    await say(store, "yes, store it", YES)
    await say(store, "it is worse at night")
    assert CANARY.encode() in on_disk(tmp_path)
    assert await heard(new_store(str(store.engine.url))) == [CANARY, "yes, store it", "it is worse at night"]
    assert len(store.holding.held) == 0


async def test_messages_said_before_consent_are_stored_with_their_replies(store: TranscriptStore) -> None:
    await say(store, "hello")
    await say(store, "yes", YES)
    await say(store, "at night")
    assert [row.text for row in rows(store, "messages")] == ["hello", "yes", "at night"]
    assert all(row.reply and row.answered_at and row.delivered_at for row in rows(store, "messages"))


async def test_without_consent_the_conversation_goes_on_and_is_never_written(store: TranscriptStore) -> None:
    await say(store, "no, do not store it", SlotSet("consent", "no"))
    await say(store, CANARY)
    assert await heard(store) == ["no, do not store it", CANARY]
    assert [rows(store, table) for table in ("events", "conversations", "messages")] == [[], [], []]


async def test_a_new_session_holds_again_until_the_next_consent(store: TranscriptStore) -> None:
    await say(store, "yes", YES)
    await say(store, "back again", SessionStarted(), SlotSet("consent", None))
    await say(store, CANARY)
    assert CANARY not in str(rows(store, "events")) + str(rows(store, "messages"))
    await say(store, "yes again", YES)
    assert await heard(store) == ["yes", "back again", CANARY, "yes again"]
    assert [row.text for row in rows(store, "messages")] == ["yes", "back again", CANARY, "yes again"]


async def test_a_stored_conversation_wins_over_what_another_process_still_holds(address: str) -> None:
    ours, theirs = new_store(address), new_store(address)
    await say(ours, "hello, before consent")
    await say(theirs, "yes", YES)
    assert await heard(ours) == ["yes"]
    await say(ours, "at night")
    assert await heard(theirs) == ["yes", "at night"]


async def test_a_process_reads_on_where_another_has_written(address: str) -> None:
    ours, theirs = new_store(address), new_store(address)
    await say(ours, "yes", YES)
    for turn in range(4):
        await say((theirs, ours)[turn % 2], f"turn {turn}", answers(("age", turn)))
    tracker = await theirs.retrieve(CONVERSATION)
    assert tracker is not None
    assert tracker.get_slot("dialogue")["answers"][0]["value"] == 3
    assert await heard(ours) == ["yes", "turn 0", "turn 1", "turn 2", "turn 3"]


async def test_a_tracker_is_bounded_and_forgets_no_slot(store: TranscriptStore) -> None:
    await say(store, "yes", YES, answers(("age", 41)))
    for turn in range(20):
        await say(store, f"turn {turn}")
    near = await store.retrieve(CONVERSATION)
    far = await new_store(str(store.engine.url)).retrieve(CONVERSATION) if store.engine.url.password else near
    for tracker in (near, far):
        assert tracker is not None
        assert sum(isinstance(event, UserUttered) for event in tracker.events) == TURNS
        assert tracker.copy().get_slot("dialogue") == tracker.get_slot("dialogue") != None  # noqa: E711
        assert tracker.get_slot("consent") == "yes"


async def test_a_tracker_read_afresh_is_the_one_at_hand(address: str) -> None:
    ours = new_store(address)
    await say(ours, "yes", YES, answers(("age", 41)))
    for turn in range(5):
        await say(ours, f"turn {turn}")
    near, far = await ours.retrieve(CONVERSATION), await new_store(address).retrieve(CONVERSATION)
    assert near is not None
    assert far is not None
    assert near.current_slot_values() == far.current_slot_values()
    assert list(map(str, near.events)) == list(map(str, far.events))
    assert near.latest_message == far.latest_message


async def test_a_turn_that_fails_leaves_no_half_of_itself(store: TranscriptStore) -> None:
    await say(store, "hello", YES)
    tracker = await store.retrieve(CONVERSATION)
    assert tracker is not None
    tracker.update(UserUttered("lost with its turn"))
    assert await heard(store) == ["hello"]
    again = await store.retrieve(CONVERSATION)
    assert again is not None
    assert again.latest_message.text == "hello"


async def test_conversations_are_apart(store: TranscriptStore) -> None:
    await say(store, "one", YES, conversation="web:a")
    await say(store, "two", conversation="web:b")
    assert (await heard(store, "web:a"), await heard(store, "web:b")) == (["one"], ["two"])


async def test_who_has_not_seen_the_last_event_cannot_write(address: str) -> None:
    ours, theirs = new_store(address), new_store(address)
    await say(ours, "yes", YES)
    stale = await ours.retrieve(CONVERSATION)
    await say(theirs, "meanwhile")
    assert stale is not None
    stale.update(UserUttered("too late"))
    with pytest.raises(Overtaken):
        await ours.save(stale)
    assert await heard(ours) == ["yes", "meanwhile"]


async def test_two_processes_that_get_consent_at_once_store_one_conversation(address: str) -> None:
    ours, theirs = new_store(address), new_store(address)
    stale = await ours.get_or_create_tracker(CONVERSATION)
    stale.update_with_events([UserUttered("yes"), YES], DOMAIN)
    await say(theirs, "yes", YES)
    with pytest.raises(Overtaken):
        await ours.save(stale)
    assert len(rows(ours, "conversations")) == 1


@pytest.mark.parametrize("broken", ["{broken", "[]", '{"event": "nobody knows"}', "7"])
async def test_a_row_that_cannot_be_read_costs_only_itself(
    address: str, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = new_store(address)
    await say(store, "first", YES)
    await say(store, "second")
    await say(store, "hello", YES, conversation="web:b")
    with store.engine.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE events SET data = :broken WHERE id ="
                " (SELECT max(id) FROM events WHERE sender_id = 'web:a' AND type_name = 'user')"
            ),
            {"broken": broken},
        )
    restarted = new_store(address)
    await say(restarted, "third")
    assert await heard(restarted) == ["first", "third"]
    assert await heard(restarted, "web:b") == ["hello"]
    assert "of conversation web:a cannot be read" in caplog.text
    assert "second" not in caplog.text


async def test_a_clock_set_back_changes_no_order_and_loses_nothing(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE events SET timestamp = timestamp + 100000"))
    restarted = new_store(address)
    await say(restarted, "an hour earlier")
    tracker = await new_store(address).retrieve(CONVERSATION)
    assert tracker is not None
    assert tracker.latest_message.text == "an hour earlier"
    assert tracker.get_slot("consent") == "yes"


async def test_a_storage_error_does_not_repeat_what_was_said(store: TranscriptStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    with pytest.raises(sa.exc.DBAPIError) as caught:
        await say(store, CANARY, YES)
    assert CANARY not in str(caught.value)


async def test_sqlite_lets_a_reader_look_on_while_a_turn_is_written(address: str) -> None:
    store = new_store(address)
    await say(store, "hello", YES)
    with store.engine.connect() as reader, reader.begin():
        assert reader.execute(sa.text("SELECT count(*) FROM events")).scalar()
        await say(store, "still stored")
    assert await heard(store) == ["hello", "still stored"]


async def test_a_locked_database_keeps_only_its_own_patient_waiting(tmp_path: Path) -> None:
    store = new_store(f"sqlite:///{tmp_path}/x.db")
    await say(store, "yes", YES)
    lock = new_store(f"sqlite:///{tmp_path}/x.db").engine.raw_connection()
    lock.execute("BEGIN IMMEDIATE")
    stuck = asyncio.create_task(say(store, "waits for the lock"))
    await say(store, "not stored anyway", conversation="web:b")
    assert not stuck.done()
    lock.execute("ROLLBACK")
    await stuck
    assert await heard(store) == ["yes", "waits for the lock"]


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("sqlite:///{folder}/file/data/x.db", r"data folder .*file/data cannot be made: "),
        ("sqlite:///{folder}/text", r"database cannot be used: .*not a database"),
        ("sqlite:////proc/nowhere/x.db", r"data folder /proc/nowhere cannot be made: "),
        ("sqlite:///file:{folder}/none.db?mode=ro&uri=true", r"database cannot be used: .*unable to open"),
        ("postgresql://nobody:secret@127.0.0.1:1/clinic", r"database cannot be used: .*refused"),
        ("nonsense", r"address cannot be read"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, address: str, complaint: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "text").write_text("not a database, but long enough to be read as one\n" * 99)
    with pytest.raises(SettingsError, match=complaint) as caught:
        TranscriptStore(DOMAIN, address.format(folder=tmp_path))
    assert len(str(caught.value).splitlines()) == 1
    assert "secret" not in str(caught.value)


def test_rasa_makes_it_from_endpoints_yml(tmp_path: Path) -> None:
    endpoint = EndpointConfig(
        url=f"sqlite:///{tmp_path}/x.db", type="bot.transcripts.tracker_store.TranscriptStore"
    )
    assert isinstance(TrackerStore.create(endpoint, DOMAIN), TranscriptStore)
    assert TranscriptStore(DOMAIN, endpoint.url).reachable()
