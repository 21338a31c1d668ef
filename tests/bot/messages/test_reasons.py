"""Why something is in the outcome, why it is not, and what would change it."""

from __future__ import annotations

from typing import Any

from bot.dialogue.sayings import Reasons
from bot.messages import Messages, blanks
from bot.settings import Settings
from tests.bot.triage.answering import assessor, shipped

SAID = Messages(shipped(), blanks(shipped(), Settings.parse_obj({})))
FITS: dict[str, Any] = {
    "urge_to_move": "yes",
    "rest_onset": "yes",
    "relief_with_movement": "yes",
    "evening_worse": "yes",
}


def explained(about: str, **values: Any) -> str:
    (message,) = SAID.render([Reasons(about, assessor().assess({**FITS, **values}))])
    assert message.custom == {}
    return message.text


def test_why_a_cause_was_named_is_told_with_what_the_patient_said() -> None:
    text = explained("iron_deficiency", heavy_periods="yes", age=44)
    assert text.startswith("I named low iron because you told me: heavy periods: yes.")
    assert shipped().causes["iron_deficiency"].explain in text


def test_an_explanation_says_whose_word_it_is() -> None:
    assert "Based on: " in explained("iron_deficiency", heavy_periods="yes")


def test_why_a_cause_was_left_out_is_told_while_answers_are_missing() -> None:
    text = explained("zinc_deficiency", age=44)
    assert text.startswith(f"I left out {shipped().causes['zinc_deficiency'].name}, but I do not know enough")


def test_why_a_cause_was_left_out_is_told_once_everything_was_answered() -> None:
    links = {link.question for link in shipped().causes["nicotine"].links}
    text = explained("nicotine", **dict.fromkeys(links, "no"))
    assert text.startswith(
        f"I left out {shipped().causes['nicotine'].name}, because this speaks against it: "
    )


def test_a_cause_that_is_only_explained_is_never_said_to_be_left_out() -> None:
    text = explained("dopamine_dysfunction")
    assert text.startswith(f"I can explain {shipped().causes['dopamine_dysfunction'].name}")


def test_why_a_core_test_was_named() -> None:
    assert "for everyone with legs like this" in explained("ferritin")


def test_why_a_test_for_a_cause_was_named() -> None:
    text = explained("vitamin_b12", vegetarian="vegan", age=44)
    assert text.startswith("I named this test, ")


def test_why_a_test_was_left_out() -> None:
    assert explained("sleep_study").startswith("I left out this test, ")


def test_a_test_that_is_never_suggested_is_said_to_be_so() -> None:
    assert explained("neurotransmitter_metabolites").startswith("I never suggest this test, ")


def test_what_would_change_the_outcome_names_open_questions() -> None:
    text = explained("change", heavy_periods="yes", age=44, sex="female")
    assert text.startswith("These answers could still change what I said: ")
    assert shipped().questions["known_low_iron"].short in text


def test_where_no_answer_could_change_it_that_is_told() -> None:
    assert explained("change") == SAID.words.say("what_would_change_none")


def test_every_cause_and_every_test_can_be_explained_in_any_outcome() -> None:
    for about in (*shipped().causes, *shipped().labs):
        for values in ({}, {"heavy_periods": "yes", "vegetarian": "vegan"}, {"chest_pain_breathless": "yes"}):
            text = explained(about, **values)
            assert "{" not in text
            assert "  " not in text
