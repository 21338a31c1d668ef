"""Whether somebody is who they say: name, password and one-time code, or a one-time link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy.engine import Connection

from bot.console.passwords import Passwords
from bot.transcripts.staff import audit, people, sessions
from bot.transcripts.staff.people import Person

STEP_SECONDS = 30
DRIFT = 1
"""How many half minutes a phone's clock may be off."""

ISSUER = "RLS triage"


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
        step = self._step(person, given.code, now)
        if not fits or (self.second_factor and step is None):
            people.failed(connection, person, now)
            audit.append(connection, now, person.name, "sign_in_failed")
            return None
        people.signed_in(connection, person, now, step or person.totp_step)
        token = sessions.begin(connection, person, now)
        audit.append(connection, now, person.name, "signed_in")
        return token

    def accept(self, connection: Connection, person: Person, given: Given, now: datetime) -> str | None:
        """Take an invitation, with a good password; the token of a session, or None for a wrong code."""
        step = self._step(person, given.code, now)
        if self.second_factor and step is None:
            return None
        people.accept(connection, person, self.passwords.hash(given.password), step)
        people.signed_in(connection, person, now, step)
        token = sessions.begin(connection, person, now)
        audit.append(connection, now, person.name, "invitation_accepted")
        return token

    def recognise(self, connection: Connection, name: str, now: datetime) -> str | None:
        """The token of a session for whom the clinic's provider vouches for; None for a stranger."""
        person = people.find(connection, name, hold=True)
        if person is None or person.disabled_at:
            return None
        people.vouched_for(connection, person, now)
        token = sessions.begin(connection, person, now)
        audit.append(connection, now, person.name, "signed_in", detail={"by": "openid"})
        return token

    def _step(self, person: Person, code: str, now: datetime) -> int | None:
        """The half minute a code is for, if it is right and later than the last one that was taken."""
        if not person.totp:
            return None
        plain, asked = code.replace(" ", ""), int(now.timestamp()) // STEP_SECONDS
        codes = pyotp.TOTP(person.totp)
        for step in range(asked - DRIFT, asked + DRIFT + 1):
            if step > (person.totp_step or 0) and pyotp.utils.strings_equal(codes.generate_otp(step), plain):
                return step
        return None


def app_link(person: Person) -> str:
    """What an authenticator app on the same phone opens."""
    return pyotp.TOTP(str(person.totp)).provisioning_uri(name=person.name, issuer_name=ISSUER)
