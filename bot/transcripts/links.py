"""Links from one conversation to another: codes that are good once, for a time, kept as digests."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.erased import digest
from bot.transcripts.privacy.everywhere import belonging
from bot.transcripts.tables import CONVERSATIONS, EVENTS, LINKS


def add(connection: Connection, code: str, conversation: str, ends: datetime) -> None:
    """Note a code that leads from a conversation. Raises IntegrityError if nothing of that is stored."""
    named = {"digest": digest(code), "source": digest(conversation)}
    connection.execute(_ADD, {**named, "conversation": conversation, "ends_at": ends})


def conversation(connection: Connection, code: str, now: datetime) -> str | None:
    """Where a code leads from, or where it has led; None if it is unknown or has ended."""
    found: str | None = connection.execute(_FIND, {"this": digest(code), "now": now}).scalar()
    return found


def follow(connection: Connection, code: str, by: str, to: str, now: datetime) -> str | None:
    """Use a code: all of its conversation goes on as `to`. The result is where the code has led.

    Who used it before is told again; to anybody else it leads nowhere.
    """
    source, this = conversation(connection, code, now), {"this": digest(code), "now": now}
    if source and connection.execute(_USE, {**this, "by": digest(by)}).rowcount:
        _move(connection, source, to, digest(code))
        return to
    led: str | None = connection.execute(_LED, {**this, "by": digest(by)}).scalar()
    return led


def led_from(connection: Connection, source: str) -> list[str]:
    """The conversations that links have led to from this one."""
    return list(connection.execute(_LED_FROM, {"source": digest(source)}).scalars())


def prune(connection: Connection, now: datetime) -> int:
    """Drop the codes that ended unused; the result is how many."""
    return int(connection.execute(_PRUNE, {"now": now}).rowcount)


def _move(connection: Connection, source: str, to: str, used: str) -> None:
    """Everything of one conversation under a new id, with the numbers its events have.

    What belongs to it is in the new one before the old one goes, and takes with it what is left.
    """
    same = sa.select(sa.literal(to), *_KEPT).where(CONVERSATIONS.c.id == source)
    connection.execute(sa.insert(CONVERSATIONS).from_select(["id", *(each.name for each in _KEPT)], same))
    connection.execute(sa.update(EVENTS).where(EVENTS.c.sender_id == source).values(sender_id=to))
    # Other links lead from where they did.
    for column in (each for each in belonging() if each.table is not LINKS):
        connection.execute(sa.update(column.table).where(column == source).values({column: to}))
    connection.execute(sa.update(LINKS).where(LINKS.c.digest == used).values(conversation=to))
    connection.execute(sa.delete(CONVERSATIONS).where(CONVERSATIONS.c.id == source))


_ADD = sa.insert(LINKS)
_GOOD = sa.and_(LINKS.c.digest == sa.bindparam("this"), LINKS.c.ends_at > sa.bindparam("now"))
_FIND = sa.select(LINKS.c.conversation).where(_GOOD)
_USE = sa.update(LINKS).where(_GOOD, LINKS.c.used_by.is_(None)).values(used_by=sa.bindparam("by"))
_LED = sa.select(LINKS.c.conversation).where(_GOOD, LINKS.c.used_by == sa.bindparam("by"))
_LED_FROM = sa.select(LINKS.c.conversation).where(
    LINKS.c.source == sa.bindparam("source"), LINKS.c.used_by.is_not(None)
)
_PRUNE = sa.delete(LINKS).where(LINKS.c.used_by.is_(None), LINKS.c.ends_at <= sa.bindparam("now"))
_KEPT = [column for column in CONVERSATIONS.c if column.name != "id"]
