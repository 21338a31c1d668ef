"""What staff are told of: noted with the turn that made a conversation urgent, or not at all."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.transcripts import inbox, outbox, upkeep
from bot.transcripts.locks import Locks
from bot.transcripts.tracker_store import TranscriptStore
from tests.bot.transcripts.conversation import CONVERSATION, YES, new_store, rows, say, stands


def telling(address: str, *ways: str) -> TranscriptStore:
    store = new_store(address)
    store.alert_ways = ways or ("slack",)
    return store


def noted(store: TranscriptStore) -> list[tuple[str, str]]:
    return [(row.kind, row.way) for row in rows(store, "alerts")]


@pytest.mark.parametrize(
    ("turns", "kinds"),
    [
        ([("interview", None)], []),
        ([("emergency", "emergency")], ["emergency"]),
        ([("emergency", "same_day")], ["same_day"]),
        ([("finished", "same_day")], ["same_day"]),
        ([("finished", "soon")], []),
        ([("finished", "routine")], []),
        ([("interview", "emergency")], []),
        ([("emergency", "emergency"), ("emergency", "emergency")], ["emergency"]),
        ([("emergency", "same_day"), ("emergency", "emergency")], ["same_day", "emergency"]),
        ([("emergency", "emergency"), ("finished", "same_day")], ["emergency"]),
        (
            [("emergency", "emergency"), ("interview", "emergency"), ("emergency", "emergency")],
            ["emergency"] * 2,
        ),
    ],
)
async def test_staff_are_told_when_a_conversation_becomes_more_urgent(
    turns: list[tuple[str, str | None]], kinds: list[str], address: str
) -> None:
    store = telling(address)
    await say(store, "yes", YES)
    for number, (stage, urgency) in enumerate(turns):
        await say(store, f"turn {number}", *stands(stage, urgency))
    assert [kind for kind, _ in noted(store)] == kinds


async def test_one_alert_goes_every_way_under_one_reference(address: str) -> None:
    store = telling(address, "slack", "letter")
    await say(store, "chest pain", YES, *stands("emergency", "emergency"))
    assert noted(store) == [("emergency", "slack"), ("emergency", "letter")]
    (reference,) = {row.reference for row in rows(store, "alerts")}
    assert CONVERSATION not in reference


async def test_a_clinic_that_wants_no_alerts_collects_none(address: str) -> None:
    store = new_store(address)
    await say(store, "chest pain", YES, *stands("emergency", "emergency"))
    assert noted(store) == []


async def test_without_consent_nothing_is_written_for_staff_either(address: str) -> None:
    store = telling(address)
    await say(store, "chest pain", *stands("emergency", "emergency"))
    assert noted(store) == []
    await say(store, "yes", YES)
    assert noted(store) == [("emergency", "slack")]


async def test_a_turn_that_is_not_stored_alerts_nobody(address: str) -> None:
    store = telling(address)
    await say(store, "yes", YES)
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE messages RENAME TO away"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        await say(store, "chest pain", *stands("emergency", "emergency"))
    assert noted(store) == []


async def test_an_alert_is_taken_once_until_its_time_is_over(address: str) -> None:
    store = telling(address)
    await say(store, "chest pain", YES, *stands("emergency", "emergency"))
    now = inbox.now()
    with store.engine.begin() as connection:
        (alert,) = outbox.due(connection, ["slack"], now)
        assert outbox.due(connection, ["letter"], now) == []
        assert [outbox.take(connection, alert, now) for _ in range(2)] == [True, False]
        (again,) = outbox.due(connection, ["slack"], now)
        assert again.tries == 1
        outbox.sent(connection, again, now)
        assert outbox.due(connection, ["slack"], now) == []
        assert not outbox.take(connection, again, now)


async def test_what_is_erased_is_not_told_any_more(address: str) -> None:
    store = telling(address)
    await say(store, "chest pain", YES, *stands("emergency", "emergency"))
    await upkeep.erase(store, Locks(), CONVERSATION)
    assert noted(store) == []


async def test_the_table_holds_no_word_of_the_patients(address: str) -> None:
    store = telling(address)
    await say(store, "canary pain", YES, *stands("emergency", "emergency"))
    assert "canary" not in str(rows(store, "alerts"))
