"""The emergency message and the closing: in words for the patient, in JSON for programs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.sayings import Alarm, Closing
from bot.messages import Message, Messages, blanks
from bot.settings import Settings
from bot.triage.assessment import Assessment
from tests.bot.triage.answering import assessor, shipped

SAID = Messages(
    shipped(), blanks(shipped(), Settings.parse_obj({"country": "UK", "clinic_name": "Elm Street"}))
)
FITS: dict[str, Any] = {
    "age": 44,
    "sex": "female",
    "urge_to_move": "yes",
    "rest_onset": "yes",
    "relief_with_movement": "yes",
    "evening_worse": "yes",
    "heavy_periods": "yes",
}


def alarm_for(**values: Any) -> tuple[Message, Assessment]:
    assessment = assessor().assess(values)
    (message,) = SAID.render([Alarm(assessment.red_flags[0], assessment)])
    return message, assessment


def closing_for(**values: Any) -> tuple[list[Message], Assessment]:
    assessment = assessor().assess(values)
    return SAID.render([Closing(assessment)]), assessment


def test_the_emergency_message_says_the_one_thing_to_do_first() -> None:
    message, _ = alarm_for(chest_pain_breathless="yes")
    assert message.text.splitlines()[0].startswith("Call 999 now")


def test_the_emergency_message_is_read_by_programs() -> None:
    message, assessment = alarm_for(chest_pain_breathless="yes")
    assert message.custom == {
        "kind": "emergency",
        "id": "chest_pain_breathless",
        "urgency": "emergency",
        "referrals": assessment.to_json()["referrals"],
    }
    assert {"to", "urgency", "say"} == set(message.custom["referrals"][0])


def test_the_emergency_message_is_short_and_says_nothing_of_causes_labs_or_restless_legs() -> None:
    for flag in shipped().red_flags:
        if flag in shipped().questions:
            message, _ = alarm_for(**{**FITS, flag: "yes"})
            assert len(message.text.split()) <= 80, flag
            assert not {"ferritin", "iron test", "restless"} & set(message.text.lower().split()), flag


def test_a_misunderstanding_is_one_tap_away() -> None:
    message, _ = alarm_for(chest_pain_breathless="yes")
    assert [button.title for button in message.buttons] == ["That is not what I meant"]


def test_a_sign_that_became_an_emergency_says_call_first() -> None:
    calm, _ = alarm_for(one_leg_swollen_painful="yes")
    urgent, assessment = alarm_for(gi_bleeding="yes", heavy_bleeding="yes")
    assert not calm.text.startswith("Call 999 now")
    assert assessment.urgency == "emergency"
    assert urgent.text.startswith("Call 999 now")


def test_the_last_closing_message_carries_the_assessment_and_the_others_nothing() -> None:
    messages, assessment = closing_for(**FITS)
    assert messages[-1].custom == assessment.to_json()
    assert [message.custom for message in messages[:-1]] == [{}] * (len(messages) - 1)


def test_the_closing_ends_with_what_can_be_done_next() -> None:
    messages, _ = closing_for(**FITS)
    assert [button.title for button in messages[-1].buttons] == [
        "What would change this?",
        "Have the clinic call me",
        "Talk to a person",
        "Start again",
    ]
    assert "not a diagnosis" in messages[-1].text


def test_the_closing_names_causes_with_what_was_said_and_whose_word_it_is() -> None:
    messages, _ = closing_for(**FITS)
    causes = messages[1].text
    assert "Low iron: you told me: heavy periods: yes." in causes
    assert "Based on: " in causes


def test_the_closing_names_tests_with_a_reason_and_how_to_get_ready() -> None:
    messages, _ = closing_for(**FITS)
    labs = messages[2].text
    assert "Ferritin: for everyone with legs like this." in labs
    assert "How to get ready: Best in the morning." in labs


def test_optional_tests_stand_apart_from_the_usual_ones() -> None:
    messages, assessment = closing_for(**FITS, vegetarian="vegan", ibs_bloating="yes", sun_exposure="low")
    usual, optional = messages[2].text.split("Some doctors also check these")
    names = {
        lab.id: shipped().labs[lab.id].name.lower() for lab in assessment.labs if lab.status == "optional"
    }
    assert names
    assert all(name in optional.lower() and f"• {name}" not in usual.lower() for name in names.values())


def test_the_closing_says_whom_to_see_how_soon_and_what_to_say() -> None:
    messages, assessment = closing_for(**FITS, low_mood="yes")
    assert assessment.urgency == "soon"
    assert "Your GP or family doctor: within the next days. " in messages[3].text


def test_who_takes_medicines_is_asked_to_keep_taking_them() -> None:
    with_any, _ = closing_for(**FITS, medications=("sertraline",))
    without, _ = closing_for(**FITS, medications=())
    keep = "Please keep taking your medicines"
    assert any(keep in message.text for message in with_any)
    assert not any(keep in message.text for message in without)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "fits the pattern of restless legs."),
        ({"cramp_knot": "yes"}, "in part"),
        ({"urge_to_move": "no"}, "does not fit"),
    ],
)
def test_the_closing_says_how_far_it_fits_and_never_that_it_is(changed: dict[str, str], words: str) -> None:
    messages, _ = closing_for(**{**FITS, **changed})
    assert words in messages[0].text
    assert "you have" not in messages[0].text.lower()


def test_the_closing_tells_what_can_feel_the_same() -> None:
    messages, _ = closing_for(**FITS, cramp_knot="yes")
    assert shipped().mimics["leg_cramps"].name in messages[0].text
    assert shipped().mimics["leg_cramps"].apart in messages[0].text


def test_no_more_than_five_causes_tire_the_reader_and_the_assessment_has_them_all() -> None:
    many = {"stress": "yes", "nicotine": "yes", "anxiety": "yes", "insomnia": "yes", "sun_exposure": "low"}
    messages, assessment = closing_for(**FITS, **many, diabetes="yes", varicose_veins="yes")
    assert len(assessment.causes) > 5
    assert messages[1].text.count("•") == 5
    assert len(messages[-1].custom["causes"]) == len(assessment.causes)


def test_without_any_cause_the_closing_says_so() -> None:
    messages, assessment = closing_for(age=44)
    assert assessment.causes == ()
    assert messages[1].text == SAID.words.say("causes_none")
