"""The invented patients: varied, the same for the same seed, and never anybody who could be real."""

from __future__ import annotations

import re

from bot.demo.people import DANGERS, STORIES, Person, person
from bot.knowledge.loader import Knowledge


def crowd(shipped: Knowledge) -> list[Person]:
    return [person(shipped, number) for number in range(200)]


def test_the_same_number_and_seed_give_the_same_person(shipped: Knowledge) -> None:
    assert person(shipped, 20, seed=3) == person(shipped, 20, seed=3)
    assert person(shipped, 20, seed=3) != person(shipped, 20, seed=4)
    assert person(shipped, 20, seed=3) != person(shipped, 21, seed=3)


def test_two_hundred_are_of_every_kind(shipped: Knowledge) -> None:
    everybody = crowd(shipped)
    assert {each.channel for each in everybody} == {"web", "telegram", "slack"}
    assert len({each.conversation for each in everybody}) == 200
    assert any(each.leaves_after for each in everybody)
    assert any(each.asks_why_at for each in everybody)
    assert any(each.call for each in everybody)
    assert any(not each.consents for each in everybody)
    assert 8 <= sum(any(each.answers[danger] == "yes" for danger in DANGERS) for each in everybody) <= 32


def test_stories_and_dangers_speak_of_questions_there_are(shipped: Knowledge) -> None:
    assert {key for story in STORIES for key in story} | set(DANGERS) <= set(shipped.questions)


def test_nobody_real_can_be_called(shipped: Knowledge) -> None:
    numbers = [each.call[0] for each in crowd(shipped) if each.call]
    assert all(re.fullmatch(r"555 01\d\d", number) for number in numbers)
