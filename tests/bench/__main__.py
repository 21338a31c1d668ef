"""`python -m tests.bench [--quick]`: every figure in one run. Nothing is written into the project."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from bot.errors import BotError
from bot.knowledge.loader import load
from bot.triage.assessment import Assessor
from tests.bench import core, interview, side_by_side
from tests.bench.project import EPOCHS, copied_project
from tests.bench.report import figures, pairs
from tests.bench.side_by_side import Served


def main() -> int:
    """Measure and print; 2 where something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out Rasa's default pipeline")
    parser.add_argument(
        "--epochs",
        type=int,
        default=EPOCHS,
        help="train that pipeline's networks for less: of its figures only the training depends on it",
    )
    chosen = parser.parse_args()
    # Whoever ends this must not leave servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        _measure_inside()
        _measure_served(0 if chosen.quick else chosen.epochs)
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _measure_inside() -> None:
    """What needs no server."""
    _progress("Knowledge, core and language ...")
    knowledge = load()
    assessor = Assessor(knowledge)
    loading, language = core.measure_knowledge(), core.measure_language(knowledge)
    _progress("Interviewing the vignettes ...")
    interviewed = interview.interview_all(assessor)
    triage = core.measure_triage(assessor, interviewed)
    print(
        figures("CORE (processor time, so that other programs do not count)", [*loading, *triage, *language])
    )
    print(figures("INTERVIEW", interview.measure(assessor, interviewed)))
    for name in interview.differing(assessor, interviewed):
        print(f"  asking everything would change: {name}")


def _measure_served(epochs: int) -> None:
    """What a patient waits for, beside Rasa's default pipeline; where that one fails, ours all the same."""
    with copied_project() as project:
        ours = side_by_side.measure_ours(project, _progress)
        theirs = None
        try:
            if epochs:
                theirs = side_by_side.measure_default(project, _progress, ours.script, epochs)
        finally:
            _compare(ours, theirs)
            if 0 < epochs < EPOCHS:
                print(f"  The default pipeline was trained for {epochs} epochs instead of {EPOCHS}.")


def _compare(ours: Served, theirs: Served | None) -> None:
    print(pairs("SIDE BY SIDE WITH RASA'S DEFAULT PIPELINE", side_by_side.rows(ours, theirs)))
    for remark in side_by_side.remarks(ours, theirs):
        print(f"  {remark}")
    cores, load_now = os.cpu_count(), os.getloadavg()[0]
    print(f"  {cores} cores, load {load_now:.1f}: on a machine that others use, trust the ratios.")


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
