"""Whatever is asked for together, either database gives what one finds who reads every conversation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.transcripts.review import filters, findings, queue, search
from bot.transcripts.review.filters import NOBODY, Filters
from bot.transcripts.review.tables import REVIEWS, TAGS
from tests.bot.transcripts.review.clinic import NOON, Clinic

HELD = 45
TODAY = NOON.date()
FOUND: Mapping[str, tuple[str, ...]] = {
    "red_flag": ("stroke_signs", "chest_pain"),
    "cause": ("anxiety", "iron_deficiency"),
    "medicine": ("sertraline", "iron_supplement"),
    "pregnant": ("yes", "no"),
}
CHOICES: Mapping[str, tuple[Any, ...]] = {
    **FOUND,
    "review": filters.REVIEWS,
    "order": filters.ORDERS,
    "state": filters.STATES,
    "urgency": filters.URGENCIES,
    "channel": ("website", "telegram"),
    "since": (TODAY, TODAY - timedelta(days=2)),
    "until": (TODAY - timedelta(days=1), TODAY - timedelta(days=3)),
    "turns_from": (2, 4),
    "turns_to": (3, 5),
    "minutes_from": (5, 20),
    "minutes_to": (10, 30),
    "missed": (1, 2),
    "question": ("age", "medications"),
    "assigned": ("ann", "bea", NOBODY),
    "follow_up": (TODAY, TODAY + timedelta(days=3)),
    "tag": ("call back", "iron"),
    "verdict": filters.VERDICTS,
    "reviewer": ("ann", "bea"),
    "text": ("legs", "eve", "cafe", "leg yes", "ache evening", '"legs ache"', "evening", "zyzzyva", "!"),
    "whole": (True,),
}
HEARD = ("My legs", "legs ache", "too much café", "yes", "no sleep", "I walk in the evening")
SAID = ("Is it worse in the evening?", "How old are you?", "Do your legs ache?")


@dataclass(frozen=True)
class Card:
    """A conversation as one would note it down; `reviews` are who, and with which verdict."""

    name: str
    days_ago: int
    minutes: int
    columns: Mapping[str, Any]
    found: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    reviews: tuple[tuple[str, str | None], ...]

    @property
    def place(self) -> tuple[int, int, str]:
        """The most urgent and then the newest have the highest."""
        return findings.rank(self.columns["urgency"]), -self.days_ago, self.name


def card(number: int, chance: Random) -> Card:
    columns = {
        "state": chance.choice(filters.STATES),
        "urgency": chance.choice((None, *findings.RANKS)),
        "channel": chance.choice(CHOICES["channel"]),
        "last_question": chance.choice(CHOICES["question"]),
        "turns": chance.randint(1, 6),
        "missed": chance.randint(0, 3),
        "reviewed": chance.random() < 0.5,
        "assigned_to": chance.choice((None, "ann", "bea")),
        "follow_up": chance.choice((None, *(TODAY + timedelta(days=day) for day in (-1, 0, 2)))),
    }
    return Card(
        name=f"web:{number}",
        days_ago=chance.randint(0, 5),
        minutes=chance.randint(1, 40),
        columns=columns,
        found=tuple((kind, chance.choice(names)) for kind, names in FOUND.items() if chance.random() < 0.7),
        messages=tuple((chance.choice(HEARD), chance.choice(SAID)) for _ in range(chance.randint(1, 3))),
        tags=tuple(tag for tag in CHOICES["tag"] if chance.random() < 0.4),
        reviews=tuple(
            (chance.choice(("ann", "bea")), chance.choice((*filters.VERDICTS, None)))
            for _ in range(number % 4)
        ),
    )


def fits(one: Card, asked: Filters) -> bool:
    """Whether somebody who reads the card would say that it is asked for."""
    return all(reads(one, value) for name, reads in READS.items() if (value := getattr(asked, name))) and (
        not asked.text or any(says(each, asked) for each in one.messages)
    )


def of_kind(kind: str) -> Callable[[Card, Any], bool]:
    return lambda one, name: (kind, name) in one.found


READS: Mapping[str, Callable[[Card, Any], bool]] = {
    **{kind: of_kind(kind) for kind in FOUND},
    "review": lambda one, which: which == "all" or one.columns["reviewed"] == (which == "done"),
    "state": lambda one, state: one.columns["state"] == state,
    "urgency": lambda one, urgency: (one.columns["urgency"] or "none") == urgency,
    "channel": lambda one, channel: one.columns["channel"] == channel,
    "since": lambda one, day: TODAY - timedelta(days=one.days_ago) >= day,
    "until": lambda one, day: TODAY - timedelta(days=one.days_ago) <= day,
    "turns_from": lambda one, least: one.columns["turns"] >= least,
    "turns_to": lambda one, most: one.columns["turns"] <= most,
    "minutes_from": lambda one, least: one.minutes >= least,
    "minutes_to": lambda one, most: one.minutes <= most,
    "missed": lambda one, least: one.columns["missed"] >= least,
    "question": lambda one, name: (
        one.columns["last_question"] == name and one.columns["state"] in ("open", "abandoned")
    ),
    "assigned": lambda one, name: (one.columns["assigned_to"] or NOBODY) == name,
    "follow_up": lambda one, day: one.columns["follow_up"] is not None and one.columns["follow_up"] <= day,
    "tag": lambda one, tag: tag in one.tags,
    "verdict": lambda one, verdict: [said for _, said in one.reviews if said][-1:] == [verdict],
    "reviewer": lambda one, name: name in dict(one.reviews),
}


def says(message: tuple[str, str], asked: Filters) -> bool:
    """Whether what the patient wrote, or that and what the bot said, has all that is looked for."""
    texts = [f" {' '.join(words(each))} " for each in message[: 2 if asked.whole else 1]]
    looked_for = asked.text or ""
    phrase = looked_for.startswith('"')
    wanted = [f" {looked_for[1:-1]} "] if phrase else [f" {each}" for each in words(looked_for)]
    return bool(wanted) and all(any(each in text for text in texts) for each in wanted)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("é", "e"))


@pytest.fixture(scope="module")
def cards(database: Clinic) -> list[Card]:
    """What is in the database."""
    chance = Random(11)
    made = [card(number, chance) for number in range(HELD)]
    for one in made:
        at = NOON - timedelta(days=one.days_ago)
        database.conversation(
            one.name, *one.messages, at=at, minutes=one.minutes, found=one.found, **one.columns
        )
        with database.writer.begin() as connection:
            for tag in one.tags:
                connection.execute(sa.insert(TAGS), {"conversation": one.name, "tag": tag})
            for person, verdict in one.reviews:
                review = {"conversation": one.name, "person": person, "at": at, "verdict": verdict}
                connection.execute(sa.insert(REVIEWS), {**review, "note": "", "tags": [], "done": True})
    return made


@st.composite
def some_filters(draw: st.DrawFn) -> Filters:
    """Up to five at once: with more of them nothing fits."""
    names = draw(st.lists(st.sampled_from(sorted(CHOICES)), unique=True, max_size=5))
    return Filters(**{"review": "all", **{name: draw(st.sampled_from(CHOICES[name])) for name in names}})


@settings(max_examples=100)
@given(asked=some_filters(), many=st.sampled_from((1, search.MANY)))
def test_the_queue_shows_and_counts_just_what_fits(
    database: Clinic, cards: list[Card], asked: Filters, many: int
) -> None:
    every = [one for one in cards if fits(one, Filters(**{**vars(asked), "review": "all"}))]
    wanted = [one for one in every if fits(one, asked)]
    with pytest.MonkeyPatch.context() as patch, database.engine.connect() as connection:
        patch.setattr(search, "MANY", many)  # words are looked up in another way where they are in so many
        page, counts = queue.look(connection, asked)
        assert (page, counts) == (queue.page(connection, asked), queue.counts(connection, asked))
    assert [row.id for row in page.rows] == [one.name for one in in_order(wanted, asked.order)]
    assert counts.to_do + counts.done == len(every)
    assert counts.done == sum(one.columns["reviewed"] for one in every)
    urgencies = Counter(one.columns["urgency"] or "none" for one in wanted)
    assert {name: number for name, number in counts.by_urgency.items() if number} == urgencies


def in_order(found: list[Card], order: str) -> list[Card]:
    if order == "urgent":
        return sorted(found, key=lambda one: one.place, reverse=True)
    return sorted(found, key=lambda one: one.place[1:], reverse=order == "newest")
