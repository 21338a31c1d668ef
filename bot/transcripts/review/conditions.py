"""What holds of the conversations that fit what staff look for, as the database is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review import search
from bot.transcripts.review.filters import NOBODY, Filters
from bot.transcripts.review.findings import rank
from bot.transcripts.review.moments import minutes_between
from bot.transcripts.review.tables import FINDINGS, LAST_VERDICTS, REVIEWS, TAGS
from bot.transcripts.tables import CONVERSATIONS


def conditions(connection: Connection, asked: Filters, zone: tzinfo) -> Iterator[Any]:
    """All of them, but whether staff are done with it."""
    yield from _plain(asked)
    yield from _numbers(asked)
    yield from _days(asked, zone)
    yield from _belonging(asked)
    if asked.text:
        yield search.told(connection, asked.text, asked.whole)


def _plain(asked: Filters) -> Iterator[Any]:
    columns = CONVERSATIONS.c
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
        yield _among(REVIEWS, REVIEWS.c.verdict == asked.verdict, REVIEWS.c.id.in_(LAST_VERDICTS))


def _among(table: sa.Table, *conditions: Any) -> Any:
    return CONVERSATIONS.c.id.in_(sa.select(table.c.conversation).where(*conditions))
