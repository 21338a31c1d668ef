"""What every page works with: the clinic's settings, the database, the clock, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_login import current_user
from sqlalchemy.engine import Engine

from bot.console.passwords import Passwords
from bot.settings import Settings
from bot.transcripts import inbox
from bot.transcripts.staff.people import Person
from bot.transcripts.staff.sessions import Lasting, Session


@dataclass(frozen=True)
class Console:
    """What one console is made of."""

    clinic: Settings
    engine: Engine
    passwords: Passwords
    clock: Callable[[], datetime] = inbox.now

    @property
    def lasting(self) -> Lasting:
        """How long a session lasts."""
        idle = timedelta(minutes=self.clinic.console_session_minutes)
        return Lasting(idle, timedelta(hours=self.clinic.console_session_hours))


class Visitor:
    """Somebody signed in, as Flask-Login wants to see them. What the browser keeps is the token."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, session: Session) -> None:
        self.session = session
        self.person = session.person

    def get_id(self) -> str:
        """What the browser keeps."""
        return self.session.token


def console() -> Console:
    """The console this request came to."""
    found: Console = current_app.extensions["console"]
    return found


def clinic() -> Settings:
    """The clinic's settings."""
    return console().clinic


def engine() -> Engine:
    """The database; wrap it in `bot.transcripts.database.writing` to write."""
    return console().engine


def now() -> datetime:
    """The moment, by the console's clock."""
    return console().clock()


def person() -> Person:
    """Who is asking. Only where the page needs a permission; nobody else gets there."""
    found: Person = current_user.person
    return found


def zone() -> ZoneInfo:
    """Where the clinic's clock is."""
    return ZoneInfo(clinic().console_time_zone)


def local(moment: datetime) -> datetime:
    """A moment by the clinic's clock."""
    return moment.astimezone(zone())
