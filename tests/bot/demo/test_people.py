"""The invented patients: varied, the same for the same seed, and never anybody who could be real."""

from __future__ import annotations

import re

from bot.demo.people import DANGERS, STORIES, people
from bot.knowledge.loader import Knowledge


def test_the_same_seed_gives_the_same_people(shipped: Knowledge) -> None:
    assert list(people(shipped, 20, 3)) == list(people(shipped, 20, 3))
    assert list(people(shipped, 20, 3)) != list(people(shipped, 20, 4))


def test_two_hundred_are_of_every_kind(shipped: Knowledge) -> None:
    crowd = list(people(shipped, 200))
    assert {each.channel for each in crowd} == {"web", "telegram", "slack"}
    assert len({each.conversation for each in crowd}) == 200
    assert any(each.leaves_after for each in crowd)
    assert any(each.asks_why_at for each in crowd)
    assert any(each.call for each in crowd)
    assert any(not each.consents for each in crowd)
    assert 8 <= sum(any(each.answers[danger] == "yes" for danger in DANGERS) for each in crowd) <= 32


def test_stories_and_dangers_speak_of_questions_there_are(shipped: Knowledge) -> None:
    assert {key for story in STORIES for key in story} | set(DANGERS) <= set(shipped.questions)


def test_nobody_real_can_be_called(shipped: Knowledge) -> None:
    numbers = [each.call[0] for each in people(shipped, 200) if each.call]
    assert all(re.fullmatch(r"555 01\d\d", number) for number in numbers)
