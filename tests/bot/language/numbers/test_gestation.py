"""Weeks of pregnancy, counted from the month somebody is in, or up to the due date."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("end of my 8th month", 35),
        ("in my seventh month", 30),
        ("in my 29th week", 28),
        ("8 weeks off my due date", 32),
        ("7 weeks from my due date", 33),
        ("I'm 4 days past my due date", 41),
        ("30 weeks, due date was moved", 30),
    ],
)
def test_weeks_told_by_the_month_or_by_the_due_date(understand: Understand, text: str, weeks: int) -> None:
    assert understand(text, "gestation_weeks").value == weeks
