"""How often and how much, where a story or a weekday stands beside the number."""

from __future__ import annotations

import pytest

from bot.knowledge.values import Value
from tests.bot.language.conftest import Understand

HEARD: list[tuple[str, str, Value]] = [
    ("every night since Wednesday", "frequency_per_week", 4),
    ("every night", "frequency_per_week", 7),
    ("everynight", "frequency_per_week", 7),
    ("every third night", "frequency_per_week", 2.33),
    ("every second or third night", "frequency_per_week", 2.8),
    ("a few nights a month", "frequency_per_week", 0.7),
    ("one night in two", "frequency_per_week", 3.5),
    ("twice every 3 weeks", "frequency_per_week", 0.67),
    ("every night apart from last night", "frequency_per_week", 6),
    ("I had one night off", "frequency_per_week", 6),
    ("last night and the night before", "frequency_per_week", 2),
    ("one in the morning one in the afternoon", "caffeine_cups_per_day", 2),
    ("used to have 8, now 2", "caffeine_cups_per_day", 2),
    ("down from 6 to 2", "caffeine_cups_per_day", 2),
    ("2, both decaf", "caffeine_cups_per_day", 0),
    ("none, she's 8. when does a fever need seeing", "caffeine_cups_per_day", 0),
    ("none, well, one", "caffeine_cups_per_day", 1),
    ("can of monster", "caffeine_cups_per_day", 1),
    ("bottle of wine a week", "alcohol_drinks_per_day", 0.86),
    ("a stubby or two after work", "alcohol_drinks_per_day", 1.5),
    ("my husband drinks 4, I have 1", "alcohol_drinks_per_day", 1),
    ("three beers, sometimes four", "alcohol_drinks_per_day", 3.5),
    ("two, three on a bad day", "caffeine_cups_per_day", 2.5),
    ("I like a tipple, one or two a night", "alcohol_drinks_per_day", 1.5),
    ("a bottle of red between two", "alcohol_drinks_per_day", 3),
    ("3/4 of a bottle", "alcohol_drinks_per_day", 4.5),
    ("glass of wine", "alcohol_drinks_per_day", 1),
    ("3 times a day", "caffeine_cups_per_day", 3),
    ("sherry at Christmas", "alcohol_drinks_per_day", 0),
    ("once a week", "alcohol_drinks_per_day", 0.14),
    ("two, I was off it last month with a cold", "caffeine_cups_per_day", 2),
    ("five, or I'd fall asleep at my desk like last week", "caffeine_cups_per_day", 5),
    ("a glass, twice a week", "alcohol_drinks_per_day", 0.29),
    ("weeknights mostly, weekends I'm fine", "frequency_per_week", 5),
    ("three weeknights", "frequency_per_week", 3),
    ("Friday to Monday every week", "frequency_per_week", 4),
    ("Mon no, Tues yes, Wed yes, Thurs yes, the rest no", "frequency_per_week", 3),
    ("four. maybe five if I'm honest", "frequency_per_week", 4.5),
    ("my wife keeps count, she says 5", "frequency_per_week", 5),
    ("at the stroke of ten every night, all seven", "frequency_per_week", 7),
    ("only once last week, after I'd had a few drinks", "frequency_per_week", 1),
]


@pytest.mark.parametrize(("text", "question", "value"), HEARD)
def test_the_number_stands_and_the_story_beside_it_does_not_share_it_out(
    understand: Understand, text: str, question: str, value: Value
) -> None:
    assert understand(text, question).value == value


def test_a_number_with_a_question_after_it_is_an_answer(understand: Understand) -> None:
    assert understand("3. does coffee make my ankles puffy", "caffeine_cups_per_day").value == 3
