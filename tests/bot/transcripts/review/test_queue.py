"""Whom to call first: what fits, in which order, page by page."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Any

import pytest

from bot.transcripts.review import filters, queue
from bot.transcripts.review.filters import FilterError
from tests.bot.transcripts.review.clinic import NOON, Clinic


def found(clinic: Clinic, **asked: str) -> list[str]:
    with clinic.engine.connect() as connection:
        return [row.id for row in queue.page(connection, filters.read(asked)).rows]


def test_the_most_urgent_come_first_and_among_those_the_newest(clinic: Clinic) -> None:
    clinic.conversation("web:routine", urgency="routine", at=NOON)
    clinic.conversation("web:early", urgency="emergency", at=NOON - timedelta(hours=2))
    clinic.conversation("web:late", urgency="emergency", at=NOON - timedelta(hours=1))
    clinic.conversation("web:today", urgency="same_day", at=NOON)
    clinic.conversation("web:begun", at=NOON)
    urgent = ["web:late", "web:early", "web:today", "web:routine", "web:begun"]
    assert found(clinic) == urgent
    assert found(clinic, order="oldest")[:2] == ["web:early", "web:late"]


def test_what_is_reviewed_stands_apart(clinic: Clinic) -> None:
    clinic.conversation("web:new")
    clinic.conversation("web:done", reviewed=True)
    assert found(clinic) == ["web:new"]
    assert found(clinic, review="done") == ["web:done"]
    assert found(clinic, review="all") == ["web:new", "web:done"]


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ({"state": "abandoned"}, {"state": "abandoned"}),
        ({"urgency": "soon"}, {"urgency": "soon"}),
        ({"channel": "telegram"}, {"channel": "telegram"}),
        ({"turns_from": "6"}, {"turns": 6}),
        ({"turns_to": "4"}, {"turns": 4}),
        ({"minutes_from": "30"}, {"minutes": 31}),
        ({"minutes_to": "5"}, {"minutes": 4}),
        ({"missed": "2"}, {"missed": 2}),
        ({"question": "gi_bleeding"}, {"state": "abandoned", "last_question": "gi_bleeding"}),
        ({"since": "2026-03-11"}, {"at": NOON + timedelta(days=1)}),
        ({"until": "2026-03-09"}, {"at": NOON - timedelta(days=1)}),
        ({"assigned": "ann"}, {"assigned_to": "ann"}),
        ({"red_flag": "chest_pain_breathless"}, {"found": (("red_flag", "chest_pain_breathless"),)}),
        ({"cause": "iron_deficiency"}, {"found": (("cause", "iron_deficiency"),)}),
        ({"medicine": "sertraline"}, {"found": (("medicine", "sertraline"),)}),
        ({"pregnant": "yes"}, {"found": (("pregnant", "yes"),)}),
    ],
    ids=str,
)
def test_each_filter_finds_what_it_says(
    asked: Mapping[str, str], columns: Mapping[str, Any], clinic: Clinic
) -> None:
    clinic.conversation("web:other", urgency="routine", channel="website", found=(("pregnant", "no"),))
    clinic.conversation("web:wanted", **columns)
    assert found(clinic, **asked) == ["web:wanted"]


def test_filters_combine(clinic: Clinic) -> None:
    iron = (("cause", "iron_deficiency"),)
    clinic.conversation("web:both", "so tired", found=iron, channel="website")
    clinic.conversation("web:iron", "restless", found=iron, channel="website")
    clinic.conversation("tg:both", "so tired", found=iron, channel="telegram")
    assert found(clinic, cause="iron_deficiency", channel="website", text="tired") == ["web:both"]


def test_a_question_somebody_answered_is_not_where_they_left(clinic: Clinic) -> None:
    clinic.conversation("web:finished", state="finished", last_question="age")
    assert found(clinic, question="age") == []


def test_nobodys_conversations_can_be_asked_for(clinic: Clinic) -> None:
    clinic.conversation("web:ann", assigned_to="ann")
    clinic.conversation("web:free")
    assert found(clinic, assigned="nobody") == ["web:free"]


def test_a_day_begins_and_ends_where_the_clinic_is(clinic: Clinic) -> None:
    clinic.conversation("web:night", at=NOON.replace(hour=23))
    abroad = timezone(timedelta(hours=3))
    asked = filters.read({"since": "2026-03-11"})
    with clinic.engine.connect() as connection:
        assert queue.page(connection, asked).rows == ()
        assert [row.id for row in queue.page(connection, asked, zone=abroad).rows] == ["web:night"]


@pytest.mark.parametrize(
    "said", [{"order": "urgent"}, {"order": "newest"}, {"order": "oldest"}, {"text": "legs"}], ids=str
)
def test_pages_hold_everything_once_also_while_more_comes_in(said: dict[str, str], clinic: Clinic) -> None:
    urgencies = ("routine", "emergency", None)
    for number in range(2 * queue.PAGE + 1):
        # Many at the same moment: their ids keep them apart.
        clinic.conversation(
            f"web:{number}", "my legs", urgency=urgencies[number % 3], at=NOON - timedelta(number % 5)
        )
    asked, seen, after = filters.read(said), [], None
    for number in range(3):
        with clinic.engine.connect() as connection:
            page, _ = queue.look(connection, asked, after)
        seen += [row.id for row in page.rows]
        after = page.next
        clinic.conversation(f"web:newer {number}", urgency="emergency", at=NOON + timedelta(hours=number))
    assert after is None or asked.order == "oldest"
    old = [each for each in seen if "newer" not in each]
    assert len(old) == len(set(old)) == 2 * queue.PAGE + 1


def test_the_counts_say_how_many_are_to_do_and_how_urgent_they_are(clinic: Clinic) -> None:
    clinic.conversation("web:a", urgency="emergency")
    clinic.conversation("web:b", urgency="soon")
    clinic.conversation("web:c", urgency="soon", reviewed=True)
    clinic.conversation("web:d")
    with clinic.engine.connect() as connection:
        counted = queue.counts(connection, filters.read({}))
        soon = queue.counts(connection, filters.read({"urgency": "soon", "review": "all"}))
    assert (counted.to_do, counted.done) == (3, 1)
    assert counted.by_urgency == {"emergency": 1, "same_day": 0, "soon": 1, "routine": 0, "none": 1}
    assert (soon.to_do, soon.done, soon.by_urgency["soon"]) == (1, 1, 2)


@pytest.mark.parametrize(
    "place",
    [
        *("x", "bnVsbA==", "WzEsMl0=", "W10=", "é"),
        urlsafe_b64encode(b'[1e30, "2026-01-01", "web:a"]').decode(),
        urlsafe_b64encode(b'[1, "2026-01-01", "a\\u0000b"]').decode(),
    ],
)
def test_a_place_that_is_none_is_refused(place: str, clinic: Clinic) -> None:
    with clinic.engine.connect() as connection, pytest.raises(FilterError, match="no place"):
        queue.page(connection, filters.read({}), place)
