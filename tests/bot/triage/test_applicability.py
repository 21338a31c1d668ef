"""Whom a question can be asked."""

import pytest

from bot.knowledge.values import Value
from bot.triage.applicability import Applicability
from tests.builders import a_question, knowledge, options

ASKED_OF = Applicability(
    knowledge(
        a_question("age", "number"),
        a_question("sex", "choice", options=options("female", "male")),
        a_question("pregnant", applies=[{"sex": "female", "age": {"at_least": 10, "at_most": 60}}]),
        a_question("weeks", "number", applies=[{"pregnant": "yes"}]),
        a_question("relief_once", applies=[{"relief": "no"}, {"relief": "partial"}]),
    )
)


def test_a_question_without_conditions_is_for_everybody() -> None:
    assert ASKED_OF.applies("age", {})


@pytest.mark.parametrize(("sex", "age"), [("male", 30), ("female", 9), ("female", 61)])
def test_nobody_is_asked_what_cannot_be(sex: str, age: int) -> None:
    assert not ASKED_OF.applies("pregnant", {"sex": sex, "age": age})


def test_before_the_condition_is_answered_the_question_waits() -> None:
    assert not ASKED_OF.applies("pregnant", {"sex": "female"})


@pytest.mark.parametrize("kept_back", ["unknown", "declined"])
def test_who_keeps_age_and_sex_back_is_asked_what_may_concern_them(kept_back: str) -> None:
    assert ASKED_OF.applies("pregnant", {"sex": kept_back, "age": kept_back})
    assert ASKED_OF.applies("pregnant", {"sex": kept_back, "age": 30})


def test_who_keeps_their_age_back_is_not_taken_for_a_child() -> None:
    for_children = Applicability(knowledge(a_question("growing", applies=[{"age": {"below": 18}}])))
    assert not for_children.applies("growing", {"age": "declined"})


@pytest.mark.parametrize("value", ["unknown", "declined", "no"])
def test_weeks_are_asked_of_nobody_who_is_not_pregnant(value: Value) -> None:
    assert not ASKED_OF.applies("weeks", {"pregnant": value})


@pytest.mark.parametrize(("relief", "asked"), [("no", True), ("partial", True), ("yes", False)])
def test_any_of_several_conditions_is_enough(relief: str, asked: bool) -> None:
    assert ASKED_OF.applies("relief_once", {"relief": relief}) is asked


def test_open_are_the_questions_that_apply_and_have_no_answer() -> None:
    assert ASKED_OF.open({"sex": "male", "age": 40}) == set()
    assert ASKED_OF.open({"sex": "female", "age": 40, "relief": "no"}) == {"pregnant", "relief_once"}
