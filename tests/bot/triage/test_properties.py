"""What holds for the shipped knowledge whatever anybody answers."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.model import URGENCIES, Condition, RedFlag
from bot.knowledge.values import Value
from bot.triage.assessment import Assessment
from tests.bot.triage.answering import (
    an_answer,
    answers_without_alarm,
    assessor,
    interview,
    is_silent,
    meeting,
    shipped,
    some_answers,
    values_of,
)

LONGEST = 35
"""More steps than this no interview may take, whatever is answered."""


def without_answers(assessment: Assessment) -> dict[str, Any]:
    return {key: part for key, part in assessment.to_json().items() if key not in {"answers", "not_asked"}}


@settings(max_examples=300)
@given(some_answers(), an_answer())
def test_supporting_evidence_never_lowers_a_cause(known: dict[str, Value], more: tuple[str, Value]) -> None:
    question, value = more
    before = {key: said for key, said in known.items() if key != question}
    after = {**before, question: value}
    weighed = assessor().inference
    low, high = weighed.scores(before), weighed.scores(after)
    for cause in high:
        if question in weighed.spoken(cause, "weak", after, frozenset()).for_:
            assert high[cause] >= low[cause], cause


@settings(max_examples=60)
@given(some_answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(known: dict[str, Value], chance: random.Random) -> None:
    shuffled = list(known.items())
    chance.shuffle(shuffled)
    assert assessor().assess(dict(shuffled)).to_json() == assessor().assess(known).to_json()


@settings(max_examples=200)
@given(some_answers(), an_answer(), st.sampled_from(["unknown", "declined"]))
def test_unknown_and_declined_weigh_nothing(
    known: dict[str, Value], more: tuple[str, Value], silence: str
) -> None:
    before = {key: said for key, said in known.items() if key != more[0]}
    weighed = assessor().inference
    assert weighed.scores({**before, more[0]: silence}) == weighed.scores(before)


def stopping_flags() -> list[tuple[RedFlag, Condition]]:
    return [
        (flag, condition)
        for flag in shipped().red_flags.values()
        for condition in flag.when
        if flag.urgency in {"emergency", "same_day"}
    ]


@settings(max_examples=150)
@given(st.data(), some_answers())
def test_a_red_flag_that_cannot_wait_always_stands_alone(
    data: st.DataObject, known: dict[str, Value]
) -> None:
    flag, condition = data.draw(st.sampled_from(stopping_flags()))
    found = assessor().assess({**known, **meeting(condition)})
    assert flag.id in {raised.id for raised in found.red_flags}
    assert found.stops
    assert (found.causes, found.labs) == ((), ())
    assert found.urgency in {"emergency", "same_day"}
    assert found.referrals


@settings(max_examples=200)
@given(st.data(), some_answers())
def test_urgency_never_falls_as_red_flags_are_added(data: st.DataObject, known: dict[str, Value]) -> None:
    flag = data.draw(st.sampled_from(sorted(shipped().red_flags)))
    condition = data.draw(st.sampled_from(shipped().red_flags[flag].when))
    before = assessor().assess(known)
    after = assessor().assess({**known, **meeting(condition)})
    if {raised.id for raised in before.red_flags} <= {raised.id for raised in after.red_flags}:
        assert URGENCIES.index(after.urgency) <= URGENCIES.index(before.urgency)


@settings(max_examples=150)
@given(some_answers(40))
def test_whatever_is_answered_there_is_an_assessment(known: dict[str, Value]) -> None:
    found = assessor().assess(known)
    json.dumps(found.to_json())
    assert found.urgency in URGENCIES
    assert set(found.not_asked) | set(known) == set(shipped().questions)


@settings(max_examples=100)
@given(answers_without_alarm())
def test_the_outcome_agrees_with_the_assessment(known: dict[str, Value]) -> None:
    outcome, found = assessor().outcome(known), assessor().assess(known)
    assert outcome.urgency == found.urgency
    assert outcome.causes == tuple(cause.id for cause in found.causes[:3])
    assert outcome.labs == {(lab.id, lab.status) for lab in found.labs}


@settings(max_examples=300)
@given(some_answers(), an_answer())
def test_an_outcome_seen_ahead_is_the_outcome_that_comes(
    known: dict[str, Value], more: tuple[str, Value]
) -> None:
    question, value = more
    before = {key: said for key, said in known.items() if key != question}
    ahead = assessor().outcome_if(question, value, assessor().standing(before))
    assert ahead == assessor().outcome({**before, question: value})


@settings(max_examples=150)
@given(answers_without_alarm())
def test_a_cause_that_is_named_has_a_reason(known: dict[str, Value]) -> None:
    for cause in assessor().assess(known).causes:
        assert cause.for_ or shipped().causes[cause.id].residual_after
        assert not {question for question in cause.for_ if is_silent(known[question])}


@settings(max_examples=12)
@given(st.data())
def test_every_interview_ends_asks_nothing_twice_and_stops_only_when_nothing_matters(
    data: st.DataObject,
) -> None:
    values: dict[str, Value] = {}
    steps = 0
    while step := interview().plan(values).next:
        steps += 1
        assert steps <= LONGEST
        assert step.questions
        assert not set(step.questions) & set(values)
        for question in step.questions:
            assert assessor().applicability.applies(question, values)
            is_danger = shipped().questions[question].group == "safety"
            values[question] = "no" if is_danger else data.draw(values_of(question))
    outcome = assessor().outcome(values)
    for question in assessor().applicability.open(values):
        for each in shipped().questions[question].likely:
            assert assessor().outcome({**values, question: each.value}) == outcome, question
