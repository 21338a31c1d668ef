"""How often and how much, where a story or a weekday stands beside the number."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

HEARD: list[tuple[str, str, Value]] = [
    ("every night since Wednesday", "frequency_per_week", 4),
    ("every night", "frequency_per_week", 7),
    ("everynight", "frequency_per_week", 7),
    ("two, I was off it last month with a cold", "caffeine_cups_per_day", 2),
    ("five, or I'd fall asleep at my desk like last week", "caffeine_cups_per_day", 5),
    ("a glass, twice a week", "alcohol_drinks_per_day", 0.29),
]


@pytest.mark.parametrize(("text", "question", "value"), HEARD)
def test_the_number_stands_and_the_story_beside_it_does_not_share_it_out(
    understand: Understand, text: str, question: str, value: Value
) -> None:
    assert understand(text, question).value == value


def test_a_number_with_a_question_after_it_is_an_answer(understand: Understand) -> None:
    assert understand("3. does coffee make my ankles puffy", "caffeine_cups_per_day").value == 3
