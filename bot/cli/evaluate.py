"""`rls-triage evaluate language`: how well patients' words are understood, by labelled replies."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.types import Commands, progress

if TYPE_CHECKING:
    from bot.evaluation.judgement import Judgement
    from bot.language.learned.labelled import Labelled

EPOCHS = 20


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "evaluate",
        help="measure how well patients' words are understood",
        description="Measure understanding on the labelled replies of data/replies, and print Markdown.",
    )
    parser.add_argument("what", choices=["language"])
    parser.add_argument(
        "--part",
        choices=["aside", "development"],
        default="aside",
        help="the part set aside by phrasing family (the default), or the part to work on",
    )
    parser.add_argument(
        "--files", metavar="NAMES", default="", help="only files that begin so, e.g. family_,iron_"
    )
    parser.add_argument(
        "--errors", metavar="N", type=int, default=0, help="print so many misunderstood replies"
    )
    parser.add_argument("--compare", action="store_true", help="train and compare the contenders (long)")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of Rasa's DIET in the comparison")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    """Judge every reply of the part by the very path a chat message takes."""
    from bot.bootstrap import knowledge
    from bot.evaluation import report
    from bot.evaluation.figures import Figures
    from bot.language.learned.labelled import load_labelled, parts
    from bot.settings import ROOT

    labelled = load_labelled(ROOT / "data" / "replies", knowledge(), tuple(chosen.files.split(",")))
    development, aside = parts(labelled)
    part = aside if chosen.part == "aside" else development
    families = len({one.family for one in labelled})
    progress(f"{len(labelled)} replies in {families} families; {len(part)} in this part")
    judged = judge(part)
    print(report.overall(Figures.of(judged, knowledge())), end="\n\n")
    print(report.groups(judged), end="\n\n")
    print(report.mistaken(judged), end="\n\n")
    print(report.sureness((one.heard.confidence, one.understood) for one in judged))
    _print_errors(judged, chosen.errors)
    if chosen.compare:
        from bot.evaluation import race

        print("\n" + report.table(report.CONTEST, ()))
        for line in race.run(development, aside, chosen.epochs, progress):
            print(report.contender(line), flush=True)


def judge(part: Sequence[Labelled]) -> list[Judgement]:
    """What the trained pipeline makes of each reply, judged."""
    from bot import agent, training
    from bot.bootstrap import knowledge
    from bot.cli.interpret import Line, interpreted
    from bot.evaluation.judgement import Judge
    from bot.knowledge.values import plain

    model = training.ready_model(say=progress)
    agent.prepare(Path(model))
    reader, bench = agent.load_reader(model), Judge(knowledge())

    async def all_() -> list[Judgement]:
        found = []
        for one in part:
            facts = {name: plain(value) for name, value in one.reply.facts.items()}
            line = Line(one.reply.question or "", one.reply.text, str(one.reply.today), facts)
            found.append(bench.judge(one, await interpreted(reader, line)))
        return found

    return asyncio.run(all_())


def _print_errors(judged: Sequence[Judgement], most: int) -> None:
    for one in [one for one in judged if not one.understood or one.missed or one.false_alarms][:most]:
        told, heard = one.labelled, one.heard
        print(f"\n{told.family} [{told.reply.question}] {told.reply.text!r}")
        print(f"  told  {told.outcome} {told.value} {dict(told.also)} {list(told.alerts)}")
        print(f"  heard {heard.outcome} {heard.value} {dict(heard.also)} {list(heard.alerts)}")
