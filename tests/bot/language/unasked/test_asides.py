"""Facts told beside the open question, by numbers in a breath of their own."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

TOLD: list[tuple[str, str, str, Value]] = [
    ("yes, 45, scaffolder", "diabetes", "age", 45),
    ("vegan and I'm 31", "evening_worse", "age", 31),
    ("im 52 on sertraline", "evening_worse", "age", 52),
    ("no. 44 years old", "diabetes", "age", 44),
    ("yes. 38 m", "diabetes", "age", 38),
    ("yes. 38 m", "diabetes", "sex", "male"),
    ("my legs crawl. 10 yrs", "urge_to_move", "duration_months", 120),
    ("smoke 15 a day and drink two beers a night", "evening_worse", "alcohol_drinks_per_day", 2),
    ("no. 5 teas and a glass of wine", "diabetes", "caffeine_cups_per_day", 5),
    ("31", "gestation_weeks", "pregnant", "yes"),
]


@pytest.mark.parametrize(("text", "question", "fact", "value"), TOLD)
def test_a_number_in_its_own_breath_is_told_beside(
    understand: Understand, text: str, question: str, fact: str, value: Value
) -> None:
    assert understand(text, question).also.get(fact) == value


NOT_TOLD = [
    ("mum, 81, has it", "diabetes", "age"),
    ("sertraline, 50", "medications", "age"),
    ("yes 20 years of it", "diabetes", "age"),
    ("I was 30 when it began", "diabetes", "age"),
    ("I'm 12 weeks", "diabetes", "age"),
    ("three times a week at the unit", "dialysis", "frequency_per_week"),
    ("when I was pregnant with my first", "diabetes", "pregnant"),
    ("they've had 60 pints out of me", "blood_donation", "alcohol_drinks_per_day"),
]


@pytest.mark.parametrize(("text", "question", "fact"), NOT_TOLD)
def test_a_number_of_something_else_is_not_told_beside(
    understand: Understand, text: str, question: str, fact: str
) -> None:
    assert fact not in understand(text, question).also


def test_whoever_writes_for_a_child_tells_the_childs_age(understand: Understand) -> None:
    understood = understand("he's 8 and I'm 38", "evening_worse", respondent="parent")
    assert understood.also["age"] == 8
