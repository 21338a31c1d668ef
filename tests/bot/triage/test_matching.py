"""Conditions as clinicians write them, tested against answers."""

from typing import Any

import pytest

from bot.knowledge.model import Matcher
from bot.knowledge.values import Value
from bot.triage import matching
from tests.builders import a_medicine_class, a_question, knowledge, options

KNOWN = knowledge(
    a_question("family_members", "relatives", options=options("mother", "brother", "cousin", "half_sibling")),
    a_medicine_class("ssri", "triggers", "sertraline"),
    a_medicine_class("hypnotics", "neutral", "zolpidem", {"generic": "doxepin", "effect": "triggers"}),
)


def fits(matcher: Any, value: Value) -> bool:
    return matching.predicate(Matcher.validate(matcher), KNOWN)(value)


@pytest.mark.parametrize(
    ("matcher", "fitting", "others"),
    [
        ("yes", ["yes"], ["no", "unknown", "declined", ()]),
        (["moderate", "severe"], ["moderate", "severe"], ["mild", "unknown"]),
        ({"at_least": 3}, [3, 3.5, 7], [2, "unknown", "3"]),
        ({"above": 3}, [4, 3.1], [3]),
        ({"at_most": 3}, [3, 0], [4]),
        ({"below": 18}, [17, 0], [18, "declined"]),
        ({"above": 2, "at_most": 5}, [3, 5], [2, 6]),
    ],
)
def test_an_answer_fits_what_its_matcher_says(
    matcher: Any, fitting: list[Value], others: list[Value]
) -> None:
    assert [value for value in [*fitting, *others] if fits(matcher, value)] == fitting


def test_a_list_fits_when_any_of_it_does() -> None:
    assert fits(["crawling"], ("burning", "crawling"))
    assert not fits(["crawling"], ("burning",))
    assert not fits(["crawling"], ())


@pytest.mark.parametrize(
    ("trimester", "weeks", "fitting"),
    [(3, {"at_least": 28}, True), (2, {"at_least": 20}, True), (1, {"at_least": 20}, False)],
)
def test_a_trimester_alone_is_compared_as_weeks(
    trimester: int, weeks: dict[str, float], fitting: bool
) -> None:
    assert fits(weeks, {"trimester": trimester}) is fitting


def test_a_trimester_is_never_a_word() -> None:
    assert not fits("yes", {"trimester": 3})


def test_medicines_fit_by_what_they_do_to_the_legs() -> None:
    assert fits({"effect": ["triggers"]}, ("zolpidem", "sertraline"))
    assert not fits({"effect": ["triggers"]}, ("zolpidem",))


def test_one_medicine_may_act_otherwise_than_its_class() -> None:
    assert fits({"effect": ["triggers"]}, ("doxepin",))
    assert not fits({"effect": ["neutral"]}, ("doxepin",))


def test_medicines_fit_by_their_class() -> None:
    assert fits({"class": ["hypnotics"]}, ("doxepin",))
    assert not fits({"class": ["ssri"]}, ("doxepin",))


def test_a_medicine_nobody_knows_fits_nothing() -> None:
    assert not fits({"effect": ["triggers"]}, ("unknown",))
    assert not fits({"class": ["ssri"]}, ("unknown",))


@pytest.mark.parametrize(
    ("relative", "degree"),
    [("mother", "first"), ("brother", "first"), ("cousin", "second"), ("half_sibling", "second")],
)
def test_relatives_fit_by_how_close_they_are(relative: str, degree: str) -> None:
    assert {each for each in ("first", "second") if fits({"degree": each}, (relative,))} == {degree}


def test_a_condition_holds_when_all_of_it_does() -> None:
    holds = matching.test(
        {"pregnant": Matcher.validate("yes"), "age": Matcher.validate({"below": 18})}, KNOWN
    )
    assert holds({"pregnant": "yes", "age": 16})
    assert not holds({"pregnant": "yes", "age": 30})


def test_a_question_that_was_not_asked_meets_no_condition() -> None:
    assert not matching.test({"pregnant": Matcher.validate("no")}, KNOWN)({})


def test_a_condition_without_parts_holds_for_everybody() -> None:
    assert matching.test({}, KNOWN)({})


def test_a_condition_knows_the_questions_it_looks_at() -> None:
    holds = matching.test(
        {"pregnant": Matcher.validate("yes"), "age": Matcher.validate({"below": 18})}, KNOWN
    )
    assert holds.questions == {"pregnant", "age"}
