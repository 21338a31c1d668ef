"""`rls-triage knowledge`: is what we know sound, and what do we know about a cause?"""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from bot.cli.types import Commands
from bot.errors import BotError


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("knowledge", help="check the knowledge, or show a cause")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    checking = parts.add_parser("check", help="name every fault in the knowledge, by file and line")
    checking.add_argument("folder", nargs="?", type=Path, help="another folder than data/knowledge")
    checking.set_defaults(run=check)
    showing = parts.add_parser("show", help="print a cause with everything tied to it")
    showing.add_argument("cause", metavar="CAUSE", help="the id of a cause, such as iron_deficiency")
    showing.set_defaults(run=show)


def check(chosen: argparse.Namespace) -> None:
    """Read every file afresh and count what they hold."""
    from bot.knowledge.loader import DEFAULT_FOLDER, load

    known = load(chosen.folder or DEFAULT_FOLDER)
    kinds = (
        "causes",
        "labs",
        "medication_classes",
        "questions",
        "red_flags",
        "mimics",
        "referrals",
        "sources",
    )
    counts = ", ".join(f"{len(getattr(known, kind))} {kind.replace('_', ' ')}" for kind in kinds)
    print(f"The knowledge is sound: {counts}.")


def show(chosen: argparse.Namespace) -> None:
    """Print one cause."""
    from bot.bootstrap import knowledge
    from bot.knowledge.show import describe

    known = knowledge()
    if chosen.cause not in known.causes:
        near = difflib.get_close_matches(chosen.cause, known.causes, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(sorted(known.causes))}."
        raise BotError(f"There is no cause '{chosen.cause}'; {hint}")
    print(describe(known, chosen.cause))
