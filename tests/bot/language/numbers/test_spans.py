"""How long it has been: the number after its unit, two lengths side by side, other lengths of a life."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand

HEARD: list[tuple[str, float]] = [
    ("oh donkey's years. fifteen anyway", 180),
    ("18 months 2 years ish", 21),
    ("month, after Sydney", 1),
    ("we've been married 30 years and I've kicked him for 12 of them", 144),
]


@pytest.mark.parametrize(("text", "months"), HEARD)
def test_a_length_of_time_is_told_from_what_stands_beside_it(
    understand: Understand, text: str, months: float
) -> None:
    assert understand(text, "duration_months").value == months
