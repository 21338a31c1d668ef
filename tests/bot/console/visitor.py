"""Somebody at the console: a browser without a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pyotp
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from bot.console.app import create_app
from bot.console.passwords import Passwords
from bot.console.second_factor import Safe
from bot.settings import Settings
from bot.transcripts.database import writing
from bot.transcripts.staff import people, sessions
from bot.transcripts.staff.people import Person

QUICK = Passwords.of(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""As safe as nothing, and quick."""

PASSWORD = "four small blue boats"
PHONE = pyotp.random_base32()
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = datetime.now(timezone.utc)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Visitor:
    """A browser with its cookies. `post` carries the token of the last page that had one."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._seen(self.client.get(path, **options))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        sent = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(path, data=sent, **options))

    def page(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.status
        return answer.text

    def _seen(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html" and (found := _TOKEN.search(answer.text)):
            self.token = found[1]
        return answer


class ConsoleUnderTest:
    """A console over a database, its clock in the test's hand; gives visitors of any role."""

    def __init__(self, engine: Engine, clock: Clock, **settings: Any) -> None:
        self.engine, self.clock = engine, clock
        self.safe = Safe("k" * 32)
        self.app: Flask = create_app(Settings(secret_key="k" * 32, **settings), engine, QUICK, clock)

    def __call__(self, role: str) -> Visitor:
        """Somebody signed in with this role; their name is the role's."""
        visitor = self.stranger()
        with writing(self.engine).begin() as connection:
            person = people.find(connection, role) or self._hire(connection, role)
            token = sessions.begin(connection, person, self.clock())
        with visitor.client.session_transaction() as cookie:
            cookie["_user_id"] = token
        visitor.get("/")
        visitor.get("/no-such-page")  # has the sign-out form, and with it a token
        return visitor

    def stranger(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(self.app.test_client())

    def code(self) -> str:
        """What everybody's phone shows now."""
        return pyotp.TOTP(PHONE).at(self.clock())

    def _hire(self, connection: Any, role: str) -> Person:
        person = people.add(connection, role, role, self.clock())
        people.invite(connection, person, f"link of {role}", self.clock() + timedelta(days=1))
        people.accept(connection, person, QUICK.hash(PASSWORD), self.safe.seal(PHONE, person))
        return people.named(connection, role)
