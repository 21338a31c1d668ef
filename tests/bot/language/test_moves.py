"""Questions back, refusals, and what only looks like one of them."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand

QUESTIONS = [
    ("does a fizzy feeling count", "diabetes"),
    ("why do you want to know", "pregnant"),
    ("what do you mean by that", "evening_worse"),
    ("which one", "diabetes"),
    ("what is diabetes, is it sugar", "diabetes"),
    ("sorry, what are you asking", "evening_worse"),
    ("how do I know what counts as diabetes?", "diabetes"),
]


@pytest.mark.parametrize(("text", "question"), QUESTIONS)
def test_a_question_back_is_no_answer(understand: Understand, text: str, question: str) -> None:
    understood = understand(text, question)
    assert (understood.outcome, understood.value) == ("clarification", None)


REFUSALS = [
    "I'm not telling you that",
    "I won't be answering that one",
    "too embarrassed to say",
    "not ready to talk about it",
    "ask me something else",
    "that's between me and my doctor",
    "I don't want that written down",
    "skip",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_declined_whatever_was_asked(understand: Understand, text: str) -> None:
    for question in ("diabetes", "evening_worse", "medications"):
        understood = understand(text, question)
        assert (understood.outcome, understood.value) == ("declined", "declined")


ANSWERS = [
    ("couldn't say", "diabetes", "unknown"),
    ("yes, why do you ask?", "diabetes", "yes"),
    ("is it? no, I don't have it", "diabetes", "no"),
]


@pytest.mark.parametrize(("text", "question", "value"), ANSWERS)
def test_an_answer_that_sounds_like_a_move_stays_an_answer(
    understand: Understand, text: str, question: str, value: str
) -> None:
    assert understand(text, question).value == value


def test_a_question_that_tells_of_a_danger_raises_the_flag(understand: Understand) -> None:
    assert understand("is it normal that I have crushing chest pain", "diabetes").alerts
