"""What is done about staff, each with its line in the log. `by` is who does it.

Somebody new, or somebody who lost a password or phone, gets in by a one-time link; the result is its code.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from bot.transcripts.staff import audit, people
from bot.transcripts.staff.people import ADMIN, Person

LINK_LASTS = timedelta(hours=24)

START = "the first start"
"""Who stands in the log where nobody could have signed in yet."""


def hire(connection: Connection, by: str, name: str, role: str, now: datetime) -> str:
    """Add somebody. Raises StaffError."""
    person = people.add(connection, name, role, now)
    code = _invite(connection, person, now)
    audit.append(connection, now, by, "staff_added", detail={"who": person.name, "role": role})
    return code


def reset(connection: Connection, by: str, name: str, now: datetime) -> str:
    """A new link; password, second factor, sessions and locks are gone. Raises StaffError."""
    person = people.named(connection, name)
    code = _invite(connection, person, now)
    audit.append(connection, now, by, "staff_reset", detail={"who": person.name})
    return code


def dismiss(connection: Connection, by: str, name: str, now: datetime) -> None:
    """Let somebody in no more; `reset` would let them in again. Raises StaffError."""
    person = people.named(connection, name)
    people.disable(connection, person, now)
    audit.append(connection, now, by, "staff_disabled", detail={"who": person.name})


def assign_role(connection: Connection, by: str, name: str, role: str, now: datetime) -> None:
    """Give somebody another role. Raises StaffError."""
    person = people.named(connection, name)
    people.assign_role(connection, person, role)
    detail = {"who": person.name, "before": person.role, "role": role}
    audit.append(connection, now, by, "staff_role_changed", detail=detail)


def first_admin(connection: Connection, now: datetime) -> str | None:
    """The code that lets the first admin in; None once anybody can sign in.

    As long as nobody can, every start makes a new one: the one printed last is good.
    """
    known = people.everyone(connection)
    if any(person.password or person.last_at for person in known):
        return None
    admin = next((person for person in known if person.role == ADMIN and not person.disabled_at), None)
    if admin is None:
        return hire(connection, START, _free_name(known), ADMIN, now)
    return reset(connection, START, admin.name, now)


def _invite(connection: Connection, person: Person, now: datetime) -> str:
    code = secrets.token_urlsafe(32)
    people.invite(connection, person, code, now + LINK_LASTS)
    return code


def _free_name(known: list[Person]) -> str:
    taken = {person.name for person in known}
    return next(name for number in range(len(taken) + 1) if (name := f"{ADMIN}{number or ''}") not in taken)
