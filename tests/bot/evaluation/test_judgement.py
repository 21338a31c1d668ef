"""When a reply counts as understood."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import knowledge
from bot.evaluation.judgement import Judge
from bot.knowledge.values import Value
from bot.language.interpretation import Interpretation, Outcome, Reply
from bot.language.learned.labelled import Labelled

JUDGE = Judge(knowledge())


def told(question: str, value: Value | None = None, outcome: Outcome = "answer", **more: Any) -> Labelled:
    return Labelled("family", ("plain",), Reply("...", question), outcome, value, **more)


def heard(
    question: str, value: Value | None = None, outcome: Outcome = "answer", **more: Any
) -> Interpretation:
    return Interpretation(question, "...", outcome, "answer", value, **more)


@pytest.mark.parametrize(
    ("question", "said", "noted", "right"),
    [
        ("rest_onset", "yes", "yes", True),
        ("rest_onset", "yes", "unknown", False),
        ("rest_onset", "yes", None, False),
        ("medications", ("sertraline", "iron_supplement"), ("iron_supplement", "sertraline"), True),
        ("medications", (), ("sertraline",), False),
        ("age", 54, 54, True),
        ("age", 54, 55, False),
        ("gestation_weeks", 31, 32, True),
        ("gestation_weeks", 31, 33, False),
        ("gestation_weeks", {"trimester": 3}, {"trimester": 3}, True),
        ("duration_months", 120, 126, True),
        ("duration_months", 120, 150, False),
        ("alcohol_drinks_per_day", 0, 0, True),
        ("alcohol_drinks_per_day", 0, 0.5, False),
    ],
)
def test_an_answer_is_right_when_a_nurse_would_note_the_same(
    question: str, said: Value, noted: Value | None, right: bool
) -> None:
    assert JUDGE.judge(told(question, said), heard(question, noted)).understood is right


def test_the_right_value_of_the_wrong_outcome_is_not_understood() -> None:
    judged = JUDGE.judge(told("age", "declined", "declined"), heard("age", "declined", "answer"))
    assert (judged.outcome, judged.understood) == (False, False)


class TestChecklist:
    """A checklist is judged item by item."""

    def test_items_are_its_value(self) -> None:
        said = told("iron_check", also={"heavy_periods": "yes"})
        assert JUDGE.judge(said, heard("iron_check", also={"heavy_periods": "yes"})).understood
        assert not JUDGE.judge(said, heard("iron_check", also={"heavy_periods": "no"})).understood

    def test_what_was_not_told_must_not_become_a_yes(self) -> None:
        said = told("iron_check", also={"heavy_periods": "yes"})
        noted = heard("iron_check", also={"heavy_periods": "yes", "gi_bleeding": "yes"})
        assert not JUDGE.judge(said, noted).understood

    def test_none_of_it_leaves_no_item_standing(self) -> None:
        said = told("iron_check", "no")
        assert JUDGE.judge(said, heard("iron_check", "no", also={"gi_bleeding": "no"})).understood
        assert not JUDGE.judge(said, heard("iron_check", "no", also={"gi_bleeding": "yes"})).understood

    def test_a_no_that_nothing_is_noted_of_is_not_understood(self) -> None:
        assert not JUDGE.judge(told("iron_check", "no"), heard("iron_check", "no")).understood

    def test_a_refusal_of_the_whole_list_is_no_list_of_answers(self) -> None:
        said = told("iron_check", "declined", "declined")
        assert JUDGE.judge(said, heard("iron_check", "declined", "declined")).understood


def test_facts_beside_the_question_are_counted_found_missing_and_wrong() -> None:
    said = told("rest_onset", "yes", also={"age": 54, "diabetes": "yes", "nicotine": "no"})
    judged = JUDGE.judge(said, heard("rest_onset", "yes", also={"age": 54, "nicotine": "yes"}))
    assert (judged.named, judged.found, judged.wrong) == (3, 1, ("nicotine",))


def test_a_red_flag_is_missed_or_a_false_alarm() -> None:
    said = told("age", 54, alerts=("stroke_signs",))
    judged = JUDGE.judge(said, heard("age", 54, alerts=("suicidal_thoughts",)))
    assert (judged.missed, judged.false_alarms) == (("stroke_signs",), ("suicidal_thoughts",))
