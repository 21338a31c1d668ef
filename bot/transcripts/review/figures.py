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
from bot.transcripts.tables import CONVERSATIONS, EVENTS

COMPLETE = frozenset({"finished", "emergency"})
"""The states in which a patient has been told what to do."""

_WHY = ("ask_why", "ask_meaning")


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


def overview(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> Overview:
    """The figures of a span."""
    rows = connection.execute(_ROWS.where(*span.conditions(zone))).all()
    complete = [row for row in rows if row.state in COMPLETE]
    turns, missed = sum(row.turns for row in rows), sum(row.missed for row in rows)
    why = connection.execute(_WHYS.where(*span.conditions(zone))).scalar() or 0
    return Overview(
        conversations=len(rows),
        complete=len(complete),
        turns=middle([row.turns for row in complete]) or 0,
        minutes=middle([row.minutes for row in complete]) or 0,
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


def top(weeks: Iterable[Week], most: int = 10) -> list[tuple[str, int]]:
    """The causes named most often, with how often."""
    together: Counter[str] = Counter()
    for week in weeks:
        together.update(week.causes)
    return together.most_common(most)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def middle(values: Iterable[float]) -> float | None:
    """The one in the middle; None of none."""
    known = list(values)
    return float(median(known)) if known else None


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
_WHYS = (
    sa.select(sa.func.count())
    .select_from(EVENTS)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == EVENTS.c.sender_id)
    .where(EVENTS.c.intent_name.in_(_WHY))
)
