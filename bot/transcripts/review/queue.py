"""The conversations that fit what staff look for: a page of them, and how many there are."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review import search
from bot.transcripts.review.filters import NOBODY, URGENCIES, FilterError, Filters
from bot.transcripts.review.findings import RANKS, rank
from bot.transcripts.review.moments import minutes_between
from bot.transcripts.review.tables import FINDINGS, REVIEWS, TAGS
from bot.transcripts.tables import CONVERSATIONS

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    id: str
    channel: str | None
    started_at: datetime
    last_at: datetime
    turns: int
    missed: int
    state: str
    urgency: str | None
    rank: int
    last_question: str | None
    reviewed: bool
    assigned_to: str | None
    follow_up: date | None

    @property
    def key(self) -> tuple[int, datetime, str]:
        """Its place among all."""
        return self.rank, self.last_at, self.id


@dataclass(frozen=True)
class Page:
    """Some lines, and where the next ones begin; None after the last."""

    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True)
class Counts:
    """How many conversations fit, by urgency (`none` where there is none), and how many staff are to do."""

    by_urgency: Mapping[str, int]
    to_do: int
    done: int


def page(
    connection: Connection, filters: Filters, after: str | None = None, zone: tzinfo = timezone.utc
) -> Page:
    """A page of what fits, from a place on. Raises FilterError for what is no place."""
    columns, falling = _ORDERS[filters.order]
    query = sa.select(*_COLUMNS).where(*_conditions(connection, filters, zone))
    if after:
        at = zip(_place(after)[-len(columns) :], columns, strict=True)
        place = sa.tuple_(*(sa.literal(value, column.type) for value, column in at))
        query = query.where(sa.tuple_(*columns) < place if falling else sa.tuple_(*columns) > place)
    query = query.order_by(*(column.desc() if falling else column for column in columns)).limit(PAGE + 1)
    rows = tuple(Row(**row._mapping) for row in connection.execute(query))
    return Page(rows[:PAGE], _mark(rows[PAGE - 1]) if len(rows) > PAGE else None)


def counts(connection: Connection, filters: Filters, zone: tzinfo = timezone.utc) -> Counts:
    """How many fit, done or not."""
    query = (
        sa.select(CONVERSATIONS.c.reviewed, CONVERSATIONS.c.rank, sa.func.count())
        .where(*_conditions(connection, replace(filters, review="all"), zone))
        .group_by(CONVERSATIONS.c.reviewed, CONVERSATIONS.c.rank)
    )
    by_urgency, reviewed = dict.fromkeys(URGENCIES, 0), {False: 0, True: 0}
    for is_reviewed, standing, number in connection.execute(query):
        reviewed[bool(is_reviewed)] += number
        if filters.review == "all" or (filters.review == "done") == bool(is_reviewed):
            by_urgency[RANKS[standing - 1] if standing else "none"] += number
    return Counts(by_urgency, reviewed[False], reviewed[True])


def channels(connection: Connection) -> list[str]:
    """The channels conversations came by."""
    return [each for each in connection.execute(_CHANNELS).scalars() if each]


def _conditions(connection: Connection, asked: Filters, zone: tzinfo) -> Iterator[Any]:
    yield from _plain(asked)
    yield from _numbers(asked)
    yield from _days(asked, zone)
    yield from _belonging(asked)
    if asked.text:
        yield search.told(connection, asked.text, asked.whole)


def _plain(asked: Filters) -> Iterator[Any]:
    columns = CONVERSATIONS.c
    if asked.review != "all":
        yield columns.reviewed == (sa.true() if asked.review == "done" else sa.false())
    if asked.state:
        yield columns.state == asked.state
    if asked.urgency:
        yield columns.rank == rank(asked.urgency)
    if asked.channel:
        yield columns.channel == asked.channel
    if asked.question:
        yield sa.and_(columns.last_question == asked.question, columns.state.in_(("abandoned", "open")))
    if asked.assigned:
        nobody = asked.assigned == NOBODY
        yield columns.assigned_to.is_(None) if nobody else columns.assigned_to == asked.assigned


def _numbers(asked: Filters) -> Iterator[Any]:
    lasted = minutes_between(CONVERSATIONS.c.started_at, CONVERSATIONS.c.last_at)
    for column, least, most in (
        (CONVERSATIONS.c.turns, asked.turns_from, asked.turns_to),
        (lasted, asked.minutes_from, asked.minutes_to),
        (CONVERSATIONS.c.missed, asked.missed, None),
    ):
        if least is not None:
            yield column >= least
        if most is not None:
            yield column <= most


def _days(asked: Filters, zone: tzinfo) -> Iterator[Any]:
    """Days begin and end where the clinic is."""
    if asked.since:
        yield CONVERSATIONS.c.last_at >= datetime.combine(asked.since, time.min, zone)
    if asked.until:
        next_day = min(asked.until, date.max - timedelta(days=2)) + timedelta(days=1)
        yield CONVERSATIONS.c.last_at < datetime.combine(next_day, time.min, zone)
    if asked.follow_up:
        yield CONVERSATIONS.c.follow_up <= asked.follow_up


def _belonging(asked: Filters) -> Iterator[Any]:
    """What stands in tables beside the conversation's."""
    for kind in ("red_flag", "cause", "medicine", "pregnant"):
        if name := getattr(asked, kind):
            yield _among(FINDINGS, FINDINGS.c.kind == kind, FINDINGS.c.name == name)
    if asked.tag:
        yield _among(TAGS, TAGS.c.tag == asked.tag)
    if asked.reviewer:
        yield _among(REVIEWS, REVIEWS.c.person == asked.reviewer)
    if asked.verdict:
        yield _among(REVIEWS, REVIEWS.c.verdict == asked.verdict, REVIEWS.c.id.in_(_LATEST))


def _among(table: sa.Table, *conditions: Any) -> Any:
    return CONVERSATIONS.c.id.in_(sa.select(table.c.conversation).where(*conditions))


def _mark(row: Row) -> str:
    at = row.last_at.astimezone(timezone.utc).isoformat()
    return urlsafe_b64encode(json.dumps([row.rank, at, row.id]).encode()).decode()


def _place(mark: str) -> tuple[Any, ...]:
    try:
        standing, at, conversation = json.loads(urlsafe_b64decode(mark.encode()))
        if standing not in range(len(RANKS) + 1) or "\0" in conversation:
            raise ValueError(mark)
        return int(standing), datetime.fromisoformat(at).astimezone(timezone.utc), str(conversation)
    except (ValueError, TypeError, OverflowError) as error:
        raise FilterError("after: is no place in the queue") from error


_COLUMNS = [CONVERSATIONS.c[name] for name in Row.__dataclass_fields__]
_TIME = (CONVERSATIONS.c.last_at, CONVERSATIONS.c.id)
_ORDERS: Mapping[str, tuple[tuple[Any, ...], bool]] = {
    "urgent": ((CONVERSATIONS.c.rank, *_TIME), True),
    "newest": (_TIME, True),
    "oldest": (_TIME, False),
}
_LATEST = sa.select(sa.func.max(REVIEWS.c.id)).group_by(REVIEWS.c.conversation)
_CHANNELS = sa.select(CONVERSATIONS.c.channel).distinct().order_by(CONVERSATIONS.c.channel)
