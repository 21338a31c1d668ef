"""One-time links: how somebody new, or somebody who lost a password or phone, gets in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pyotp
from sqlalchemy.engine import Connection

from bot.transcripts.staff import audit, people
from bot.transcripts.staff.people import ADMIN, Person

LASTS = timedelta(hours=24)

START = "the first start"
"""Who stands in the log where nobody could have signed in yet."""


def invite(connection: Connection, person: Person, now: datetime) -> str:
    """A code for a link; until it is used they cannot sign in, and what they signed in with is gone."""
    code = secrets.token_urlsafe(32)
    people.invite(connection, person, code, now + LASTS, pyotp.random_base32())
    return code


def first_admin(connection: Connection, now: datetime) -> str | None:
    """The code that lets the first admin in; None once anybody can.

    As long as nobody has, every start makes a new one: the last one printed is good.
    """
    known = people.everyone(connection)
    if any(person.password for person in known):
        return None
    admin = next((person for person in known if person.role == ADMIN and not person.disabled_at), None)
    if admin is None:
        admin = people.add(connection, _free_name(known), ADMIN, now)
    code = invite(connection, admin, now)
    audit.append(connection, now, START, "staff_invited", detail={"who": admin.name})
    return code


def _free_name(known: list[Person]) -> str:
    taken = {person.name for person in known}
    return next(name for number in range(len(taken) + 1) if (name := f"{ADMIN}{number or ''}") not in taken)
