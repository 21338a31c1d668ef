"""`rls-triage db`: the tables conversations are kept in."""

from __future__ import annotations

import argparse

from bot.cli.types import Commands, progress


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "db",
        help="make or check the tables conversations are kept in",
        description="Make or check the tables in RLS_DATABASE_URL, else in SQLite in the data folder.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    upgraded = actions.add_parser("upgrade", help="bring a new or older database to this version")
    upgraded.set_defaults(run=upgrade)
    checked = actions.add_parser("check", help="say whether the database fits this version")
    checked.set_defaults(run=check)


def upgrade(_chosen: argparse.Namespace) -> None:
    """Bring the database to this version."""
    from bot.settings import settings
    from bot.transcripts import schema
    from bot.transcripts.database import connect

    schema.upgrade(connect(settings().store_url))
    progress("The database fits this version.")


def check(_chosen: argparse.Namespace) -> None:
    """Exit status 2 and one line unless the database fits."""
    from bot.settings import settings
    from bot.transcripts import schema
    from bot.transcripts.database import connect

    schema.check(connect(settings().store_url))
    progress("The database fits this version.")
