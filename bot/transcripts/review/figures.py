"""How conversations go, in numbers: how many, how far, how long, how urgent, and what came of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.moments import minutes_between
from bot.transcripts.review.tables import FINDINGS
from bot.transcripts.tables import CONVERSATIONS, EVENTS, WHY

COMPLETE = frozenset({"finished", "emergency"})
"""The states in which a patient has been told what to do."""


@dataclass(frozen=True)
class Span:
    """Which conversations count: those last written in on these days, by one channel or by all."""

    since: date
    until: date
    channel: str | None = None

    def conditions(self, zone: tzinfo) -> list[Any]:
        """The same for the database."""
        last, day_after = CONVERSATIONS.c.last_at, self.until + timedelta(days=1)
        days = [last >= _begin(self.since, zone), last < _begin(day_after, zone)]
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
    within = span.conditions(zone)
    states, channels, turns, missed = Counter[str](), Counter[str](), 0, 0
    for row in connection.execute(_ENDS.where(*within)):
        states[row.state] += row.number
        channels[row.channel or "none"] += row.number
        turns, missed = turns + row.turns, missed + row.missed
    seconds = _spread(connection, _SECONDS, within) or 0
    why = connection.execute(_WHYS.where(*within)).scalar() or 0
    return Overview(
        conversations=states.total(),
        complete=sum(states[each] for each in COMPLETE),
        turns=_spread(connection, CONVERSATIONS.c.turns, within) or 0,
        minutes=seconds / 60,
        fallback=missed / turns if turns else 0.0,
        why=why / turns if turns else 0.0,
        states=states,
        channels=channels,
    )


def _spread(connection: Connection, value: Any, within: Sequence[Any]) -> float | None:
    """The middle of something, over the conversations that came to an end of their own."""
    counted = sa.select(value, sa.func.count()).where(CONVERSATIONS.c.state.in_(COMPLETE), *within)
    return middle(dict(connection.execute(counted.group_by(value)).all()))


def weeks(connection: Connection, span: Span, zone: tzinfo = timezone.utc) -> list[Week]:
    """Every week of a span, also those in which nobody wrote; oldest first."""
    first, last = _monday(span.since), _monday(span.until)
    begins = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    within, week = span.conditions(zone), _week(begins, zone)
    urgencies = _by_week(connection, _URGENCIES.where(*within), CONVERSATIONS.c.urgency, week)
    causes = _by_week(connection, _CAUSES.where(*within), FINDINGS.c.name, week)
    return [Week(each, urgencies[number], causes[number]) for number, each in enumerate(begins)]


def _by_week(connection: Connection, rows: Any, name: Any, week: Any) -> Mapping[int, Mapping[str, int]]:
    """How many of each name. The database counts: there are hundreds of thousands of causes."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = rows.with_only_columns(week, name, sa.func.count()).group_by(week, name)
    for number, each, times in connection.execute(counted):
        found[number][each or "none"] = times
    return found


def _week(begins: Sequence[date], zone: tzinfo) -> Any:
    """The number of the week a conversation was last written in; weeks begin where the clinic is."""

    def among(first: int, last: int) -> Any:
        if first == last:
            return sa.literal(first)
        half = (first + last + 1) // 2
        earlier = CONVERSATIONS.c.last_at < _begin(begins[half], zone)
        return sa.case((earlier, among(first, half - 1)), else_=among(half, last))

    return sa.cast(among(0, len(begins) - 1), sa.Integer).label("week")


def top(weeks: Iterable[Week], most: int = 10) -> list[tuple[str, int]]:
    """The causes named most often, with how often."""
    together: Counter[str] = Counter()
    for week in weeks:
        together.update(week.causes)
    return together.most_common(most)


def middle(counted: Mapping[float, int]) -> float | None:
    """The value in the middle, where each is there so many times; None of none."""
    values = sorted(counted)
    ends = [*accumulate(counted[each] for each in values)]
    if not ends:
        return None
    places = ((ends[-1] - 1) // 2, ends[-1] // 2)
    return float(sum(values[bisect_right(ends, place)] for place in places)) / 2


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _begin(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(timezone.utc)


_SECONDS = sa.func.round(minutes_between(CONVERSATIONS.c.started_at, CONVERSATIONS.c.last_at) * 60)
_ENDS = sa.select(
    CONVERSATIONS.c.state,
    CONVERSATIONS.c.channel,
    sa.func.count().label("number"),
    sa.func.sum(CONVERSATIONS.c.turns).label("turns"),
    sa.func.sum(CONVERSATIONS.c.missed).label("missed"),
).group_by(CONVERSATIONS.c.state, CONVERSATIONS.c.channel)
_URGENCIES = sa.select(CONVERSATIONS.c.urgency)
_CAUSES = (
    sa.select(FINDINGS.c.name)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == FINDINGS.c.conversation)
    .where(FINDINGS.c.kind == "cause")
)
_WHYS = (
    sa.select(sa.func.count())
    .select_from(EVENTS)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == EVENTS.c.sender_id)
    .where(WHY)
)
