"""Where people leave: question by question, how many answered, how many left, and how long it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.figures import Span, middle
from bot.transcripts.review.moments import minutes_between
from bot.transcripts.tables import ANSWERS, CONVERSATIONS

TIMED = 10_000
"""Of so many conversations, the newest, the time is taken: more of them hardly move it, and it costs most."""

_LONGEST_PAUSE = 3600
"""Seconds. Who takes longer has put the phone away; that says nothing about the question."""

Counted = Mapping[str, Mapping[float, int]]
"""How often there was a number, question by question."""


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
    within = span.conditions(zone)
    answered = _counted(connection, _ANSWERED.where(*within))
    left = _counted(connection, _LEFT.where(*within))
    took = _counted(connection, _took(within))
    stops = [
        Stop(each, sum(answered[each].values()), sum(left[each].values()), middle(took[each]))
        for each in {*answered, *left}
    ]
    # A checklist is left as a whole and answered line by line: it stands where people left it.
    at = {stop.question: middle(answered[stop.question] or left[stop.question]) for stop in stops}
    return sorted(stops, key=lambda stop: (at[stop.question] or 0, stop.question))


def _counted(connection: Connection, rows: Any) -> Counted:
    """Counted by the database: there are hundreds of thousands of answers, and few different rows of them."""
    found: dict[str, Counter[float]] = defaultdict(Counter)
    for question, value, number in connection.execute(rows):
        found[question][value] += number
    return found


def _took(within: list[Any]) -> Any:
    """How many answered a question so many seconds after what they answered in the message before."""
    newest = sa.select(CONVERSATIONS.c.id).where(*within)
    newest = newest.order_by(CONVERSATIONS.c.last_at.desc()).limit(TIMED)
    turn_by_turn = {"partition_by": ANSWERS.c.conversation, "order_by": ANSWERS.c.id}
    before = sa.func.lag(ANSWERS.c.at).over(**turn_by_turn)
    each = (
        sa.select(ANSWERS.c.question, ANSWERS.c.at, before.label("before"))
        .where(_ASKED, ANSWERS.c.conversation.in_(newest))
        .subquery()
    )
    seconds = sa.func.round(minutes_between(each.c.before, each.c.at) * 60).label("seconds")
    # Several answers of one message bear the same time.
    later = sa.select(each.c.question, seconds, sa.func.count()).where(each.c.at > each.c.before)
    return later.group_by(each.c.question, seconds).having(seconds <= _LONGEST_PAUSE)


_ASKED = ANSWERS.c.origin.in_(("asked", "pressed"))
_ANSWERED = (
    sa.select(ANSWERS.c.question, ANSWERS.c.turn, sa.func.count())
    .join(CONVERSATIONS, CONVERSATIONS.c.id == ANSWERS.c.conversation)
    .where(_ASKED)
    .group_by(ANSWERS.c.question, ANSWERS.c.turn)
)
_LEFT = (
    sa.select(CONVERSATIONS.c.last_question, CONVERSATIONS.c.turns, sa.func.count())
    .where(CONVERSATIONS.c.state.in_(("open", "abandoned")), CONVERSATIONS.c.last_question.is_not(None))
    .group_by(CONVERSATIONS.c.last_question, CONVERSATIONS.c.turns)
)
