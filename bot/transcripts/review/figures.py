"""How conversations go, in numbers: how many, how far, how long, how urgent, and what came of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.moments import minutes_between
from bot.transcripts.review.tables import FINDINGS
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS

COMPLETE = frozenset({"finished", "emergency"})
"""The states in which a patient has been told what to do."""

_WHY = ("ask_why", "ask_meaning")
_LONGEST_PAUSE = 3600
"""Seconds. Who takes longer has put the phone away; that says nothing about the question."""


@dataclass(frozen=True)
class Span:
    """Which conversations count: those last written in on these days, by one channel or by all."""

    since: date
    until: date
    channel: str | None = None

    def conditions(self, zone: tzinfo) -> list[Any]:
        """The same for the database."""
        begins = datetime.combine(self.since, time(), zone)
        ends = datetime.combine(self.until + timedelta(days=1), time(), zone)
        last = CONVERSATIONS.c.last_at
        days = [last >= begins.astimezone(timezone.utc), last < ends.astimezone(timezone.utc)]
        return [*days, *([CONVERSATIONS.c.channel == self.channel] if self.channel else [])]


@dataclass(frozen=True)
class Overview:
    """All of a span together. `fallback` and `why` are shares of the patients' messages."""

    conversations: int
    complete: int
    turns: float
    minutes: float
    fallback: float
    why: float
    states: Mapping[str, int]
    channels: Mapping[str, int]

    @property
    def completion(self) -> float:
        """The share of conversations that came to an end of their own."""
        return self.complete / self.conversations if self.conversations else 0.0


@dataclass(frozen=True)
class Week:
    """One week, by the Monday it begins on: how many conversations of each urgency and cause."""

    begins: date
    urgencies: Mapping[str, int]
    causes: Mapping[str, int]

    @property
    def ends(self) -> date:
        """Its Sunday."""
        return self.begins + timedelta(days=6)

    @property
    def total(self) -> int:
        """All its conversations."""
        return sum(self.urgencies.values())


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


def overview(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> Overview:
    """The figures of a span."""
    rows = connection.execute(_ROWS.where(*span.conditions(zone))).all()
    complete = [row for row in rows if row.state in COMPLETE]
    turns, missed = sum(row.turns for row in rows), sum(row.missed for row in rows)
    why = connection.execute(_WHYS.where(*span.conditions(zone))).scalar() or 0
    return Overview(
        conversations=len(rows),
        complete=len(complete),
        turns=_middle([row.turns for row in complete]) or 0,
        minutes=_middle([row.minutes for row in complete]) or 0,
        fallback=missed / turns if turns else 0.0,
        why=why / turns if turns else 0.0,
        states=Counter(row.state for row in rows),
        channels=Counter(row.channel or "none" for row in rows),
    )


def weeks(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> list[Week]:
    """Every week of a span, also those in which nobody wrote; oldest first."""
    urgencies: dict[date, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(_ROWS.where(*span.conditions(zone))):
        urgencies[_monday(row.last_at.astimezone(zone).date())][row.urgency or "none"] += 1
    causes: dict[date, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(_CAUSES.where(*span.conditions(zone))):
        causes[_monday(row.last_at.astimezone(zone).date())][row.name] += 1
    first, last = _monday(span.since), _monday(span.until)
    begins = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return [Week(each, urgencies[each], causes[each]) for each in begins]


def funnel(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> list[Stop]:
    """Every question anybody was asked, in the order in which most come to them."""
    left = Counter(row.last_question for row in connection.execute(_LEFT.where(*span.conditions(zone))))
    answered: Counter[str] = Counter()
    places: dict[str, list[int]] = defaultdict(list)
    took: dict[str, list[float]] = defaultdict(list)
    for row in connection.execute(_answers(span, zone)):
        answered[row.question] += 1
        places[row.question].append(row.turn)
        if row.before is not None and row.turn != row.turn_before and row.minutes * 60 <= _LONGEST_PAUSE:
            took[row.question].append(row.minutes * 60)
    questions = {*answered, *(each for each in left if each)}
    stops = [Stop(each, answered[each], left[each], _middle(took[each])) for each in questions]
    return sorted(stops, key=lambda stop: (_middle(places[stop.question]) or 0, stop.question))


def top(weeks: Iterable[Week], most: int = 10) -> list[tuple[str, int]]:
    """The causes named most often, with how often."""
    together: Counter[str] = Counter()
    for week in weeks:
        together.update(week.causes)
    return together.most_common(most)


def _answers(span: Span, zone: tzinfo) -> Any:
    """First answers given to a question that was asked, each with the moment of the one before."""
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
    minutes = minutes_between(every.c.before, every.c.at).label("minutes")
    columns = (every.c.question, every.c.turn, every.c.before, every.c.turn_before, minutes)
    return sa.select(*columns).where(every.c.origin.in_(("asked", "pressed")))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _middle(values: list[Any]) -> float | None:
    return float(median(values)) if values else None


_ROWS = sa.select(
    CONVERSATIONS.c.last_at,
    CONVERSATIONS.c.state,
    CONVERSATIONS.c.urgency,
    CONVERSATIONS.c.channel,
    CONVERSATIONS.c.turns,
    CONVERSATIONS.c.missed,
    minutes_between(CONVERSATIONS.c.started_at, CONVERSATIONS.c.last_at).label("minutes"),
)
_CAUSES = (
    sa.select(CONVERSATIONS.c.last_at, FINDINGS.c.name)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == FINDINGS.c.conversation)
    .where(FINDINGS.c.kind == "cause")
)
_LEFT = sa.select(CONVERSATIONS.c.last_question).where(CONVERSATIONS.c.state.in_(("open", "abandoned")))
_WHYS = (
    sa.select(sa.func.count())
    .select_from(EVENTS)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == EVENTS.c.sender_id)
    .where(EVENTS.c.intent_name.in_(_WHY))
)
