"""Leaves nothing of a conversation in any table, and a receipt that says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.transcripts import erased, links
from bot.transcripts.database import writing
from bot.transcripts.erased import Ended
from bot.transcripts.privacy import holds, receipts
from bot.transcripts.privacy.everywhere import belonging
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.receipts import Asked, Receipt
from bot.transcripts.review import search
from bot.transcripts.tables import CONVERSATIONS, EVENTS

OURS = "web:"
"""Ids made by us begin so. Nobody has to come back under one; under any other its patient may."""


def erase(engine: Engine, conversation: str, for_good: bool, asked: Asked, now: datetime) -> Receipt | None:
    """Erase a conversation and what it led to; None if nothing of it was stored.

    Raises Ended for one erased for good before, OnHold for one that must be kept: a patient's wish is
    noted then.
    """
    try:
        with writing(engine).begin() as connection:
            receipt = erase_in(connection, conversation, for_good, asked, now)
    except OnHold:
        if asked.by == "patient":
            with writing(engine).begin() as connection:
                holds.erasure_wanted(connection, _everything(connection, conversation), now)
        raise
    forget_the_log(engine)
    return receipt


def erase_in(
    connection: Connection, conversation: str, for_good: bool, asked: Asked, now: datetime
) -> Receipt | None:
    """The same in a transaction under way; once that is committed, `forget_the_log`."""
    everything = _everything(connection, conversation)
    if holds.standing(connection, everything):
        raise OnHold(conversation)
    for each in everything if for_good else everything[1:]:
        _bar(connection, each, now)
    rows = counted(connection, everything)
    connection.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(everything)))
    # Whatever belongs to a conversation goes with it.
    connection.execute(sa.delete(CONVERSATIONS).where(CONVERSATIONS.c.id.in_(everything)))
    search.forget(connection)
    return receipts.write(connection, conversation, asked, rows, now) if rows else None


def forget_the_log(engine: Engine) -> None:
    """SQLite's log of changes still has what is gone from the file: empty it."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def counted(connection: Connection, conversations: Iterable[str]) -> dict[str, int]:
    """How many rows each table has of these."""
    named = list(conversations)
    found = {}
    for column in (CONVERSATIONS.c.id, EVENTS.c.sender_id, *belonging()):
        query = sa.select(sa.func.count()).select_from(column.table).where(column.in_(named))
        found[column.table.name] = int(connection.execute(query).scalar() or 0)
    return {name: count for name, count in found.items() if count}


def _everything(connection: Connection, conversation: str) -> list[str]:
    return [conversation, *links.led_from(connection, conversation)]


def _bar(connection: Connection, conversation: str, now: datetime) -> None:
    try:
        erased.remember(connection, conversation, now)
    except sa.exc.IntegrityError as error:
        raise Ended(conversation) from error
