"""The same conversation with this bot and with Rasa's default pipeline, each served as its makers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import conversation, servers, training
from tests.bench.conversation import Talk
from tests.bench.project import write_default
from tests.bench.report import Pair
from tests.bench.servers import Command
from tests.bench.timing import percentile
from tests.bench.training import Say, Trained

PEOPLE = 8
MOST_TRAINING_SECONDS = 60

Script = tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """What one bot took to train, to start, to hold in memory, and to answer."""

    training: Trained
    cold_start: float
    memory: float | None
    script: Script
    alone: list[Talk]
    together: list[Talk]

    def turns(self, kind: str, share: float) -> float:
        """The milliseconds that this share of the turns does not exceed."""
        return 1000 * percentile([turn for talk in getattr(self, kind) for turn in talk.turns], share)

    @property
    def rate(self) -> float:
        """Turns a second while everybody talks at once, by the slowest of them."""
        slowest = max(sum(talk.turns) for talk in self.together)
        return sum(len(talk.turns) for talk in self.together) / slowest


def measure_ours(project: Path, say: Say) -> Served:
    """This bot: `rls-triage train`, then `rls-triage serve --rest`."""
    say("Ours: training ...")
    trained = training.train_ours(project, say)
    say("Ours: starting and talking ...")
    return _serve(servers.ours(servers.free_port()), project, trained)


def measure_default(project: Path, say: Say, script: Script, epochs: int) -> Served:
    """Rasa's default pipeline: `rasa train`, then `rasa run` and `rasa run actions`."""
    port, action_port = servers.free_port(), servers.free_port()
    folder = write_default(project, action_port, epochs)
    say("Default pipeline: training (up to an hour on a busy machine) ...")
    trained = training.train_default(project, folder, say)
    say("Default pipeline: starting and talking ...")
    return _serve(servers.default(folder, port, action_port), project, trained, script)


def rows(ours: Served, theirs: Served | None) -> list[Pair]:
    """The comparison, thing by thing."""
    both = (ours, theirs) if theirs else (ours,)

    def pair(name: str, unit: str, values: Sequence[float | None], aim: float | None = None) -> Pair:
        return Pair(name, unit, values[0], values[1] if len(values) > 1 else None, aim)

    found = [
        pair("training", "s", [each.training.seconds for each in both], MOST_TRAINING_SECONDS),
        pair("  of the processors", "s", [each.training.processor_seconds for each in both]),
        pair("cold start to the first answer", "s", [each.cold_start for each in both]),
        pair("memory of all processes (RSS)", "MB", [each.memory for each in both]),
    ]
    for kind, title in (
        ("alone", "turn, one person at a time"),
        ("together", f"turn, {PEOPLE} people at once"),
    ):
        found.append(pair(f"{title}, p50", "ms", [each.turns(kind, 0.5) for each in both]))
        found.append(pair("  p95", "ms", [each.turns(kind, 0.95) for each in both]))
    return [*found, pair(f"turns a second, {PEOPLE} people at once", "", [each.rate for each in both])]


def remarks(ours: Served, theirs: Served | None) -> list[str]:
    """What one must know to read the comparison."""
    turns = len(ours.script)
    found = [f"One triage of {turns} turns, {PEOPLE} times one after the other, then {PEOPLE} at once."]
    if theirs:
        same = _outcome(ours) == _outcome(theirs)
        found.append(f"Both came to the same assessment: {'yes' if same else 'NO'}.")
    return found


def _serve(commands: Sequence[Command], project: Path, trained: Trained, script: Script = ()) -> Served:
    """Start the servers and talk. The first conversation warms them up, and writes the script down."""
    with servers.running(commands, project) as up:
        first = conversation.first_answer(up.port, since=up.started)
        script = script or conversation.write_down(up.port, "bench-first")
        conversation.talk(up.port, "bench-warm", script)
        alone = conversation.one_by_one(up.port, script, PEOPLE)
        together = conversation.at_once(up.port, script, PEOPLE)
        return Served(trained, first, up.memory(), script, alone, together)


def _outcome(served: Served) -> tuple[object, ...]:
    """The assessments without the versions of what made them."""
    return tuple(
        {key: value for key, value in talk.assessment.items() if key != "versions"}
        for talk in (*served.alone, *served.together)
    )
