"""Who is signed in where: the browser holds a token, the database its digest."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.erased import digest
from bot.transcripts.staff.people import Person
from bot.transcripts.staff.tables import SESSIONS, STAFF

NOTED = timedelta(seconds=60)
"""How exactly it is known when a session was last used: not every page shown is worth a write."""


@dataclass(frozen=True)
class Lasting:
    """How long a session lasts: without a page asked for, and at most."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Session:
    """Somebody signed in."""

    token: str
    person: Person
    last_at: datetime


def begin(connection: Connection, person: Person, now: datetime) -> str:
    """Sign somebody in; the result is the token for their browser."""
    token = secrets.token_urlsafe(32)
    moments = {"began_at": now, "last_at": now}
    connection.execute(sa.insert(SESSIONS), {"digest": digest(token), "person": person.id, **moments})
    return token


def find(connection: Connection, token: str, now: datetime, lasting: Lasting) -> Session | None:
    """Whose token this is, if it still counts."""
    query = (
        sa.select(STAFF, SESSIONS.c.last_at.label("used_at"))
        .join(SESSIONS, SESSIONS.c.person == STAFF.c.id)
        .where(SESSIONS.c.digest == digest(token), STAFF.c.disabled_at.is_(None))
        .where(SESSIONS.c.last_at > now - lasting.idle, SESSIONS.c.began_at > now - lasting.longest)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    found = dict(row._mapping)
    used_at = found.pop("used_at")
    return Session(token, Person(**found), used_at)


def used(connection: Connection, session: Session, now: datetime) -> None:
    """Note that a session goes on."""
    of = SESSIONS.c.digest == digest(session.token)
    connection.execute(sa.update(SESSIONS).where(of).values(last_at=now))


def end(connection: Connection, token: str) -> None:
    """Sign out."""
    connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.digest == digest(token)))


def tidy(connection: Connection, now: datetime, lasting: Lasting) -> None:
    """Drop the sessions that are over."""
    over = sa.or_(SESSIONS.c.last_at <= now - lasting.idle, SESSIONS.c.began_at <= now - lasting.longest)
    connection.execute(sa.delete(SESSIONS).where(over))
