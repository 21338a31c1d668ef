"""Drinks and cups, shared out over the days they are told for."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4 pints friday, 4 pints saturday, nothing else", 1.14),
        ("one glass friday, two on saturday, one sunday", 0.57),
        ("nope, gave it all up when I turned 50", 0),
        ("haven't had a drop in 6 years", 0),
        ("one, a small sherry before dinner", 1),
        ("2 a night, 3 if it's been a bad one", 2),
    ],
)
def test_drinks_are_those_of_an_ordinary_day_now(understand: Understand, text: str, amount: float) -> None:
    assert understand(text, "alcohol_drinks_per_day").value == amount


def test_cigarettes_are_no_cups(understand: Understand) -> None:
    assert understand("3 teas a day and I smoke about 10 a day", "caffeine_cups_per_day").value == 3


@pytest.mark.parametrize(
    ("text", "cups"),
    [("tea at 7, tea at 10, coffee at lunch, tea at 4", 4), ("twelve if you count the teas", 12)],
)
def test_cups_told_by_the_hour_are_counted(understand: Understand, text: str, cups: float) -> None:
    assert understand(text, "caffeine_cups_per_day").value == cups
