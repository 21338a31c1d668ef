"""What counts as lost, doubled and out of order: a check that finds nothing would find nothing ever."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.transcripts import schema
from bot.transcripts.database import connect
from bot.transcripts.tables import CONVERSATIONS, EVENTS, MESSAGES
from tests.bench.stored import Kept, check, compare

SAID = ("hello", "yes", "no", "no", "at night")
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        (SAID, Kept()),
        (("hello", "yes", "no", "at night"), Kept(lost=1)),
        ((*SAID, "at night"), Kept(doubled=1)),
        (("hello", "yes", "no", "no", "in bed"), Kept(lost=1, doubled=1)),
        (("hello", "no", "yes", "no", "at night"), Kept(disordered=1)),
        ((), Kept(lost=5)),
    ],
)
def test_what_is_stored_is_compared_with_what_was_said(stored: Sequence[str], kept: Kept) -> None:
    assert compare(SAID, stored) == kept


def store(address: str, heard: Sequence[str], turns: int, reply: list[str] | None) -> None:
    """A conversation as the bot would leave it, or nearly."""
    engine = connect(address)
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(CONVERSATIONS),
            {"id": "c", "started_at": NOW, "last_at": NOW, "turns": turns, "state": "open", "last_event": 1},
        )
        for number, text in enumerate(heard):
            event = {"sender_id": "c", "type_name": "user", "data": json.dumps({"text": text})}
            connection.execute(sa.insert(EVENTS), event)
            message = {"conversation": "c", "message_id": f"m{number}", "received_at": NOW, "text": text}
            connection.execute(sa.insert(MESSAGES), {**message, "tries": 1, "reply": reply})


@pytest.mark.parametrize(
    ("heard", "turns", "reply", "kept"),
    [
        (SAID, 5, ["fine"], Kept()),
        # Missing among the events and among the messages.
        (SAID[:-1], 5, ["fine"], Kept(lost=2)),
        (SAID, 6, ["fine"], Kept(wrong=1)),
        (SAID, 5, None, Kept(wrong=5)),
    ],
)
def test_a_database_is_read_for_all_of_it(
    tmp_path: Path, heard: Sequence[str], turns: int, reply: list[str] | None, kept: Kept
) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    store(address, heard, turns, reply)
    assert check(address, ["c"], SAID) == kept


def test_a_conversation_that_is_not_there_is_lost(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/x.db"
    store(address, SAID, 5, ["fine"])
    assert check(address, ["somebody else"], SAID) == Kept(lost=10, wrong=1)
