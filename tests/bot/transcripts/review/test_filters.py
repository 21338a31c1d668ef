"""An address says what is looked for; one that cannot be read is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest

from bot.transcripts.review import filters, queue, search
from bot.transcripts.review.filters import FilterError, Filters
from tests.bot.transcripts.review.clinic import Clinic

EVERYTHING = {
    "review": "all",
    "order": "oldest",
    "state": "abandoned",
    "urgency": "emergency",
    "red_flag": "stroke_signs",
    "cause": "iron_deficiency",
    "medicine": "sertraline",
    "pregnant": "yes",
    "channel": "website",
    "since": "2026-01-01",
    "until": "2026-01-31",
    "turns_from": "1",
    "turns_to": "40",
    "minutes_from": "2",
    "minutes_to": "60",
    "missed": "1",
    "question": "age",
    "assigned": "ann",
    "follow_up": "2026-02-01",
    "tag": "call back",
    "verdict": "agree",
    "reviewer": "ann",
    "text": "café & legs",
    "whole": "yes",
}


def test_an_address_that_was_shared_asks_for_the_same() -> None:
    asked = filters.read(EVERYTHING)
    assert filters.read(dict(parse_qsl(asked.address()))) == asked
    assert asked.said() == EVERYTHING == dict(parse_qsl(asked.address()))


def test_every_part_can_be_asked_for() -> None:
    assert set(EVERYTHING) == set(Filters.__dataclass_fields__)


def test_a_form_that_was_left_blank_asks_for_nothing() -> None:
    assert filters.read(dict.fromkeys(EVERYTHING, " ")) == Filters()
    assert Filters().address() == ""


def test_an_address_says_every_fault_at_once() -> None:
    asked = {"state": "lost", "since": "yesterday", "turns_from": "-1", "text": "a" * 101, "cause": "a;b"}
    with pytest.raises(FilterError) as refused:
        filters.read(asked)
    assert str(refused.value).splitlines() == [
        "state: must be one of open, finished, emergency, abandoned",
        "since: must be a day such as 2026-01-31",
        "turns from: must be a number from 0 to 1000000",
        "text: must be words of at most 100 letters",
        "cause: must be a name of at most 60 letters and digits",
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_at_the_ends_of_the_calendar_is_none(day: str) -> None:
    for name in ("since", "until", "follow_up"):
        with pytest.raises(FilterError, match=r"must be a day such as 2026-01-31"):
            filters.read({name: day})


def hostile() -> Iterator[str]:
    """What has broken other people's databases."""
    yield from ("' OR '1'='1", "'; DROP TABLE conversations; --", '" OR ""="', "1) OR 1=1 --", "%' --")
    yield from ("\\'; SELECT pg_sleep(9); --", "${7*7}", "a\0b", "\ud800", "' UNION SELECT * FROM staff --")
    yield from ('NEAR("a" "b")', "heard:*", "* OR said:", '"unclosed', "a:*|b", "!a & (b", "^*", "-a", "{")


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_that_is_asked_reaches_the_database_as_a_command(name: str, clinic: Clinic) -> None:
    clinic.conversation("web:a", "legs")
    for attack in hostile():
        try:
            asked = filters.read({name: attack})
        except FilterError:
            continue
        with clinic.engine.connect() as connection:
            assert queue.page(connection, asked).rows == () or not search.terms(attack)
            queue.counts(connection, asked)
    with clinic.engine.connect() as connection:
        assert len(queue.page(connection, Filters()).rows) == 1
