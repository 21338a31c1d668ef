"""Evidence added up in decibans, and the causes it names."""

from typing import Any

import pytest

from bot.knowledge.model import Cause
from bot.triage.inference import Inference, Spoken, level
from tests.builders import a_cause, a_link, knowledge


def inference(*causes: Cause) -> Inference:
    return Inference(knowledge(*causes))


def named(weighed: Inference, values: dict[str, Any]) -> dict[str, str]:
    return dict(weighed.levels(weighed.scores(values), values))


@pytest.mark.parametrize(
    ("weight", "decibans"),
    [("+", 3), ("++", 6), ("+++", 10), ("0", 0), ("-", -3), ("--", -6), ("---", -10)],
)
def test_every_strength_has_its_decibans(weight: str, decibans: float) -> None:
    weighed = inference(a_cause("low_iron", a_link("bleeding", yes=weight)))
    assert weighed.scores({"bleeding": "yes"}) == {"low_iron": decibans}


def test_a_published_ratio_stands_as_it_is() -> None:
    case = {"answer": "yes", "weight": "++", "decibans": 7.4}
    assert inference(a_cause("low_iron", a_link("bleeding", case))).scores({"bleeding": "yes"}) == {
        "low_iron": 7.4
    }


def test_evidence_of_several_questions_adds_up() -> None:
    weighed = inference(a_cause("low_iron", a_link("bleeding", yes="++"), a_link("vegan", yes="+", no="-")))
    assert weighed.scores({"bleeding": "yes", "vegan": "yes"}) == {"low_iron": 9}
    assert weighed.scores({"bleeding": "yes", "vegan": "no"}) == {"low_iron": 3}


def test_only_the_first_case_that_fits_speaks() -> None:
    strong = {"answer": "yes", "with": {"heavy": "yes"}, "weight": "+++"}
    weighed = inference(a_cause("low_iron", a_link("bleeding", strong, yes="+")))
    assert weighed.scores({"bleeding": "yes"}) == {"low_iron": 3}
    assert weighed.scores({"bleeding": "yes", "heavy": "yes"}) == {"low_iron": 10}


@pytest.mark.parametrize("value", ["unknown", "declined"])
def test_silence_weighs_nothing_even_where_a_case_names_it(value: str) -> None:
    weighed = inference(a_cause("low_iron", a_link("bleeding", unknown="+++", declined="+++", yes="+")))
    assert weighed.scores({"bleeding": value}) == {"low_iron": 0}


def test_a_medicine_that_could_not_be_identified_weighs_nothing() -> None:
    weighed = inference(a_cause("drugs", a_link("medications", unknown="+++")))
    assert weighed.scores({"medications": ("unknown",)}) == {"drugs": 0}


@pytest.mark.parametrize(
    ("decibans", "expected"), [(2, "weak"), (4.9, "weak"), (5, "moderate"), (8.9, "moderate"), (9, "strong")]
)
def test_decibans_become_levels(decibans: float, expected: str) -> None:
    assert level(decibans) == expected


def test_a_cause_with_too_little_is_not_named() -> None:
    case = {"answer": "yes", "weight": "+", "decibans": 1.9}
    assert named(inference(a_cause("low_iron", a_link("bleeding", case))), {"bleeding": "yes"}) == {}


def test_the_likeliest_cause_stands_first() -> None:
    weighed = inference(
        a_cause("stress", a_link("tense", yes="+")), a_cause("iron", a_link("bleeding", yes="++"))
    )
    assert list(named(weighed, {"tense": "yes", "bleeding": "yes"})) == ["iron", "stress"]


def test_of_two_that_weigh_the_same_the_better_founded_stands_first() -> None:
    weighed = inference(
        a_cause("alpha", a_link("tense", yes="+"), evidence="disputed"),
        a_cause("beta", a_link("tense", yes="+"), evidence="guideline"),
    )
    assert list(named(weighed, {"tense": "yes"})) == ["beta", "alpha"]


def test_a_cause_that_is_only_explained_is_never_named() -> None:
    weighed = inference(a_cause("dopamine", scored=False), a_cause("iron", a_link("bleeding", yes="++")))
    assert named(weighed, {"bleeding": "yes"}) == {"iron": "moderate"}


RESIDUAL = a_cause("idiopathic", residual_after=["bleeding", "medications"])
IRON = a_cause("iron", a_link("bleeding", yes="++"))


def test_no_clear_cause_is_named_when_nothing_else_is_and_all_was_asked() -> None:
    assert named(inference(IRON, RESIDUAL), {"bleeding": "no", "medications": ()}) == {"idiopathic": "weak"}


def test_no_clear_cause_is_not_named_before_all_was_asked() -> None:
    assert named(inference(IRON, RESIDUAL), {"bleeding": "no"}) == {}


def test_no_clear_cause_gives_way_to_any_other() -> None:
    assert named(inference(IRON, RESIDUAL), {"bleeding": "yes", "medications": ()}) == {"iron": "moderate"}


def test_a_named_cause_says_what_speaks_for_and_against_it_and_what_is_not_known() -> None:
    weighed = inference(
        a_cause(
            "iron",
            a_link("bleeding", yes="++"),
            a_link("vegan", yes="+", no="-"),
            a_link("donor", yes="+"),
            a_link("surgery", yes="+"),
            a_link("pregnant", yes="+"),
        )
    )
    values = {"bleeding": "yes", "vegan": "no", "donor": "unknown"}
    spoken = weighed.spoken("iron", "weak", values, frozenset({"surgery"}))
    assert spoken == Spoken("iron", "weak", 3, ("bleeding",), ("vegan",), ("donor", "surgery"))


def test_scores_after_one_more_answer_are_those_of_all_answers() -> None:
    with_other = {"answer": "yes", "with": {"heavy": "yes"}, "weight": "+++"}
    weighed = inference(
        a_cause("iron", a_link("bleeding", with_other, yes="+")), a_cause("stress", a_link("tense", yes="+"))
    )
    base = weighed.scores({"bleeding": "yes", "tense": "yes"})
    values = {"bleeding": "yes", "tense": "yes", "heavy": "yes"}
    assert weighed.scores(values, base, "heavy") == weighed.scores(values) == {"iron": 10, "stress": 3}
