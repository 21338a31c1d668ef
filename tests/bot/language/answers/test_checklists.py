"""Answers to a list in the patient's own words: every item said is noted, and nothing that was not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand
from tests.bot.language.small_knowledge import small_knowledge

SHE: dict[str, Value] = {"age": 45, "sex": "female", "respondent": "self"}
HE: dict[str, Value] = {"age": 45, "sex": "male", "respondent": "self"}

IN_THEIR_WORDS = [
    ("conditions_check", "type 2 diabetes and low thyroid", {"diabetes", "thyroid_disease"}),
    ("conditions_check", "no kidney problems, but I do have a fatty liver", {"liver_disease"}),
    ("conditions_check", "CKD stage 3 and an underactive thyroid", {"kidney_disease", "thyroid_disease"}),
    ("conditions_check", "my mum has diabetes but I don't", set()),
    ("conditions_check", "my husband has kidney disease", set()),
    ("iron_check", "heavy periods, and I give blood every 3 months", {"heavy_periods", "blood_donation"}),
    ("iron_check", "I eat meat, periods are light, never gave blood", set()),
    ("iron_check", "I give blood once a year", set()),
    ("iron_check", "my daughter is vegan", set()),
    ("iron_check", "I bleed a lot every month", {"heavy_periods"}),
    ("iron_check", "no to everything except I'm a vegetarian", {"vegetarian"}),
    ("body_check", "none apart from snoring", {"snoring_apnea"}),
    ("body_check", "I'm knackered all day, IBS too", {"sleep_impact", "ibs_bloating"}),
    ("pain_check", "charlie horses in my calf", {"cramp_knot"}),
    ("pain_check", "slipped disc years back", {"back_problem"}),
    ("movement_check", "no just my legs", set()),
    ("movement_check", "no, it comes straight back if I move position", set()),
    ("daily_life_check", "no smoking, no anxiety, bit stressed", {"stress"}),
    ("daily_life_check", "I don't get much sun", {"sun_exposure"}),
    ("conditions_check", "no diabetes no thyroid, liver's fatty apparently", {"liver_disease"}),
    ("safety_check", "no pain, swelling or redness, calf is normal", set()),
    ("safety_check", "none apart from my feet being a bit cold as always", set()),
    ("safety_check", "no chest pain, a bit of swelling in my calf", {"one_leg_swollen_painful"}),
]


@pytest.mark.parametrize(("question", "text", "has"), IN_THEIR_WORDS)
def test_what_is_said_is_ticked_and_nothing_else(
    understand: Understand, question: str, text: str, has: set[str]
) -> None:
    understood = understand(text, question, **SHE)
    assert ticked(understood.also) & _items(question) == has


def ticked(also: Mapping[str, Value]) -> set[str]:
    return {name for name, value in also.items() if value not in {"no", "adequate"}}


def _items(question: str) -> set[str]:
    return set(small_knowledge().checklists[question].questions)


SAID_OF_EACH = [
    ("conditions_check", "kidneys and sugar are fine", {"kidney_disease": "no", "diabetes": "no"}),
    ("conditions_check", "thyroid no, yes the veins", {"thyroid_disease": "no", "varicose_veins": "yes"}),
    ("conditions_check", "no idea about my liver", {"liver_disease": "unknown"}),
    ("conditions_check", "they're testing me for lupus", {"autoimmune": "unknown"}),
    ("conditions_check", "kidneys I'm not sure", {"kidney_disease": "unknown"}),
    ("conditions_check", "not liver, kidneys", {"liver_disease": "no", "kidney_disease": "yes"}),
    ("daily_life_check", "stress? maybe", {"stress": "unknown"}),
    ("daily_life_check", "skip the mood one", {"low_mood": "declined"}),
    (
        "daily_life_check",
        "not talking about nerves or moods",
        {"anxiety": "declined", "low_mood": "declined"},
    ),
    ("daily_life_check", "sun yes every day, smoke no", {"sun_exposure": "adequate", "nicotine": "no"}),
    ("daily_life_check", "no nicotine and no sun either", {"sun_exposure": "low", "nicotine": "no"}),
    ("daily_life_check", "stress. and worry. actually not worry", {"stress": "yes", "anxiety": "no"}),
    ("pain_check", "knees ok, back yes", {"joint_pain": "no", "back_problem": "yes"}),
]


@pytest.mark.parametrize(("question", "text", "noted"), SAID_OF_EACH)
def test_what_stands_beside_an_item_is_said_of_it(
    understand: Understand, question: str, text: str, noted: dict[str, str]
) -> None:
    assert dict(understand(text, question, **SHE).also) == noted


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("body_check", "used to snore, nothing now"),
        ("body_check", "had IBS at uni, none of that these days"),
        ("conditions_check", "my son's the type 1. me nothing"),
        ("iron_check", "my daughter's vegan and my wife's anaemic, none of it is me"),
    ],
)
def test_nothing_after_what_is_over_or_of_others_is_none(
    understand: Understand, question: str, text: str
) -> None:
    understood = understand(text, question, **SHE)
    assert (understood.value, ticked(understood.also) & _items(question)) == ("no", set())


@pytest.mark.parametrize("text", ["thyroid and type 2 diabetes", "kidneys, liver"])
def test_two_items_leave_the_rest_open(understand: Understand, text: str) -> None:
    assert len(understand(text, "conditions_check", **SHE).also) == 2


ALL_BUT = [
    ("all of it apart from the back", {"back_problem"}),
    ("every one bar cramps", {"cramp_knot"}),
    ("all, oh wait not the back", {"back_problem"}),
    ("everything except the last two", {"back_problem", "leg_swelling"}),
    ("no cramp no burning, the rest I have", {"cramp_knot", "burning_constant"}),
]


@pytest.mark.parametrize(("text", "spared"), ALL_BUT)
def test_everything_but_what_is_named(understand: Understand, text: str, spared: set[str]) -> None:
    assert ticked(understand(text, "pain_check", **SHE).also) == _items("pain_check") - spared


BY_PLACE = [
    ("number 1 and that's it", {"kidney_disease"}),
    ("2 yes others no", {"diabetes"}),
    ("first three", {"kidney_disease", "diabetes", "liver_disease"}),
    ("first and last", {"kidney_disease", "varicose_veins"}),
    ("the one before last", {"autoimmune"}),
    ("number 2, no hang on, 4", {"thyroid_disease"}),
    ("not the third", set()),
    ("no to all six", set()),
    ("third one, since last year", {"liver_disease"}),
    ("numbers 2 and 4", {"diabetes", "thyroid_disease"}),
    ("yes the first and third", {"kidney_disease", "liver_disease"}),
    ("the last one", {"varicose_veins"}),
    ("first one", {"kidney_disease"}),
    ("number one", {"kidney_disease"}),
    ("the 2nd", {"diabetes"}),
    ("5", {"autoimmune"}),
]


@pytest.mark.parametrize(("text", "has"), BY_PLACE)
def test_items_are_named_by_their_place(understand: Understand, text: str, has: set[str]) -> None:
    assert ticked(understand(text, "conditions_check", **SHE).also) == has


def test_places_are_counted_in_the_list_as_it_is_shown(understand: Understand) -> None:
    assert ticked(understand("2", "iron_check", **SHE).also) == {"heavy_periods"}
    assert ticked(understand("2", "iron_check", **HE).also) == {"blood_donation"}
    assert ticked(understand("1", "iron_check", known_low_iron="yes", **SHE).also) == {"heavy_periods"}
    assert ticked(understand("3", "safety_check", **SHE).also) == {"one_leg_swollen_painful"}
    assert understand("3", "safety_check", **SHE).alerts == ("one_leg_swollen_painful",)


def test_a_number_that_is_no_place_ticks_nothing(understand: Understand) -> None:
    for text in ("9", "0", "2 years", "20 a day", "I am 41", "sorry I'm 41"):
        assert not ticked(understand(text, "conditions_check", **SHE).also) & _items("conditions_check"), text
    kept_back: dict[str, Value] = {"age": "declined", "sex": "female"}
    assert not understand("2", "iron_check", **kept_back).also


@pytest.mark.parametrize(
    "text",
    [
        "all fine except varicose veins",
        "none apart from varicose veins",
        "veins: yes, rest: no",
        "only the veins",
    ],
)
def test_naming_the_exception_closes_the_list(understand: Understand, text: str) -> None:
    also = understand(text, "conditions_check", **SHE).also
    assert ticked(also) == {"varicose_veins"}
    assert set(also) == _items("conditions_check")


def test_all_but_one(understand: Understand) -> None:
    also = understand("all of them except the veins", "conditions_check", **SHE).also
    assert ticked(also) == _items("conditions_check") - {"varicose_veins"}
    assert also["varicose_veins"] == "no"


def test_one_phrase_that_fits_two_items_leaves_the_rest_open(understand: Understand) -> None:
    also = understand("bad sleep because of my legs", "body_check", **SHE).also
    assert set(also) == {"sleep_impact", "insomnia"}


@pytest.mark.parametrize(
    "text", ["Not sure", "not sure", "I'd rather not say", "None of these", "Nothing else"]
)
def test_an_answer_to_the_rest_leaves_what_was_named(understand: Understand, text: str) -> None:
    also = understand(text, "conditions_check", diabetes="yes", **SHE).also
    assert set(also) == _items("conditions_check") - {"diabetes"}


def test_items_that_cannot_be_are_not_answered(understand: Understand) -> None:
    assert "heavy_periods" not in understand("none", "iron_check", **HE).also
    assert "heavy_periods" in understand("none", "iron_check", **SHE).also


def test_doubt_about_an_item_is_noted_as_doubt(understand: Understand) -> None:
    also = understand("not sure about my liver, no to the rest", "conditions_check", **SHE).also
    assert also["liver_disease"] == "unknown"
    assert set(also.values()) == {"unknown", "no"}
    assert understand("maybe thyroid", "conditions_check", **SHE).also == {"thyroid_disease": "unknown"}


@pytest.mark.parametrize("text", ["I'm healthy", "all fine", "I feel fine", "no symptoms", "no emergency"])
def test_being_well_is_none_of_these(understand: Understand, text: str) -> None:
    assert set(understand(text, "safety_check", **SHE).also.values()) == {"no"}


def test_asking_what_an_item_means_does_not_tick_it(understand: Understand) -> None:
    understood = understand("what do you mean by saddle", "safety_check", **SHE)
    assert (understood.intent, understood.alerts, dict(understood.also)) == ("ask_meaning", (), {})


def test_a_sex_kept_back_leaves_no_item_unanswered(understand: Understand) -> None:
    asked = understand("no", "iron_check", age=30, sex="unknown").also
    assert set(asked) == _items("iron_check")


@pytest.mark.parametrize("text", ["kidneys, dialysis three times a week", "diabetic for 6 years"])
def test_how_often_or_long_another_thing_was_is_not_about_the_legs(understand: Understand, text: str) -> None:
    assert not {"frequency_per_week", "duration_months"} & set(
        understand(text, "conditions_check", **SHE).also
    )
