"""Does it fit restless legs? Four criteria, and what only looks like it."""

from collections.abc import Mapping

import pytest

from bot.triage.criteria import Criteria, Mimicry
from tests.builders import a_mimic, knowledge

TYPICAL = {"urge_to_move": "yes", "rest_onset": "yes", "relief_with_movement": "yes", "evening_worse": "yes"}
CRITERIA = Criteria(knowledge(a_mimic("cramps", {"cramp_knot": "yes"})))


def fit_of(changed: Mapping[str, str]) -> str:
    return CRITERIA.judge({**TYPICAL, **changed}).fit


def test_all_four_and_nothing_alike_is_likely() -> None:
    assert fit_of({}) == "likely"
    assert fit_of({"cramp_knot": "no"}) == "likely"


def test_a_little_relief_is_relief() -> None:
    assert fit_of({"relief_with_movement": "partial"}) == "likely"


@pytest.mark.parametrize("criterion", ["urge_to_move", "rest_onset"])
def test_without_the_urge_or_the_rest_it_is_unlikely(criterion: str) -> None:
    assert fit_of({criterion: "no"}) == "unlikely"


def test_without_relief_and_without_evenings_it_is_unlikely() -> None:
    assert fit_of({"relief_with_movement": "no", "evening_worse": "no"}) == "unlikely"


@pytest.mark.parametrize("criterion", ["relief_with_movement", "evening_worse"])
def test_without_one_of_relief_and_evenings_it_is_uncertain(criterion: str) -> None:
    assert fit_of({criterion: "no"}) == "uncertain"


@pytest.mark.parametrize("criterion", TYPICAL)
@pytest.mark.parametrize("value", ["unknown", "declined"])
def test_what_is_not_known_leaves_it_uncertain(criterion: str, value: str) -> None:
    assert fit_of({criterion: value}) == "uncertain"


def test_a_mimic_leaves_it_uncertain() -> None:
    assert fit_of({"cramp_knot": "yes"}) == "uncertain"


def test_a_mimic_does_not_make_it_more_likely() -> None:
    assert fit_of({"cramp_knot": "yes", "urge_to_move": "no"}) == "unlikely"


def test_relief_that_was_lost_counts_as_relief() -> None:
    assert fit_of({"relief_with_movement": "no", "relief_once": "yes"}) == "likely"


def test_evenings_that_were_once_worse_count_as_evenings() -> None:
    assert fit_of({"evening_worse": "no", "evening_once": "yes"}) == "likely"


def test_one_lost_pattern_does_not_stand_in_for_the_other() -> None:
    changed = {"relief_with_movement": "no", "evening_worse": "no", "relief_once": "yes"}
    assert fit_of(changed) == "uncertain"


def test_a_pattern_that_never_was_does_not_count() -> None:
    changed = {"relief_with_movement": "no", "relief_once": "no", "evening_worse": "no", "evening_once": "no"}
    assert fit_of(changed) == "unlikely"


def test_before_anything_was_asked_it_is_uncertain() -> None:
    pattern = CRITERIA.judge({})
    assert (pattern.fit, pattern.criteria, pattern.mimics) == ("uncertain", {}, ())


def test_the_criteria_are_told_as_they_were_answered() -> None:
    pattern = CRITERIA.judge({"evening_worse": "unknown", "urge_to_move": "yes", "sensation": ("crawling",)})
    assert pattern.criteria == {"urge_to_move": "yes", "evening_worse": "unknown"}


def test_a_mimic_names_the_answers_that_point_to_it() -> None:
    both = Criteria(
        knowledge(
            a_mimic("veins", {"leg_swelling": "yes"}, {"varicose_veins": "yes", "worse_standing": "yes"})
        )
    )
    values = {"leg_swelling": "yes", "varicose_veins": "yes", "worse_standing": "yes"}
    assert both.mimics(values) == (Mimicry("veins", ("leg_swelling", "varicose_veins", "worse_standing")),)
    assert both.mimics({"varicose_veins": "yes"}) == ()
