"""Writes down what staff do, in the transaction of what they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_login import current_user
from sqlalchemy.engine import Connection

from bot.console.context import engine, now
from bot.transcripts.database import writing
from bot.transcripts.staff import audit

UNKNOWN = "not signed in"

Value = str | int | float | bool | list[str] | None


@contextmanager
def audited(action: str, /, conversation: str | None = None, **detail: Value) -> Iterator[Connection]:
    """A transaction to write in, which ends with a line in the log; if that fails, so does all of it.

    Keep it short: on SQLite nobody else writes meanwhile. `detail` says which, how many and what kind, never
    what a patient said.
    """
    with writing(engine()).begin() as connection:
        yield connection
        note(connection, action, conversation, **detail)


def seen(action: str, /, conversation: str | None = None, **detail: Value) -> None:
    """The same for something that was only looked at."""
    with audited(action, conversation, **detail):
        pass


def note(connection: Connection, action: str, /, conversation: str | None = None, **detail: Value) -> None:
    """One line in a transaction that is under way; the last thing in it."""
    who = current_user.person.name if current_user.is_authenticated else UNKNOWN
    audit.append(connection, now(), who, action, conversation, detail)
