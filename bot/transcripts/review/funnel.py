"""Where people leave: question by question, how many answered, how many left, and how long it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.figures import Span, middle
from bot.transcripts.review.moments import minutes_between
from bot.transcripts.tables import ANSWERS, CONVERSATIONS

_LONGEST_PAUSE = 3600
"""Seconds. Who takes longer has put the phone away; that says nothing about the question."""


@dataclass(frozen=True)
class Stop:
    """One question: how many answered it, how many left at it, and how long it took, in the middle."""

    question: str
    answered: int
    left: int
    seconds: float | None

    @property
    def reached(self) -> int:
        """How many were asked, as far as one can tell."""
        return self.answered + self.left


def funnel(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> list[Stop]:
    """Every question anybody was asked, in the order in which most come to them."""
    left: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(_LEFT.where(*span.conditions(zone))):
        left[row.last_question].append(row.turns)
    places: dict[str, Counter[int]] = defaultdict(Counter)
    took: dict[str, Counter[int]] = defaultdict(Counter)
    for row in connection.execute(_answers(span, zone)):
        places[row.question][row.turn] += row.number
        if row.seconds is not None and row.seconds <= _LONGEST_PAUSE:
            took[row.question][row.seconds] += row.number
    stops = [
        Stop(each, sum(places[each].values()), len(left[each]), middle(took[each].elements()))
        for each in {*places, *left}
    ]
    # A checklist is left as a whole and answered line by line: it stands where people left it.
    at = {stop.question: middle(places[stop.question].elements()) for stop in stops}
    at = {each: middle(left[each]) if place is None else place for each, place in at.items()}
    return sorted(stops, key=lambda stop: (at[stop.question] or 0, stop.question))


def _answers(span: Span, zone: tzinfo) -> Any:
    """How many answered a question in which message and so many seconds after the message before.

    Counted by the database: there are hundreds of thousands of answers, and few different such rows.
    """
    order = {"partition_by": ANSWERS.c.conversation, "order_by": ANSWERS.c.id}
    before = sa.func.lag(ANSWERS.c.at).over(**order)
    every = (
        sa.select(
            ANSWERS.c.question,
            ANSWERS.c.turn,
            ANSWERS.c.origin,
            ANSWERS.c.at,
            before.label("before"),
            sa.func.lag(ANSWERS.c.turn).over(**order).label("turn_before"),
        )
        .join(CONVERSATIONS, CONVERSATIONS.c.id == ANSWERS.c.conversation)
        .where(*span.conditions(zone))
        .subquery()
    )
    took = sa.cast(minutes_between(every.c.before, every.c.at) * 60 + 0.5, sa.Integer)
    seconds = sa.case((every.c.turn != every.c.turn_before, took)).label("seconds")
    rows = sa.select(every.c.question, every.c.turn, seconds, sa.func.count().label("number"))
    asked = rows.where(every.c.origin.in_(("asked", "pressed")))
    return asked.group_by(every.c.question, every.c.turn, seconds)


_LEFT = sa.select(CONVERSATIONS.c.last_question, CONVERSATIONS.c.turns).where(
    CONVERSATIONS.c.state.in_(("open", "abandoned")), CONVERSATIONS.c.last_question.is_not(None)
)
