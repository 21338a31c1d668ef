"""Facts told in passing that bear on the restless legs, and those that bear on something else."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand


@pytest.mark.parametrize(
    ("text", "question", "fact"),
    [
        ("ugly blue ones down both legs", "varicose_veins", "legs_affected"),
        ("only on Sunday nights", "frequency_per_week", "evening_worse"),
        ("before it was only at night", "evening_once", "evening_worse"),
        ("my hip was done in May and the legs began a week after", "joint_pain", "medication_change"),
        ("same dose for eleven years, my legs are new", "medication_change", "duration_months"),
        ("mum had a stroke, ten years back", "family_history", "duration_months"),
        ("mum's leg has gone white and cold", "frequency_per_week", "family_history"),
    ],
)
def test_what_bears_on_something_else_is_not_noted(
    understand: Understand, text: str, question: str, fact: str
) -> None:
    assert fact not in understand(text, question).also


@pytest.mark.parametrize(
    ("text", "question", "fact", "value"),
    [
        ("it used to help but not any more", "relief_with_movement", "relief_once", "yes"),
        ("quetiapine, and the legs started a week after", "medications", "medication_change", "yes"),
        ("no swelling, just a crawling in both legs", "leg_swelling", "legs_affected", "both"),
    ],
)
def test_what_bears_on_the_legs_is_noted(
    understand: Understand, text: str, question: str, fact: str, value: Value
) -> None:
    assert understand(text, question).also.get(fact) == value


def test_of_a_yes_and_a_no_the_one_that_differs_from_what_was_noted_stands(understand: Understand) -> None:
    said = understand("you put pregnant, I am not pregnant", "sensation", pregnant="yes")
    assert said.also["pregnant"] == "no"
