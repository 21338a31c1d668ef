"""`rls-triage demo`: invented patients, for a newcomer to look at."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.types import Commands, progress

if TYPE_CHECKING:
    from bot.demo.play import Stage
    from bot.settings import Settings

PROGRAM = "rls-triage"
PATIENTS = 200
MOST = 5000


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="let invented patients talk with the bot, to have something to look at",
        description="Play invented patients through the real bot into an empty database: varied causes, "
        "channels, emergencies, and people who leave. `rls-triage console` shows them, also while they talk. "
        "For a database of its own: RLS_DATA_FOLDER=var/demo rls-triage demo.",
    )
    parser.add_argument(
        "--patients", type=_patients, default=PATIENTS, metavar="N", help=f"default {PATIENTS}"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Load the bot, let them talk, and say where to look."""
    from bot import bootstrap
    from bot.demo.crowd import cores, play
    from bot.demo.place import require_empty
    from bot.transcripts import schema

    # Nobody is to be alarmed about people who do not exist.
    clinic = bootstrap.settings().copy(update={"slack_alerts": None, "alert_email_to": ()})
    schema.make_ready_at(clinic.store_url)
    require_empty(clinic.store_url)
    bootstrap.check()
    look = look_with(sys.argv[0], os.environ)
    stage = _stage(clinic)
    progress(f"They begin to talk. To look on at {clinic.staff_link}/, type in another terminal\n{look}")
    written = play(stage, chosen.patients, progress, cores())
    kept = len(stage.agent.tracker_store.archive.conversations())
    progress(f"{chosen.patients} patients wrote {written} messages; {kept} agreed that theirs are kept.")
    progress(f"To look at them, type\n{look}")


def look_with(program: str, environment: Mapping[str, str]) -> str:
    """What to type for the console over the same conversations, which prints the link to sign in with."""
    typed = program if Path(program).name == PROGRAM else PROGRAM
    folder = environment.get("RLS_DATA_FOLDER")
    before = f"RLS_DATA_FOLDER={shlex.quote(folder)} " if folder else ""
    # The address may hold a password, which has no business on a screen.
    after = "    (with RLS_DATABASE_URL set as here)" if environment.get("RLS_DATABASE_URL") else ""
    return f"    {before}{shlex.quote(typed)} console{after}"


def _stage(clinic: Settings) -> Stage:
    """The bot, loaded, with what patients need to talk with it."""
    from bot import agent, training

    model = training.ready_model(say=progress)
    progress("Loading ...")
    agent.prepare(model)
    loaded = agent.load_agent(model, clinic)
    from bot.demo.play import stage
    from bot.transcripts import inbox

    return stage(loaded, inbox.now())


def _patients(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MOST}")
    return int(text)
