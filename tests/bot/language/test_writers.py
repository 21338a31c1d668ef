"""Who is spoken of: the writer, the child, the husband the chat is about."""

from __future__ import annotations

import pytest

from tests.bot.language.conftest import Understand


def test_a_parent_who_begins_with_the_child_is_no_relative_of_a_patient(understand: Understand) -> None:
    told = understand("my son is 9 and he complains about his legs at bedtime").also
    assert (told["respondent"], told["age"]) == ("parent", 9)
    assert not {"family_history", "family_members"} & set(told)


@pytest.mark.parametrize(
    "text",
    ["my husband has restless legs and keeps me awake", "asking for my mum who is 80, she has restless legs"],
)
def test_who_writes_for_another_adult_is_a_carer(understand: Understand, text: str) -> None:
    told = understand(text).also
    assert told["respondent"] == "carer"
    assert "family_history" not in told


def test_a_husband_later_on_is_nobody_the_chat_is_about(understand: Understand) -> None:
    understood = understand("my husband has restless legs", "family_history", age=50)
    assert (understood.value, dict(understood.also)) == ("no", {})


def test_what_a_carer_tells_of_the_patient_counts(understand: Understand) -> None:
    assert understand("he says crawling", "sensation", respondent="carer").value == ("crawling",)
    assert understand("he says yes", "rest_onset", respondent="carer").value == "yes"
    assert understand("he has chest pain", "rest_onset", respondent="carer").alerts == (
        "chest_pain_breathless",
    )


def test_a_child_is_not_the_patient_once_the_patient_is_grown(understand: Understand) -> None:
    assert not understand("my daughter is vegan", "rest_onset", age=45).also
    assert understand("my daughter is vegan").also["vegetarian"] == "vegan"


def test_a_no_beside_another_illness_of_a_relative_names_no_relative(understand: Understand) -> None:
    understood = understand("no, my mum has arthritis", "family_history")
    assert (understood.value, dict(understood.also)) == ("no", {})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no just tired", "no"),
        ("not just tired", "unknown"),
        ("I'm fine", "no"),
        ("n", "no"),
        ("ffs no", "no"),
    ],
)
def test_short_replies_to_the_gravest_question(understand: Understand, text: str, value: str) -> None:
    assert understand(text, "suicidal_thoughts").value == value


def test_one_word_may_answer_though_it_could_greet(understand: Understand) -> None:
    assert understand("evening", "evening_worse").value == "yes"
    assert understand("good evening", "evening_worse").intent == "greet"


def test_i_am_fine_is_no_yes(understand: Understand) -> None:
    assert understand("I am fine", "rest_onset").value is None
    assert understand("I am", "stress").value == "yes"


def test_an_hour_or_a_height_is_no_age(understand: Understand) -> None:
    for text in ("worst about 10 o'clock", "5 foot", "100% sure", "at 9 pm"):
        assert understand(text, "age").value is None, text


@pytest.mark.parametrize(
    "text", ["I'm dizzy", "I have a dog", "I have had a stroke", "my heart pounds and I am dizzy"]
)
def test_a_statement_about_something_else_is_no_yes(understand: Understand, text: str) -> None:
    assert understand(text, "rest_onset").value is None


@pytest.mark.parametrize(
    "text", ["not seriously", "no plans", "I used to", "I wouldn't do anything", "yes and no"]
)
def test_what_is_less_than_a_no_to_the_gravest_question_is_not_a_no(
    understand: Understand, text: str
) -> None:
    assert understand(text, "suicidal_thoughts").value == "unknown"


def test_a_mother_with_restless_legs_of_her_own_is_the_patient(understand: Understand) -> None:
    told = understand("I'm 20 weeks pregnant, my legs creep and my daughter is 3").also
    assert (told["pregnant"], told["gestation_weeks"]) == ("yes", 20)
    assert not {"respondent", "age"} & set(told)


def test_a_bare_skip_declines(understand: Understand) -> None:
    assert understand("skip", "suicidal_thoughts").outcome == "declined"
    assert understand("skip", "iron_check").outcome == "declined"


def test_a_birth_some_weeks_ago_is_no_pregnancy(understand: Understand) -> None:
    understood = understand("no had her 3 weeks ago", "pregnant")
    assert (understood.value, "gestation_weeks" in understood.also) == ("no", False)


def test_who_leaves_is_not_robbed_of_the_answer(understand: Understand) -> None:
    understood = understand("burning, and I have to go now", "sensation")
    assert (understood.intent, dict(understood.also)) == ("stop_here", {"sensation": ("burning",)})


def test_you_bet_is_no_betting(understand: Understand) -> None:
    understood = understand("You bet", "rest_onset")
    assert (understood.value, dict(understood.also)) == ("yes", {})
