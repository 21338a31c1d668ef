"""Staff as they are stored: who they are, what they sign in with, whether they may."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.errors import BotError
from bot.transcripts.erased import digest
from bot.transcripts.staff.tables import SESSIONS, STAFF

ADMIN = "admin"
ROLES = ("viewer", "reviewer", "lead", "admin", "auditor")

TRIES = 5
"""How often in a row a sign-in may go wrong before the name is locked."""

LOCKED = timedelta(minutes=15)

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,59}")


class StaffError(BotError):
    """Something asked about staff that cannot be done; the message says why."""


@dataclass(frozen=True)
class Person:
    """One of the staff. `failures` counts the sign-ins gone wrong since the last that did not."""

    id: int
    name: str
    role: str
    password: str | None
    totp: str | None
    totp_step: int | None
    invitation: str | None
    invited_until: datetime | None
    failures: int
    locked_until: datetime | None
    disabled_at: datetime | None
    created_at: datetime
    last_at: datetime | None

    def is_locked(self, now: datetime) -> bool:
        """Whether nobody may sign in under this name for the moment."""
        return self.locked_until is not None and now < self.locked_until

    def standing(self, now: datetime) -> str:
        """Where they stand, in a word."""
        if self.disabled_at:
            return "disabled"
        if self.is_locked(now):
            return "locked"
        return "invited" if self.invitation else "active"


def add(connection: Connection, name: str, role: str, now: datetime) -> Person:
    """Somebody new, who cannot sign in before they are invited. Raises StaffError."""
    plain = name.strip().lower()
    if not _NAME.fullmatch(plain):
        raise StaffError(
            "A name has 2 to 60 of the signs a-z 0-9 . _ @ + -, and begins with a letter or digit."
        )
    _known(role)
    row = {"name": plain, "role": role, "failures": 0, "created_at": now}
    try:
        connection.execute(sa.insert(STAFF), row)
    except IntegrityError as error:
        raise StaffError(f"There is somebody called {plain} already.") from error
    return named(connection, plain)


def find(connection: Connection, name: str, hold: bool = False) -> Person | None:
    """Who has this name, disabled or not. `hold` lets nobody else change them until the transaction ends."""
    plain = name.strip().lower()
    return _one(connection, STAFF.c.name == plain, hold) if _NAME.fullmatch(plain) else None


def named(connection: Connection, name: str) -> Person:
    """The same for a name that must be there, held. Raises StaffError."""
    if person := find(connection, name, hold=True):
        return person
    raise StaffError(f"There is nobody called {name}.")


def everyone(connection: Connection) -> list[Person]:
    """All of them by name."""
    return [_person(row) for row in connection.execute(sa.select(STAFF).order_by(STAFF.c.name))]


def invited(connection: Connection, code: str, now: datetime) -> Person | None:
    """Whom a one-time link is for, while it is good; held."""
    good = sa.and_(STAFF.c.invitation == digest(code), STAFF.c.invited_until > now)
    return _one(connection, sa.and_(good, STAFF.c.disabled_at.is_(None)), hold=True)


def invite(connection: Connection, person: Person, code: str, until: datetime) -> None:
    """From now on only the link with this code lets them in; it also lifts a lock."""
    _change(
        connection,
        person,
        password=None,
        totp=None,
        totp_step=None,
        invitation=digest(code),
        invited_until=until,
        failures=0,
        locked_until=None,
        disabled_at=None,
    )
    _end_sessions(connection, person)


def accept(connection: Connection, person: Person, password: str, totp: str | None) -> None:
    """What they have chosen to sign in with; their link is used up."""
    _change(connection, person, password=password, totp=totp, invitation=None, invited_until=None)


def keep_second_factor(connection: Connection, person: Person, totp: str) -> None:
    """The same key of an app, kept otherwise."""
    _change(connection, person, totp=totp)


def failed(connection: Connection, person: Person, now: datetime) -> None:
    """A sign-in went wrong; too many in a row lock the name for a while."""
    tries = person.failures + 1
    locked = now + LOCKED if tries >= TRIES else None
    _change(connection, person, failures=0 if locked else tries, locked_until=locked)


def signed_in(connection: Connection, person: Person, now: datetime, step: int | None) -> None:
    """A sign-in went right."""
    _change(connection, person, failures=0, locked_until=None, last_at=now, totp_step=step)


def vouched_for(connection: Connection, person: Person, now: datetime) -> None:
    """The clinic's provider says who they are: no link is needed any more."""
    _change(
        connection, person, failures=0, locked_until=None, last_at=now, invitation=None, invited_until=None
    )


def disable(connection: Connection, person: Person, now: datetime) -> None:
    """They cannot sign in any more, and are signed out everywhere. Raises StaffError for the last admin."""
    _not_the_last_admin(connection, person)
    _change(connection, person, disabled_at=now, invitation=None, invited_until=None)
    _end_sessions(connection, person)


def assign_role(connection: Connection, person: Person, role: str) -> None:
    """Give them another role. Raises StaffError for the last admin."""
    _known(role)
    if role != ADMIN:
        _not_the_last_admin(connection, person)
    _change(connection, person, role=role)


def _not_the_last_admin(connection: Connection, person: Person) -> None:
    admins = sa.and_(STAFF.c.role == ADMIN, STAFF.c.disabled_at.is_(None), STAFF.c.id != person.id)
    if person.role == ADMIN and _one(connection, admins, hold=True) is None:
        raise StaffError(f"{person.name} is the last admin. Make somebody else one first.")


def _known(role: str) -> None:
    if role not in ROLES:
        raise StaffError(f"There is no role '{role[:20]}', only {', '.join(ROLES)}.")


def _end_sessions(connection: Connection, person: Person) -> None:
    connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.person == person.id))


def _change(connection: Connection, person: Person, **values: Any) -> None:
    connection.execute(sa.update(STAFF).where(STAFF.c.id == person.id).values(values))


def _one(connection: Connection, which: Any, hold: bool) -> Person | None:
    query = sa.select(STAFF).where(which)
    row = connection.execute(query.with_for_update() if hold else query).first()
    return _person(row) if row else None


def _person(row: Any) -> Person:
    return Person(**row._mapping)
