"""`python -m tests.bench [--only PART ...]`: every figure in one run. Nothing is written into the project."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping

import pytest

from bot.errors import BotError
from bot.knowledge.loader import load
from bot.triage.assessment import Assessor
from tests import servers
from tests.bench import (
    cluster,
    comparison,
    console,
    contenders,
    core,
    flood,
    interview,
    soak,
    storage,
    training,
    widget,
)
from tests.bench.conversation import Script
from tests.bench.project import EPOCHS, copied_project, copy_model, write_stock
from tests.bench.report import Figure, columns, figures
from tests.bench.storage import Measured

MOST_TRAINING_SECONDS = 60


def main() -> int:
    """Measure and print; 2 where something could not be measured, 1 where something was lost."""
    chosen = _parser().parse_args()
    # Whoever ends this must not leave servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        results = [PARTS[name](chosen) for name in chosen.only]
    except (BotError, pytest.skip.Exception, pytest.fail.Exception) as error:
        print(error, file=sys.stderr)
        return 2
    return max(results)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=[*USUAL], metavar="PART", help=f"of {', '.join(PARTS)}"
    )
    parser.add_argument("--quick", action="store_true", help="leave out Rasa's default pipeline")
    parser.add_argument(
        "--epochs", type=int, default=1, help="how long to train that pipeline; turns take the same after one"
    )
    parser.add_argument("--bots", type=int, default=2, help="processes behind the proxy (cluster)")
    parser.add_argument("--turns", type=int, default=20_000, help="how long a soak lasts (soak)")
    return parser


def _core(_chosen: argparse.Namespace) -> int:
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
    return 0


def _training(chosen: argparse.Namespace) -> int:
    """Our model, and with 100 epochs what the default pipeline takes for its own."""
    with copied_project() as project:
        _progress("Ours: training ...")
        ours = training.train_ours(project, _progress)
        found = [Figure("ours", ours.seconds, "s", MOST_TRAINING_SECONDS)]
        if not chosen.quick:
            _progress("Default pipeline: training (over half an hour at 100 epochs) ...")
            folder = write_stock(project, "default", 0)
            theirs = training.train_default(project, folder, chosen.epochs, _progress)
            found.append(Figure(f"default pipeline, {chosen.epochs} of {EPOCHS} epochs", theirs.seconds, "s"))
    print(figures("TRAINING", found))
    return 0


def _storage(chosen: argparse.Namespace) -> int:
    """Turns that are stored, on every bot."""
    with copied_project() as project, servers.postgres(durable=True) as database:
        copy_model(project)
        training.train_ours(project, _progress)
        bots = [
            contenders.on_sqlite(project),
            contenders.on_postgres(project, database),
            contenders.on_postgres(project, database, processes=2),
            contenders.light_stock(project),
        ]
        if not chosen.quick:
            _progress(f"Default pipeline: training for {chosen.epochs} epochs ...")
            bots.append(contenders.default_stock(project, chosen.epochs, _progress))
        measured: dict[str, Measured] = {}
        script: Script = ()
        try:
            for bot in bots:
                measured[bot.name], script = storage.measure(bot, project, script, _progress)
        finally:
            _compare(measured, script)
    return 0


def _compare(measured: Mapping[str, Measured], script: Script) -> None:
    """What has been measured, also where a later bot failed."""
    if comparison.OURS not in measured:
        return
    title = f"STORAGE, one triage of {len(script)} turns over REST"
    print(columns(title, list(measured), comparison.rows(measured)))
    print(figures("AIMS", comparison.aims(measured)))
    cores, load_now = os.cpu_count(), os.getloadavg()[0]
    print(f"  {cores} cores, load {load_now:.1f}: on a machine that others use, trust the ratios.")


def _cluster(chosen: argparse.Namespace) -> int:
    return cluster.run(chosen.bots, _progress)


def _soak(chosen: argparse.Namespace) -> int:
    return soak.run(chosen.turns, _progress)


def _flood(_chosen: argparse.Namespace) -> int:
    return flood.run(_progress)


def _widget(_chosen: argparse.Namespace) -> int:
    return widget.run(_progress)


def _console(_chosen: argparse.Namespace) -> int:
    return console.run(_progress)


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


PARTS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "core": _core,
    "training": _training,
    "storage": _storage,
    "cluster": _cluster,
    "soak": _soak,
    "flood": _flood,
    "widget": _widget,
    "console": _console,
}
USUAL = ("core", "storage", "console")


if __name__ == "__main__":
    sys.exit(main())
