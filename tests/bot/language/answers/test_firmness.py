"""How sure the rules are of a reading, and what keeps them from being sure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.language.interpretation import Interpretation

Understand = Callable[..., Interpretation]


@pytest.mark.parametrize(
    ("question", "text", "grounds"),
    [
        ("evening_worse", "fine in the day", "terms"),
        ("evening_worse", "it was only at night then", "weak"),
        ("legs_affected", "it's both of mine", "terms"),
        ("stress", "all day as in every hour?", "weak"),
        ("leg_swelling", "what's often? now and again I suppose", "weak"),
        ("chest_pain_breathless", "yes it is", "plain"),
        ("sensation", "a sort of crawling", "terms"),
        ("sensation", "it was burning before, now aching", "weak"),
        ("insomnia", "out like a light", "terms"),
        ("iron_check", "heavy periods, nothing else", "terms"),
        ("iron_check", "heavy periods and the red cross knows me", "weak"),
        ("iron_check", "none of those, though my blood was off when they looked", "weak"),
    ],
)
def test_a_reading_is_firm_where_all_that_was_said_bears_it_out(
    understand: Understand, question: str, text: str, grounds: str
) -> None:
    assert understand(text, question).grounds == grounds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sitting is fine", "no"),
        ("feet up on the pouffe and I'm grand", "no"),
        ("when I sit they won't settle", "yes"),
        ("lying still, only better once I get up", "yes"),
    ],
)
def test_rest_that_soothes_is_the_opposite_of_rest_that_starts_it(
    understand: Understand, text: str, value: str
) -> None:
    assert understand(text, "rest_onset").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("better as the day goes on", "no"),
        ("worse as the day goes on", "yes"),
        ("quiet by evening", "no"),
        ("the day is fine", "yes"),
    ],
)
def test_what_is_better_at_one_time_of_day_is_worse_at_the_other(
    understand: Understand, text: str, value: str
) -> None:
    assert understand(text, "evening_worse").value == value


def test_a_little_help_is_partial(understand: Understand) -> None:
    for text in ("helps a wee bit", "helps about 20 percent", "it eases them a touch"):
        assert understand(text, "relief_with_movement").value == "partial"


def test_a_word_of_the_question_asked_back_answers_nothing(understand: Understand) -> None:
    assert understand("good stress or bad stress?", "stress").value is None
    assert understand("stress? every single day", "stress").value == "yes"


def test_what_the_rest_is_set_against_was_told_even_if_nobody_knows_it(understand: Understand) -> None:
    assert understand("both my ankles like puddings, nothing else", "iron_check").value is None
    assert understand("no, nothing more", "iron_check").value == "no"


def test_a_single_word_of_nothing_within_a_statement_closes_no_list(understand: Understand) -> None:
    assert understand("nothing gives me pleasure now", "daily_life_check").value != "no"
    assert understand("nothing thanks", "daily_life_check").value == "no"


def test_the_answer_that_takes_the_place_of_another_stands(understand: Understand) -> None:
    assert understand("yes, sorry no, that ended in the spring", "breastfeeding").value == "no"


def test_a_memory_that_fails_for_good_reason_is_no_doubt(understand: Understand) -> None:
    assert understand("can't remember the last time I slept through", "insomnia").value != "unknown"
    assert understand("I don't remember", "insomnia").value == "unknown"
