"""Patients' wishes to be called: noted as they are told, worked off by staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.privacy.tables import REQUESTS
from bot.transcripts.tables import CONVERSATIONS

WITHDRAWN = "withdrawn"
_TOLD = ("reach_kind", "reach", "name", "best_time")


@dataclass(frozen=True)
class Request:
    """One wish to be called, with how urgent its conversation came to be."""

    id: int
    conversation: str
    reach_kind: str
    reach: str
    name: str | None
    best_time: str | None
    agreed_at: datetime
    done_at: datetime | None
    done_by: str | None
    note: str | None
    urgency: str | None
    channel: str | None


def take(
    connection: Connection, conversation: str, details: Iterable[Mapping[str, str]], now: datetime
) -> None:
    """Note what was told for a call. How to reach somebody begins a request; the rest adds to it."""
    for told in details:
        if WITHDRAWN in told:
            connection.execute(sa.delete(REQUESTS).where(_IS_OPEN), {"of": conversation})
            continue
        values = {name: told[name] for name in _TOLD if name in told}
        if not values:
            continue
        change = sa.update(REQUESTS).where(_IS_OPEN).values(values)
        if not connection.execute(change, {"of": conversation}).rowcount and "reach" in values:
            begun = {"conversation": conversation, "agreed_at": now}
            connection.execute(sa.insert(REQUESTS), {**begun, **values})


def waiting(connection: Connection, limit: int = 100) -> list[Request]:
    """The open requests: the most urgent conversations first, then who has waited longest."""
    order = (CONVERSATIONS.c.rank.desc(), REQUESTS.c.agreed_at, REQUESTS.c.id)
    found = _ALL.where(REQUESTS.c.done_at.is_(None)).order_by(*order).limit(limit)
    return [Request(**row) for row in connection.execute(found).mappings()]


def finished(connection: Connection, limit: int = 50) -> list[Request]:
    """What was seen to, the latest first."""
    found = _ALL.where(REQUESTS.c.done_at.is_not(None)).order_by(REQUESTS.c.done_at.desc()).limit(limit)
    return [Request(**row) for row in connection.execute(found).mappings()]


def find(connection: Connection, number: int) -> Request | None:
    """One request."""
    row = connection.execute(_ALL.where(REQUESTS.c.id == number)).mappings().first()
    return Request(**row) if row else None


def of_conversation(connection: Connection, conversation: str) -> list[Request]:
    """The requests of one conversation, oldest first."""
    found = _ALL.where(REQUESTS.c.conversation == conversation).order_by(REQUESTS.c.id)
    return [Request(**row) for row in connection.execute(found).mappings()]


def count(connection: Connection) -> int:
    """How many wait."""
    return int(connection.execute(_COUNT).scalar() or 0)


def done(connection: Connection, number: int, by: str, note: str | None, now: datetime) -> bool:
    """Note that a request was seen to; False if somebody else did that before."""
    changed = sa.update(REQUESTS).where(REQUESTS.c.id == number, REQUESTS.c.done_at.is_(None))
    return bool(connection.execute(changed.values(done_at=now, done_by=by, note=note)).rowcount)


def reopen(connection: Connection, number: int) -> bool:
    """Put a request back among those that wait, unless its patient has asked anew meanwhile."""
    other = sa.select(REQUESTS.c.conversation).where(REQUESTS.c.done_at.is_(None))
    changed = sa.update(REQUESTS).where(REQUESTS.c.id == number, REQUESTS.c.conversation.not_in(other))
    return bool(connection.execute(changed.values(done_at=None, done_by=None)).rowcount)


_IS_OPEN = sa.and_(REQUESTS.c.conversation == sa.bindparam("of"), REQUESTS.c.done_at.is_(None))
_ALL = sa.select(*REQUESTS.c, CONVERSATIONS.c.urgency, CONVERSATIONS.c.channel).join(
    CONVERSATIONS, CONVERSATIONS.c.id == REQUESTS.c.conversation
)
_COUNT = sa.select(sa.func.count()).select_from(REQUESTS).where(REQUESTS.c.done_at.is_(None))
