"""Figures of a handful of conversations one can count by hand; on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from bot.transcripts import schema
from bot.transcripts.database import connect
from bot.transcripts.review import funnel as stops_of
from bot.transcripts.review.figures import Span, middle, overview, top, weeks
from bot.transcripts.review.funnel import funnel
from bot.transcripts.review.tables import FINDINGS
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS

MONDAY = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
SPAN = Span(date(2026, 3, 2), date(2026, 3, 15))


def held(connection: Connection, name: str, day: int, state: str, minutes: int = 10, **more: Any) -> None:
    """A conversation that ended on a day after Monday."""
    last = MONDAY + timedelta(days=day)
    told = {
        "id": name,
        "channel": "web",
        "started_at": last - timedelta(minutes=minutes),
        "last_at": last,
        "turns": 10,
        "state": state,
        "last_event": 1,
        "urgency": None,
        "last_question": None,
    }
    connection.execute(sa.insert(CONVERSATIONS), {**told, **more})


def answered(connection: Connection, name: str, *given: tuple[str, int, int, str]) -> None:
    """Answers: the question, the message they came in, the second, and how they came to be."""
    for question, turn, second, origin in given:
        at = MONDAY + timedelta(seconds=second)
        row = {"conversation": name, "question": question, "turn": turn, "origin": origin, "at": at}
        connection.execute(sa.insert(ANSWERS), {**row, "value": "yes"})


@pytest.fixture
def connection(address: str) -> Any:
    engine = connect(address)
    schema.upgrade(engine)
    with engine.connect() as connection:
        held(connection, "a", 0, "finished", 8, urgency="soon", missed=2)
        held(connection, "b", 1, "finished", 12, urgency="routine", channel="slack")
        held(connection, "c", 7, "emergency", 4, urgency="emergency")
        held(connection, "d", 7, "abandoned", last_question="sex")
        held(connection, "e", 40, "finished")
        answered(
            connection, "a", ("age", 1, 0, "asked"), ("sex", 2, 20, "pressed"), ("urge", 2, 20, "volunteered")
        )
        answered(connection, "b", ("age", 1, 0, "asked"), ("sex", 2, 40, "asked"), ("urge", 3, 9000, "asked"))
        answered(connection, "d", ("age", 1, 0, "asked"))
        causes = [("a", "iron"), ("a", "stress"), ("b", "iron"), ("e", "stress")]
        named = [{"conversation": name, "kind": "cause", "name": cause} for name, cause in causes]
        connection.execute(sa.insert(FINDINGS), named)
        why = {"sender_id": "a", "type_name": "user", "intent_name": "ask_why"}
        connection.execute(sa.insert(EVENTS), why)
        yield connection


def test_the_overview_counts_what_was_last_written_in_these_days(connection: Connection) -> None:
    found = overview(connection, SPAN)
    assert (found.conversations, found.complete, found.completion) == (4, 3, 0.75)
    assert found.states == {"finished": 2, "emergency": 1, "abandoned": 1}
    assert found.channels == {"web": 3, "slack": 1}
    assert (round(found.minutes), found.turns) == (8, 10)
    assert (found.fallback, found.why) == (2 / 40, 1 / 40)


def test_one_channel_can_be_looked_at_alone(connection: Connection) -> None:
    assert overview(connection, Span(SPAN.since, SPAN.until, "slack")).conversations == 1


def test_without_conversations_nothing_is_divided(connection: Connection) -> None:
    nobody = overview(connection, Span(date(2001, 1, 1), date(2001, 1, 2)))
    assert (nobody.completion, nobody.fallback, nobody.why) == (0, 0, 0)


def test_every_week_has_its_urgencies_and_causes(connection: Connection) -> None:
    first, second = weeks(connection, SPAN)
    assert (first.begins, first.ends) == (date(2026, 3, 2), date(2026, 3, 8))
    assert first.urgencies == {"soon": 1, "routine": 1}
    assert second.urgencies == {"emergency": 1, "none": 1}
    assert top([first, second]) == [("iron", 2), ("stress", 1)]


def test_the_funnel_says_who_answered_who_left_and_how_long_it_took(connection: Connection) -> None:
    stops = {stop.question: stop for stop in funnel(connection, SPAN)}
    assert list(stops) == ["age", "sex", "urge"]
    assert (stops["age"].answered, stops["age"].left, stops["age"].seconds) == (3, 0, None)
    sex = stops["sex"]
    assert (sex.answered, sex.left, sex.reached, round(sex.seconds or 0)) == (2, 1, 3, 30)
    # What was told unasked was not asked, and who came back hours later had put the phone away.
    assert (stops["urge"].answered, stops["urge"].seconds) == (1, None)


def test_a_week_begins_on_monday_where_the_clinic_is(connection: Connection) -> None:
    # At 23:30 in London it is Monday already once the clocks have gone forward, and still Sunday before that.
    for name, moment in (("winter", (2026, 3, 22)), ("summer", (2026, 3, 29))):
        held(connection, name, 0, "finished", last_at=datetime(*moment, 23, 30, tzinfo=timezone.utc))
    span = Span(date(2026, 3, 16), date(2026, 4, 5))
    counted = {each.begins: each.total for each in weeks(connection, span, ZoneInfo("Europe/London"))}
    assert counted == {date(2026, 3, 16): 1, date(2026, 3, 23): 0, date(2026, 3, 30): 1}


def test_the_time_a_question_takes_is_that_of_the_newest_conversations(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stops_of, "TIMED", 3)  # of four: the oldest one is left out
    sex = {stop.question: stop for stop in funnel(connection, SPAN)}["sex"]
    assert (sex.answered, round(sex.seconds or 0)) == (2, 40)


@given(st.lists(st.integers(0, 9), max_size=30))
def test_the_middle_of_what_is_counted_is_that_of_what_there_is(values: list[int]) -> None:
    counted = {each: values.count(each) for each in values}
    assert middle(counted) == (median(values) if values else None)


def test_many_conversations_give_what_one_counts_by_hand(connection: Connection) -> None:
    chance, span = Random(5), Span(date(2026, 4, 6), date(2026, 5, 3))
    ended, named, passed = [], Counter[tuple[int, str]](), []
    for number in range(60):
        day, minutes, causes = chance.randint(35, 62), chance.randint(1, 40), chance.sample("abcd", 2)
        state, turns = chance.choice(("finished", "emergency", "open", "abandoned")), chance.randint(1, 30)
        held(connection, f"many {number}", day, state, minutes, turns=turns, last_question="sex")
        found = [{"conversation": f"many {number}", "kind": "cause", "name": cause} for cause in causes]
        connection.execute(sa.insert(FINDINGS), found)
        began, took = chance.randint(0, 99), chance.randint(1, 4000)
        answered(connection, f"many {number}", ("age", 1, began, "asked"), ("sex", 2, began + took, "asked"))
        ended.append((day, minutes, state, turns))
        named.update((day // 7, cause) for cause in causes)
        passed += [took] if took <= 3600 else []
    complete = [each for each in ended if each[2] in ("finished", "emergency")]
    found_overall, stops = overview(connection, span), funnel(connection, span)
    assert found_overall.states == Counter(state for _, _, state, _ in ended) + Counter(finished=1)
    assert round(found_overall.minutes, 6) == median([10, *(minutes for _, minutes, _, _ in complete)])
    assert found_overall.turns == median([10, *(turns for _, _, _, turns in complete)])
    for number, week in enumerate(weeks(connection, span), start=5):
        assert week.total == sum(day // 7 == number for day, *_ in ended) + (number == 5)
        assert {cause: week.causes[cause] for cause in "abcd"} == {c: named[number, c] for c in "abcd"}
    assert [(stop.question, stop.answered) for stop in stops] == [("age", 60), ("sex", 60)]
    assert stops[1].left == 60 - len(complete)
    assert stops[1].seconds == median(passed)
