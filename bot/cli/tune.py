"""`rls-triage tune`: teach the reply model from the labelled replies (20 minutes or so on two idle cores)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bot.cli.types import Commands, file, progress


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "tune",
        help="teach the reply model from the labelled replies",
        description="Teach the reply model from data/replies, without the part set aside for measuring.",
    )
    parser.add_argument(
        "--epochs",
        type=int,
        default=4,
        help="how often the encoder sees every reply; 0 with --begin to learn the tables of words alone",
    )
    parser.add_argument("--rate", type=float, default=1e-4, help="the highest learning rate")
    parser.add_argument("--begin", type=file, metavar="FILE", help="go on from what this file has learned")
    parser.add_argument("--seed", type=int, default=0, help="where chance begins")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write (else where the bot reads it)"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Learn, then write in one move."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from bot.bootstrap import REPLY_MODEL, knowledge
    from bot.language.learned.hearing import classes, contexts, flags, items
    from bot.language.learned.labelled import load_labelled, parts
    from bot.language.learned.reply_model import ALARMS, TICKS
    from bot.language.learned.table_fit import Lesson, Several, fit_alarms, fit_items, fit_table
    from bot.language.learned.word_table import WORDS
    from bot.settings import ROOT
    from bot.tuning import fit
    from bot.tuning.examples import examples

    development, _ = parts(load_labelled(ROOT / "data" / "replies", knowledge()))
    taught = examples(development, knowledge(), chosen.seed)
    progress(f"{len(taught)} examples from {len(development)} replies")
    course = fit.Course(chosen.epochs, chosen.rate, chosen.seed)
    network = fit.fit(taught, knowledge(), course, progress, chosen.begin)
    progress("Now the tables of words.")
    around = {one.question: contexts(knowledge(), one.question) for one in taught}
    lessons = [Lesson(one.text, one.label, around[one.question]) for one in taught if one.label is not None]
    dangers = [Several(one.text, one.flags, around[one.question]) for one in taught if one.flags is not None]
    listed = [Several(one.text, one.items, around[one.question]) for one in taught if one.items is not None]
    tables = {
        WORDS: fit_table(lessons, classes(knowledge())),
        ALARMS: fit_alarms(dangers, flags(knowledge())),
        TICKS: fit_items(listed, items(knowledge())),
    }
    path = chosen.out or REPLY_MODEL
    fit.write(network, tables, knowledge(), path, {"examples": str(len(taught)), "course": repr(course)})
    progress(f"Written: {path}")
