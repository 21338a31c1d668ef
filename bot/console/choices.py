"""What the filters of the queue offer: only what some conversation has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bot.console.access import grants
from bot.console.words import STATES, URGENCIES, VERDICTS, Names
from bot.transcripts.review import findings, queue, reviews
from bot.transcripts.review.filters import NOBODY, Filters
from bot.transcripts.staff import people

ORDERS = {"urgent": "Most urgent first", "newest": "Newest first", "oldest": "Oldest first"}
YES_NO = {"yes": "Yes", "no": "No", "unknown": "Not sure", "declined": "Would rather not say"}

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """One filter to choose from a list: its part of the address, its label, and what it offers."""

    name: str
    label: str
    options: Options


def choices(connection: Connection, names: Names) -> list[Choice]:
    """The lists, in the order they stand on the page."""
    found = findings.known(connection)
    staff = reviewers(connection)
    tags = [(each, each) for each in reviews.known_tags(connection)]
    return [
        Choice("order", "Order", _pairs(ORDERS)),
        Choice("state", "State", _pairs(STATES)),
        Choice("urgency", "Urgency", _pairs(URGENCIES)),
        Choice("red_flag", "Danger sign", names.choices("red_flag", found["red_flag"])),
        Choice("cause", "Cause", names.choices("cause", found["cause"])),
        Choice("medicine", "Medicine", names.choices("medicine", found["medicine"])),
        Choice("pregnant", "Pregnant", _pairs(YES_NO)),
        Choice("channel", "Channel", [(each, each) for each in queue.channels(connection)]),
        Choice("question", "Left at the question", _steps(names)),
        Choice("assigned", "Assigned to", [(NOBODY, "Nobody"), *_same(staff)]),
        Choice("tag", "Tag", tags),
        Choice("verdict", "Last verdict", _pairs(VERDICTS)),
        Choice("reviewer", "Reviewed by", _same(reviews.reviewers(connection))),
    ]


def reviewers(connection: Connection) -> list[str]:
    """Everybody to whom a conversation can be given."""
    everyone = people.everyone(connection)
    return [each.name for each in everyone if grants(each.role, "review") and each.disabled_at is None]


def active(offered: Iterable[Choice], asked: Filters) -> int:
    """How many filters are set beside the words looked for."""
    apart = {"review", "order", "urgency", "text", "whole"}
    return len(set(asked.said()) - apart)


def _steps(names: Names) -> Options:
    known = names.knowledge
    lists = [(each, f"{each.replace('_', ' ')} (several at once)") for each in known.checklists]
    return [*lists, *names.choices("question", known.questions)]


def _pairs(words: Mapping[str, str]) -> Options:
    return list(words.items())


def _same(words: Iterable[str]) -> Options:
    return [(each, each) for each in words]
