"""Second thoughts: the earlier answer changes, and the open question is not answered by the way."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

CHANGED: list[tuple[str, str, dict[str, Value], dict[str, Value]]] = [
    (
        "rest_onset",
        "actually it's more like burning",
        {"sensation": ("crawling",)},
        {"sensation": ("burning",)},
    ),
    (
        "relief_once",
        "wait, yes it does help",
        {"relief_with_movement": "no"},
        {"relief_with_movement": "yes"},
    ),
    ("rest_onset", "actually no I don't have an urge", {"urge_to_move": "yes"}, {"urge_to_move": "no"}),
    (
        "evening_worse",
        "actually I don't take sertraline",
        {"medications": ("sertraline",)},
        {"medications": ()},
    ),
    (
        "otc_medications",
        "I stopped sertraline last month",
        {"medications": ("sertraline", "metformin")},
        {"medications": ("metformin",)},
    ),
    ("preeclampsia_signs", "no I mean 22 weeks", {"gestation_weeks": 20}, {"gestation_weeks": 22}),
    ("safety_check", "sorry I'm 41", {"age": 40}, {"age": 41}),
    ("iron_check", "I was wrong about my age, I'm 39", {"age": 40}, {"age": 39}),
]


@pytest.mark.parametrize(("question", "text", "known", "changed"), CHANGED)
def test_an_earlier_answer_is_changed_and_the_open_one_stays_open(
    understand: Understand, question: str, text: str, known: dict[str, Value], changed: dict[str, Value]
) -> None:
    facts: dict[str, Value] = {"age": 40, "sex": "female", **known}
    understood = understand(text, question, **facts)
    assert (understood.value, dict(understood.also), understood.amends) == (None, changed, True)


def test_a_second_thought_about_the_open_question_answers_it(understand: Understand) -> None:
    assert understand("no wait, yes, in bed", "rest_onset", urge_to_move="yes").value == "yes"


def test_words_that_fit_two_earlier_questions_change_neither(understand: Understand) -> None:
    known: dict[str, Value] = {"relief_with_movement": "yes", "evening_worse": "yes"}
    assert not understand("actually no difference", "sudden_onset", **known).also


def test_a_medicine_that_was_stopped_is_taken_off_the_list_without_an_actually(
    understand: Understand,
) -> None:
    understood = understand("I came off sertraline", "evening_worse", medications=("sertraline",))
    assert (dict(understood.also), understood.amends) == ({"medications": ()}, True)


CORRECTED: list[tuple[str, dict[str, Value], str, Value]] = [
    ("I said 45 but it's 54", {"age": 45}, "age", 54),
    ("it's 5 years not 2", {"duration_months": 24}, "duration_months", 60),
    ("said 3 nights, counting up it's 6", {"frequency_per_week": 3}, "frequency_per_week", 6),
]


@pytest.mark.parametrize(("text", "noted", "fact", "value"), CORRECTED)
def test_a_number_noted_before_gives_way_to_the_one_beside_it(
    understand: Understand, text: str, noted: dict[str, Value], fact: str, value: Value
) -> None:
    understood = understand(text, "diabetes", **noted)
    assert (understood.also[fact], understood.amends) == (value, True)


def test_two_numbers_of_which_none_was_noted_correct_nothing(understand: Understand) -> None:
    assert not understand("5 nights, not 2", "diabetes", age=45).amends
