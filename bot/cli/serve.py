"""`rls-triage serve`: the bot, its page, and the staff's console beside it."""

from __future__ import annotations

import argparse

from bot.cli.types import Commands, port, progress


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="serve the bot and its page",
        description="Serve the bot and its page; trains a model first where none fits the sources.",
    )
    parser.add_argument("--port", type=port, help="the port to listen on (else RLS_PORT, else 5005)")
    parser.add_argument(
        "--rest", action="store_true", help="also answer Rasa's REST channel, to this machine alone"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Serve until stopped."""
    from bot import bootstrap
    from bot.server import serve
    from bot.settings import settings

    asked = {"port": chosen.port, "rest": chosen.rest or None}
    clinic = settings()
    bootstrap.check()
    serve(clinic.copy(update={key: value for key, value in asked.items() if value is not None}), progress)
