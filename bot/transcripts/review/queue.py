"""The conversations that fit what staff look for: a page of them, and how many there are."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.conditions import conditions
from bot.transcripts.review.filters import URGENCIES, FilterError, Filters
from bot.transcripts.review.findings import RANKS
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


def look(
    connection: Connection, filters: Filters, after: str | None = None, zone: tzinfo = timezone.utc
) -> tuple[Page, Counts]:
    """A page of what fits, from a place on, and the counts. Raises FilterError for what is no place.

    Words take longest to look up, and are looked up once for both. All else has an index for each.
    """
    if filters.text:
        return _at_once(connection, filters, after, zone)
    return page(connection, filters, after, zone), counts(connection, filters, zone)


def page(
    connection: Connection, filters: Filters, after: str | None = None, zone: tzinfo = timezone.utc
) -> Page:
    """A page alone."""
    fitting = sa.select(*_COLUMNS).where(*conditions(connection, filters, zone))
    return _page(connection.execute(_from(fitting, CONVERSATIONS.c, filters, after)))


def counts(connection: Connection, filters: Filters, zone: tzinfo = timezone.utc) -> Counts:
    """How many fit, done or not."""
    reviewed, rank = CONVERSATIONS.c.reviewed, CONVERSATIONS.c.rank
    fitting = sa.select(reviewed, rank, sa.func.count()).where(*conditions(connection, filters, zone))
    return _counts(filters, connection.execute(fitting.group_by(reviewed, rank)))


def _at_once(
    connection: Connection, filters: Filters, after: str | None, zone: tzinfo
) -> tuple[Page, Counts]:
    keys = (CONVERSATIONS.c[name] for name in ("id", "reviewed", "rank", "last_at"))
    fits = sa.select(*keys).where(*conditions(connection, filters, zone)).cte("fits").c
    places = _from(sa.select(fits.id, fits.reviewed, fits.rank, sa.literal(1)), fits, filters, after)
    counted = sa.select(sa.null(), fits.reviewed, fits.rank, sa.func.count())
    counted = counted.group_by(fits.reviewed, fits.rank)
    found = connection.execute(sa.union_all(counted, sa.select(places.subquery()))).all()
    these = sa.select(*_COLUMNS).where(CONVERSATIONS.c.id.in_([each[0] for each in found if each[0]]))
    rows = connection.execute(_in_order(these, CONVERSATIONS.c, filters))
    return _page(rows), _counts(filters, (each[1:] for each in found if each[0] is None))


def _from(query: Any, columns: Any, filters: Filters, after: str | None) -> Any:
    """As many as a page holds from a place on, and one more if there is one."""
    if filters.review != "all":
        query = query.where(columns.reviewed == (sa.true() if filters.review == "done" else sa.false()))
    if after:
        names, falling = _ORDERS[filters.order]
        of = [columns[name] for name in names]
        values = zip(_place(after)[-len(of) :], of, strict=True)
        place = sa.tuple_(*(sa.literal(value, column.type) for value, column in values))
        query = query.where(sa.tuple_(*of) < place if falling else sa.tuple_(*of) > place)
    return _in_order(query, columns, filters).limit(PAGE + 1)


def _in_order(query: Any, columns: Any, filters: Filters) -> Any:
    names, falling = _ORDERS[filters.order]
    return query.order_by(*(columns[name].desc() if falling else columns[name] for name in names))


def _page(found: Iterable[Any]) -> Page:
    rows = tuple(Row(**row._mapping) for row in found)
    return Page(rows[:PAGE], _mark(rows[PAGE - 1]) if len(rows) > PAGE else None)


def _counts(filters: Filters, found: Iterable[Any]) -> Counts:
    by_urgency, reviewed = dict.fromkeys(URGENCIES, 0), {False: 0, True: 0}
    for is_reviewed, standing, number in found:
        reviewed[bool(is_reviewed)] += number
        if filters.review == "all" or (filters.review == "done") == bool(is_reviewed):
            by_urgency[RANKS[standing - 1] if standing else "none"] += number
    return Counts(by_urgency, reviewed[False], reviewed[True])


def channels(connection: Connection) -> list[str]:
    """The channels conversations came by."""
    return [each for each in connection.execute(_CHANNELS).scalars() if each]


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
_ORDERS: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "urgent": (("rank", "last_at", "id"), True),
    "newest": (("last_at", "id"), True),
    "oldest": (("last_at", "id"), False),
}
_CHANNELS = sa.select(CONVERSATIONS.c.channel).distinct().order_by(CONVERSATIONS.c.channel)
