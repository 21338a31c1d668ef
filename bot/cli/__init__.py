"""`rls-triage`: every command of the project.

Built on argparse: it needs nothing installed, starts at once, and its tests need no stand-ins.
A problem the user can mend is a line or two on standard error and exit status 2.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot import __version__
from bot.cli import (
    assess,
    audit,
    channels,
    chat,
    console,
    db,
    demo,
    evaluate,
    interpret,
    knowledge,
    retention,
    serve,
    staff,
    telegram,
    train,
    tune,
)
from bot.errors import BotError

COMMANDS = (
    serve,
    chat,
    assess,
    interpret,
    evaluate,
    knowledge,
    train,
    tune,
    db,
    channels,
    telegram,
    console,
    staff,
    audit,
    retention,
    demo,
)


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (try {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = Parser(prog="rls-triage", description="Conversational triage for restless legs.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit status."""
    chosen = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    try:
        return int(chosen.run(chosen) or 0)
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read us has gone, as `| head` does; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _end(*_: object) -> NoReturn:
    """Leave as after Ctrl+C, so that a training that is under way is ended and cleared away."""
    raise SystemExit(143)
