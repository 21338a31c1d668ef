"""Numbers asked for, in messages that tell of a danger with numbers of its own."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

TOLD: list[tuple[str, str, Value | None]] = [
    ("one cup. but I've had crushing chest pain since 4 and can't breathe", "caffeine_cups_per_day", 1),
    ("2 years. crushing chest pain for two days now", "duration_months", 24),
    ("none since Friday when I stopped. I want to end my life", "alcohol_drinks_per_day", 0),
    ("crushing chest pain, two times today", "alcohol_drinks_per_day", None),
    ("crushing chest pain and nothing helps", "caffeine_cups_per_day", None),
]


@pytest.mark.parametrize(("text", "question", "value"), TOLD)
def test_the_numbers_of_a_danger_answer_nothing(
    understand: Understand, text: str, question: str, value: Value | None
) -> None:
    heard = understand(text, question)
    assert heard.alerts
    assert heard.value == value
