"""What is kept how long: by channel and state, looked at first, logged, and never what is held."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.privacy import holds, receipts
from bot.transcripts.privacy.retention import due, lines, log, rule_for, run
from bot.transcripts.tables import CONVERSATIONS
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.upkeep import keep_no_longer
from tests.bot.transcripts.conversation import YES, new_store, say, stands

RULES = {"*": 365, "web": 100, "web/abandoned": 30, "*/emergency": 1000}


@pytest.mark.parametrize(
    ("channel", "state", "rule"),
    [
        ("web", "abandoned", "web/abandoned"),
        ("web", "emergency", "web"),
        ("slack", "emergency", "*/emergency"),
        ("slack", "open", "*"),
        (None, "open", "*"),
    ],
)
def test_the_rule_that_says_most_counts(channel: str | None, state: str, rule: str) -> None:
    assert rule_for(RULES, channel, state) == rule


def test_without_a_rule_everything_is_kept() -> None:
    assert rule_for({"telegram": 30}, "web", "open") is None


async def aged(address: str, **days: int) -> TranscriptStore:
    """Conversations by name, silent for so many days."""
    store = new_store(address)
    for name, age in days.items():
        await say(store, "yes", YES, *stands("finished", "routine"), conversation=f"web:{name}")
        with writing(store.engine).begin() as connection:
            this = sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == f"web:{name}")
            connection.execute(this.values(last_at=inbox.now() - timedelta(days=age)))
    return store


def left(store: TranscriptStore) -> set[str]:
    return set(store.archive.conversations())


async def test_a_dry_run_says_what_would_go_and_touches_nothing(address: str) -> None:
    store = await aged(address, old=101, young=99)
    runs = run(store.engine, RULES, inbox.now(), dry=True)
    assert list(lines(runs)) == ["web (over 100 days): 1 would be erased, 0 held"]
    assert left(store) == {"web:old", "web:young"}
    with store.engine.connect() as connection:
        assert [(each.dry, each.due, each.erased) for each in log(connection)] == [(True, 1, 0)]


async def test_a_run_erases_with_receipts_and_logs_it(address: str) -> None:
    store = await aged(address, old=101, older=400, young=99)
    runs = run(store.engine, RULES, inbox.now(), dry=False)
    assert list(lines(runs)) == ["web (over 100 days): 2 erased, 0 held"]
    assert left(store) == {"web:young"}
    with store.engine.connect() as connection:
        assert [each.asked_by for each in receipts.latest(connection)] == ["retention", "retention"]
        assert [(each.dry, each.due, each.erased) for each in log(connection)] == [(False, 2, 2)]
    assert list(lines(run(store.engine, RULES, inbox.now(), dry=False))) == [
        "Nothing is older than the rules of RLS_RETENTION_DAYS allow."
    ]


async def test_what_is_held_stays_however_old(address: str) -> None:
    store = await aged(address, old=101, held=5000)
    with writing(store.engine).begin() as connection:
        holds.place(connection, "web:held", "court", "lena", inbox.now())
    (done,) = run(store.engine, RULES, inbox.now(), dry=False)
    assert (done.due, done.held, done.erased) == (2, 1, 1)
    assert left(store) == {"web:held"}


async def test_without_rules_nothing_is_due(address: str) -> None:
    store = await aged(address, old=9000)
    with store.engine.connect() as connection:
        assert due(connection, {}, inbox.now()) == []


async def test_a_bot_that_serves_keeps_to_the_rules_by_itself(address: str) -> None:
    store = await aged(address, old=101, young=99)
    assert await keep_no_longer(store, RULES) == 1
    assert await keep_no_longer(store, {}) == 0
    assert left(store) == {"web:young"}
