"""Whether somebody is who they say: name, password and one-time code, or a one-time link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from bot.console.passwords import Passwords
from bot.console.second_factor import Safe, step
from bot.transcripts.staff import audit, people, sessions
from bot.transcripts.staff.people import Person


@dataclass(frozen=True)
class Given:
    """What somebody typed to sign in."""

    name: str
    password: str
    code: str


@dataclass(frozen=True)
class Door:
    """Checks what is given. `second_factor`: whether a code of an app is asked for beside the password."""

    passwords: Passwords
    safe: Safe
    second_factor: bool

    def sign_in(self, connection: Connection, given: Given, now: datetime) -> str | None:
        """The token of a new session; None if anything is wrong, whatever it is.

        Nobody learns which part was wrong, whether the name exists, or whether it is locked. The person is
        held, so that of many tries at once each is counted, and a code is taken once.
        """
        person = people.find(connection, given.name, hold=True)
        fits = self.passwords.fits(person.password if person else None, given.password)
        if person is None or person.disabled_at or person.is_locked(now):
            return None
        taken = step(self.safe.open(person), given.code, now, after=person.totp_step)
        if not fits or (self.second_factor and taken is None):
            people.failed(connection, person, now)
            audit.append(connection, now, person.name, "sign_in_failed")
            return None
        people.signed_in(connection, person, now, taken or person.totp_step)
        token = sessions.begin(connection, person, now)
        audit.append(connection, now, person.name, "signed_in")
        return token

    def accept(
        self, connection: Connection, person: Person, invitation: str, given: Given, now: datetime
    ) -> str | None:
        """Take an invitation, with a good password; the token of a session, or None for a wrong code."""
        key = self.safe.begun(invitation)
        taken = step(key, given.code, now, after=None)
        if self.second_factor and taken is None:
            return None
        sealed = self.safe.seal(key, person) if taken else None
        people.accept(connection, person, self.passwords.hash(given.password), sealed)
        people.signed_in(connection, person, now, taken)
        token = sessions.begin(connection, person, now)
        audit.append(connection, now, person.name, "invitation_accepted")
        return token


def recognise(connection: Connection, name: str, now: datetime) -> str | None:
    """The token of a session for whom the clinic's provider vouches for; None for a stranger."""
    person = people.find(connection, name, hold=True)
    if person is None or person.disabled_at:
        return None
    people.vouched_for(connection, person, now)
    token = sessions.begin(connection, person, now)
    audit.append(connection, now, person.name, "signed_in", detail={"by": "openid"})
    return token
