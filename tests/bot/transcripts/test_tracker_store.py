"""Stored by consent, on a real SQLite file: before it nothing is on disk, after it everything is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.errors import SettingsError
from bot.transcripts.tracker_store import HeldTrackerStore

CANARY = "my knees itch like pomegranates"
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    slots:
      consent:
        type: text
        influence_conversation: false
        mappings: [{type: custom}]
    """
)


@pytest.fixture
def store(tmp_path: Path) -> HeldTrackerStore:
    return HeldTrackerStore(DOMAIN, f"sqlite:///{tmp_path}/data/conversations.db")


def say(store: HeldTrackerStore, text: str, *events: object, conversation: str = "web:a") -> None:
    """One turn: the patient says something, and what follows from it is saved."""

    async def turn() -> None:
        tracker = await store.get_or_create_tracker(conversation)
        tracker.update_with_events([UserUttered(text), BotUttered("I see."), *events], DOMAIN)
        await store.save(tracker)

    asyncio.run(turn())


def heard(store: HeldTrackerStore, conversation: str = "web:a") -> list[str]:
    tracker: DialogueStateTracker | None = asyncio.run(store.retrieve_full_tracker(conversation))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_on_disk_before_consent(store: HeldTrackerStore, tmp_path: Path) -> None:
    say(store, CANARY)
    say(store, "yes")
    assert heard(store) == [CANARY, "yes"]
    assert CANARY.encode() not in on_disk(tmp_path)
    assert asyncio.run(store.keys()) == []


def test_consent_writes_everything_said_before_it(store: HeldTrackerStore, tmp_path: Path) -> None:
    say(store, CANARY)
    say(store, "yes, store it", SlotSet("consent", "yes"))
    say(store, "it is worse at night")
    assert CANARY.encode() in on_disk(tmp_path)
    again = HeldTrackerStore(DOMAIN, str(store.engine.url))
    assert heard(again) == [CANARY, "yes, store it", "it is worse at night"]
    assert len(store.held) == 0


def test_without_consent_the_conversation_goes_on_and_is_never_written(
    store: HeldTrackerStore, tmp_path: Path
) -> None:
    say(store, "no, do not store it", SlotSet("consent", "no"))
    say(store, CANARY)
    assert heard(store) == ["no, do not store it", CANARY]
    assert CANARY.encode() not in on_disk(tmp_path)


def test_starting_over_holds_again_until_the_next_consent(store: HeldTrackerStore, tmp_path: Path) -> None:
    say(store, "yes", SlotSet("consent", "yes"))
    say(store, "start over", SessionStarted(), SlotSet("consent", None))
    say(store, CANARY)
    assert CANARY.encode() not in on_disk(tmp_path)
    say(store, "yes again", SlotSet("consent", "yes"))
    assert heard(store) == ["yes", "start over", CANARY, "yes again"]
    assert len(store.held) == 0


def test_a_turn_that_fails_leaves_no_half_of_itself(store: HeldTrackerStore) -> None:
    say(store, "hello")
    tracker = asyncio.run(store.retrieve("web:a"))
    assert tracker is not None
    tracker.update(UserUttered("lost with its turn"))
    assert heard(store) == ["hello"]


def test_conversations_are_apart(store: HeldTrackerStore) -> None:
    say(store, "one", SlotSet("consent", "yes"), conversation="web:a")
    say(store, "two", conversation="web:b")
    assert (heard(store, "web:a"), heard(store, "web:b")) == (["one"], ["two"])


def test_a_broken_row_fails_its_own_turn_and_not_the_server(store: HeldTrackerStore) -> None:
    say(store, "hello", SlotSet("consent", "yes"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE events SET data = '{broken'"))
    with pytest.raises(ValueError, match="Expecting"):
        heard(store)


def test_a_storage_error_does_not_repeat_what_was_said(store: HeldTrackerStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    with pytest.raises(sa.exc.OperationalError) as caught:
        say(store, CANARY, SlotSet("consent", "yes"))
    assert CANARY not in str(caught.value)


def test_sqlite_lets_a_reader_look_on_while_a_turn_is_written(store: HeldTrackerStore) -> None:
    say(store, "hello", SlotSet("consent", "yes"))
    with store.engine.connect() as reader, reader.begin():
        assert reader.execute(sa.text("SELECT count(*) FROM events")).scalar()
        say(store, "still stored")
    assert heard(store) == ["hello", "still stored"]


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"data folder .*file/data cannot be made: "):
        HeldTrackerStore(DOMAIN, f"sqlite:///{tmp_path}/file/data/x.db")


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be read as one\n" * 99)
    with pytest.raises(SettingsError, match=r"database cannot be used: .*not a database"):
        HeldTrackerStore(DOMAIN, f"sqlite:///{tmp_path}/x.db")


def test_rasa_makes_it_from_endpoints_yml(tmp_path: Path) -> None:
    endpoint = EndpointConfig(
        url=f"sqlite:///{tmp_path}/x.db", type="bot.transcripts.tracker_store.HeldTrackerStore"
    )
    assert isinstance(TrackerStore.create(endpoint, DOMAIN), HeldTrackerStore)
    assert HeldTrackerStore(DOMAIN, endpoint.url).reachable()
