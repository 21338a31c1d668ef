"""`rls-triage retention`: erases what is older than the clinic's rules allow."""

from __future__ import annotations

import argparse

from bot.cli.types import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "retention",
        help="erase what is older than RLS_RETENTION_DAYS allows",
        description="Erase the conversations that have outlived the rules of RLS_RETENTION_DAYS. What is on "
        "legal hold stays. A bot that serves does the same every hour.",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """A line for each rule that something was due by."""
    from bot.settings import settings
    from bot.transcripts import inbox, schema
    from bot.transcripts.database import connect
    from bot.transcripts.privacy import retention

    clinic = settings()
    engine = connect(clinic.store_url)
    schema.check(engine)
    runs = retention.run(engine, clinic.retention_days, inbox.now(), chosen.dry_run)
    print("\n".join(retention.lines(runs)))
