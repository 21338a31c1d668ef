"""The log of what staff did: only ever added to, each entry carrying the hash of the one before.

Who changes, removes or inserts an entry breaks the chain behind it; who cuts off its end is found out by
anybody who noted the last entry's mark. Neither patients' words nor ids stand in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.erased import digest
from bot.transcripts.staff.tables import AUDIT

BEGINNING = "0" * 64
"""What the first entry carries in place of a hash before it."""

_QUEUE = 0x61756469
"""The number of the lock in PostgreSQL behind which writers stand until the one before has committed."""

_BATCH = 1000

Detail = Mapping[str, "str | int | float | bool | list[str] | None"]


@dataclass(frozen=True)
class Entry:
    """One thing somebody did. `conversation` is the digest of an id."""

    id: int
    at: datetime
    person: str
    action: str
    conversation: str | None
    detail: Detail
    previous: str
    hash: str

    def computed(self) -> str:
        """The hash of what stands here."""
        said = [
            self.id,
            self.at.astimezone(timezone.utc).isoformat(timespec="microseconds"),
            self.person,
            self.action,
            self.conversation,
            dict(self.detail),
            self.previous,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def mark(self) -> str:
        """What to note somewhere else, to tell later that nothing up to here was taken away."""
        return f"{self.id}:{self.hash}"


def append(
    connection: Connection,
    now: datetime,
    person: str,
    action: str,
    conversation: str | None = None,
    detail: Detail | None = None,
) -> None:
    """Write an entry in the transaction of what it tells. Call it last: others wait until that commits."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_QUEUE)))
    last = connection.execute(_LAST).first()
    told: dict[str, Any] = {
        "id": last.id + 1 if last else 1,
        "at": now,
        "person": person,
        "action": action,
        "conversation": digest(conversation) if conversation else None,
        "detail": dict(detail or {}),
        "previous": last.hash if last else BEGINNING,
    }
    entry = Entry(**told, hash="")
    connection.execute(sa.insert(AUDIT), {**told, "hash": entry.computed()})


def entries(connection: Connection) -> Iterator[Entry]:
    """The whole log, oldest first."""
    after = 0
    while batch := connection.execute(_NEXT, {"after": after}).all():
        yield from (_entry(row) for row in batch)
        after = batch[-1].id


def latest(connection: Connection, before: int | None = None, limit: int = 50, **equal: str) -> list[Entry]:
    """The newest entries older than a number; `equal` are columns that must have a value."""
    query = sa.select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    for column, value in equal.items():
        if value:
            query = query.where(AUDIT.c[column] == value)
    return [_entry(row) for row in connection.execute(query)]


def known(connection: Connection, column: str) -> list[str]:
    """Who did anything so far, or what kinds of things were done."""
    return sorted(connection.execute(sa.select(AUDIT.c[column]).distinct()).scalars())


def _entry(row: Any) -> Entry:
    return Entry(**row._mapping)


_LAST = sa.select(AUDIT.c.id, AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)
_NEXT = sa.select(AUDIT).where(AUDIT.c.id > sa.bindparam("after")).order_by(AUDIT.c.id).limit(_BATCH)
