"""`rls-triage audit`: the log of what staff did."""

from __future__ import annotations

import argparse

from bot.cli.types import Commands, progress
from bot.errors import BotError


class LogBroken(BotError):
    """Somebody changed the log."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "audit", help="look after the log of what staff did", description="The log of what staff did."
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    verified = actions.add_parser(
        "verify",
        help="say whether the log is as it was written",
        description="Follows the log's chain of hashes from its beginning, and prints the mark of its end.",
    )
    verified.add_argument("--noted", help="a mark printed earlier, which must still be in the log")
    verified.set_defaults(run=verify)


def verify(chosen: argparse.Namespace) -> None:
    """The mark of the last entry on standard output. Raises LogBroken."""
    from bot.settings import settings
    from bot.transcripts import schema
    from bot.transcripts.database import connect
    from bot.transcripts.staff import audit, chain

    engine = connect(settings().store_url)
    schema.check(engine)
    with engine.connect() as connection:
        found = chain.look_through(audit.entries(connection), chosen.noted)
    if found.fault:
        raise LogBroken(f"The log was tampered with. {found.fault}")
    progress(f"{found.count} entries, each as it was written. Note the mark somewhere else, to check later.")
    print(found.mark or "")
