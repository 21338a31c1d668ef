"""Which tests to ask about, and whom to see how soon."""

from typing import Any

import pytest

from bot.knowledge.model import Lab
from bot.knowledge.model import Referral as ReferralEntry
from bot.triage.advice import Labs, Referral, Referrals, SuggestedLab
from bot.triage.criteria import Fit, Mimicry, Pattern
from tests.builders import a_lab, a_referral, knowledge


def pattern(fit: Fit = "likely", *mimics: str) -> Pattern:
    return Pattern(fit, {}, tuple(Mimicry(mimic, ()) for mimic in mimics))


def suggested(
    lab: Lab, values: dict[str, Any], fit: Fit = "likely", **levels: Any
) -> tuple[SuggestedLab, ...]:
    return Labs(knowledge(lab)).suggest(values, pattern(fit), levels)


CORE = a_lab("ferritin", {"status": "core", "cause": "iron"})


@pytest.mark.parametrize("fit", ["likely", "uncertain"])
def test_a_core_lab_is_for_everyone_whose_answers_may_fit(fit: Fit) -> None:
    assert suggested(CORE, {}, fit) == (SuggestedLab("ferritin", "core", ("iron",)),)


def test_a_core_lab_is_not_for_those_whose_answers_do_not_fit() -> None:
    assert suggested(CORE, {}, "unlikely") == ()


def test_a_lab_may_wait_for_its_cause_to_be_named() -> None:
    lab = a_lab("b12", {"status": "indicated", "cause": "b12_lack", "level": "moderate"})
    assert suggested(lab, {}) == ()
    assert suggested(lab, {}, b12_lack="weak") == ()
    assert suggested(lab, {}, b12_lack="moderate") != ()
    assert suggested(lab, {}, b12_lack="strong") != ()


def test_a_named_cause_calls_for_its_lab_even_if_the_pattern_does_not_fit() -> None:
    lab = a_lab("b12", {"status": "indicated", "cause": "b12_lack", "level": "weak"})
    assert suggested(lab, {}, "unlikely", b12_lack="weak") != ()


def test_a_lab_may_wait_for_an_answer() -> None:
    lab = a_lab("breath_test", {"status": "optional", "cause": "gut", "if": {"bloating": "yes"}})
    assert suggested(lab, {"bloating": "no"}) == ()
    assert suggested(lab, {"bloating": "yes"}) == (SuggestedLab("breath_test", "optional", ("gut",)),)


def test_a_lab_may_be_silenced_by_an_answer() -> None:
    lab = a_lab("hba1c", {"status": "core", "cause": "diabetes", "unless": {"dialysis": "yes"}})
    assert suggested(lab, {}) != ()
    assert suggested(lab, {"dialysis": "yes"}) == ()


def test_a_silenced_reason_does_not_silence_the_others() -> None:
    lab = a_lab(
        "hba1c",
        {"status": "core", "cause": "diabetes", "unless": {"dialysis": "yes"}},
        {"status": "optional", "cause": "nerves", "if": {"numbness": "yes"}},
    )
    assert suggested(lab, {"dialysis": "yes", "numbness": "yes"}) == (
        SuggestedLab("hba1c", "optional", ("nerves",)),
    )


def test_a_lab_suggested_for_several_reasons_has_the_strongest_status_and_all_causes() -> None:
    lab = a_lab(
        "ferritin",
        {"status": "optional", "cause": "inflammation", "if": {"autoimmune": "yes"}},
        {"status": "core", "cause": "iron"},
        {"status": "indicated", "cause": "iron", "if": {"autoimmune": "yes"}},
    )
    assert suggested(lab, {"autoimmune": "yes"}) == (
        SuggestedLab("ferritin", "core", ("inflammation", "iron")),
    )


def test_core_labs_stand_first() -> None:
    optional = a_lab("zinc", {"status": "optional", "cause": "zinc"})
    indicated = a_lab("b12", {"status": "indicated", "cause": "b12"})
    found = Labs(knowledge(optional, indicated, CORE)).suggest({}, pattern(), {})
    assert [lab.id for lab in found] == ["ferritin", "b12", "zinc"]


def test_a_lab_that_is_only_explained_is_never_suggested() -> None:
    assert suggested(a_lab("neurotransmitters"), {}, iron="strong") == ()


def referred(
    *referrals: ReferralEntry,
    values: dict[str, Any] | None = None,
    mimics: tuple[str, ...] = (),
    **levels: Any,
) -> list[tuple[str, str]]:
    found = Referrals(knowledge(*referrals)).refer(values or {}, pattern("likely", *mimics), levels)
    return [(each.to, each.urgency) for each in found]


def test_a_referral_for_everybody() -> None:
    assert referred(a_referral("gp", {"urgency": "routine"})) == [("gp", "routine")]


def test_a_referral_for_an_answer() -> None:
    renal = a_referral("nephrology", {"urgency": "soon", "if": {"dialysis": "yes"}})
    assert referred(renal, values={"dialysis": "no"}) == []
    assert referred(renal, values={"dialysis": "yes"}) == [("nephrology", "soon")]


def test_a_referral_may_be_silenced() -> None:
    adult = a_referral("gp", {"urgency": "routine", "unless": {"age": {"below": 18}}})
    assert referred(adult, values={"age": 12}) == []
    assert referred(adult, values={"age": 42}) == [("gp", "routine")]


def test_a_referral_for_a_cause_from_any_level_on() -> None:
    pharmacist = a_referral("pharmacist", {"urgency": "soon", "cause": "drugs"})
    assert referred(pharmacist) == []
    assert referred(pharmacist, drugs="weak") == [("pharmacist", "soon")]


def test_a_referral_for_a_cause_from_its_level_on() -> None:
    sleep = a_referral("sleep", {"urgency": "soon", "cause": "apnea", "level": "strong"})
    assert referred(sleep, apnea="moderate") == []
    assert referred(sleep, apnea="strong") == [("sleep", "soon")]


def test_a_referral_for_a_mimic() -> None:
    vascular = a_referral("vascular", {"urgency": "soon", "mimic": "claudication"})
    assert referred(vascular) == []
    assert referred(vascular, mimics=("claudication",)) == [("vascular", "soon")]


def test_the_most_urgent_reason_gives_the_urgency_and_the_words() -> None:
    doctor = a_referral(
        "gp",
        {"urgency": "routine", "say": "No hurry."},
        {"urgency": "soon", "if": {"low_mood": "yes"}, "say": "Tell them about your mood."},
    )
    found = Referrals(knowledge(doctor)).refer({"low_mood": "yes"}, pattern(), {})
    assert found == (Referral("gp", "soon", "Tell them about your mood."),)


def test_a_reason_without_words_of_its_own_uses_the_usual_ones() -> None:
    found = Referrals(knowledge(a_referral("gp", {"urgency": "routine"}))).refer({}, pattern(), {})
    assert found[0].say == "Say it to gp."


def test_whom_to_see_soonest_stands_first() -> None:
    assert referred(a_referral("gp", {"urgency": "routine"}), a_referral("ed", {"urgency": "soon"})) == [
        ("ed", "soon"),
        ("gp", "routine"),
    ]


def test_who_has_no_occasion_is_only_reached_through_a_red_flag() -> None:
    assert referred(a_referral("emergency_department")) == []
