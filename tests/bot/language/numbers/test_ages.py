"""Ages told among other numbers, by what is missing to a round one, or by the years since."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

HEARD: list[tuple[str, Value]] = [
    # a heat, a hand or a hope is no age
    ("52 I think. fever 39 and shaking", 52),
    ("14 and I've a fever, 38.9 mum says", 14),
    ("I had glandular fever at 39, I'm 41", 41),
    ("63. sorry took ages, one hand is busy", 63),
    ("39 and I wouldn't mind not making 40", 39),
    # who writes without a stop begins with it
    ("48 theres wires all over my bed", 48),
    # round numbers and the years since
    ("three off seventy", 67),
    ("I retired at 65 and that was four years ago", 69),
    ("retired three years ago at 60", 63),
    # a birthday to come, a day of birth
    ("in March I'll be 40", 39),
    ("born xmas day 1980", 45),
    ("I came into the world in 1947", 79),
]


@pytest.mark.parametrize(("text", "age"), HEARD)
def test_the_age_is_told_from_what_stands_beside_it(understand: Understand, text: str, age: Value) -> None:
    assert understand(text, "age").value == age


def test_half_of_the_years_lived_is_when_it_began(understand: Understand) -> None:
    assert understand("I was half the age I am now", "onset_age", age=60).value == 30


def test_the_years_it_has_lasted_are_taken_from_the_age_told_beside_them(understand: Understand) -> None:
    assert understand("I'm 62 and it started twelve years ago", "onset_age").value == 50


def test_one_of_something_is_no_age_to_begin_at(understand: Understand) -> None:
    assert understand("it came on over one weekend, all at once", "onset_age").value is None
