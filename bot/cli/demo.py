"""`rls-triage demo`: invented patients, for a newcomer to look at."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.types import Commands, progress

PATIENTS = 200
MOST = 5000


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="let invented patients talk with the bot, to have something to look at",
        description="Play invented patients through the real bot into an empty database: varied causes, "
        "channels, emergencies, and people who leave. Then `rls-triage serve` shows a console that lives. "
        "For a database of its own: RLS_DATA_FOLDER=var/demo rls-triage demo.",
    )
    parser.add_argument(
        "--patients", type=_patients, default=PATIENTS, metavar="N", help=f"default {PATIENTS}"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Load the bot, let them talk, and say where to look."""
    from bot import agent, bootstrap, training
    from bot.transcripts import schema

    bootstrap.check()
    # Nobody is to be alarmed about people who do not exist.
    clinic = bootstrap.settings().copy(update={"slack_alerts": None, "alert_email_to": ()})
    schema.make_ready_at(clinic.store_url)
    model = training.ready_model(say=progress)
    progress("Loading ...")
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic)
    from bot.demo.play import play
    from bot.transcripts import inbox

    written = asyncio.run(play(loaded, chosen.patients, inbox.now(), progress))
    progress(f"{chosen.patients} patients wrote {written} messages. `rls-triage serve` shows them.")


def _patients(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MOST}")
    return int(text)
