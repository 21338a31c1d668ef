"""`rls-triage staff`: who may use the console."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.types import Commands, progress

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

BY = "command line"
"""Who stands in the log: the machine knows no more."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "staff", help="say who may use the console", description="Say who may use the staff's console."
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    added = actions.add_parser("add", help="add somebody; prints their one-time link")
    added.add_argument("name")
    added.add_argument(
        "--role", default="viewer", help="viewer (if not given), reviewer, lead, admin, auditor"
    )
    added.set_defaults(run=hire)
    for name, does, run in (
        ("disable", "let somebody in no more, and sign them out", dismiss),
        ("reset", "print a new one-time link for somebody; what they signed in with is gone", reset),
    ):
        action = actions.add_parser(name, help=does)
        action.add_argument("name")
        action.set_defaults(run=run)


def hire(chosen: argparse.Namespace) -> None:
    """Add somebody."""
    from bot.transcripts import inbox
    from bot.transcripts.staff import personnel

    with _connection() as connection:
        code = personnel.hire(connection, BY, chosen.name, chosen.role, inbox.now())
    _show(code)


def reset(chosen: argparse.Namespace) -> None:
    """A new link for somebody."""
    from bot.transcripts import inbox
    from bot.transcripts.staff import personnel

    with _connection() as connection:
        code = personnel.reset(connection, BY, chosen.name, inbox.now())
    _show(code)


def dismiss(chosen: argparse.Namespace) -> None:
    """Let somebody in no more."""
    from bot.transcripts import inbox
    from bot.transcripts.staff import personnel

    with _connection() as connection:
        personnel.dismiss(connection, BY, chosen.name, inbox.now())
    progress("Done. They are signed out.")


@contextmanager
def _connection() -> Iterator[Connection]:
    from bot.settings import settings
    from bot.transcripts import schema
    from bot.transcripts.database import connect, writing

    engine = connect(settings().store_url)
    schema.make_ready(engine)
    with writing(engine).begin() as connection:
        yield connection
    engine.dispose()


def _show(code: str) -> None:
    from bot.settings import settings

    print(f"{settings().staff_link}/welcome/{code}")
    progress("The link works once, for a day. Give it to nobody else.")
