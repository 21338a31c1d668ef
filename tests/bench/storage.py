"""Turns on a running bot that stores every one: how long they take, how many it takes, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import servers
from tests.bench.contenders import Contender
from tests.bench.conversation import Load, Script, ask, first_answer, load, talk, write_down
from tests.bench.lines import Rest
from tests.bench.servers import Servers
from tests.bench.training import Say

PEOPLE = (1, 8, 32)
"""How many hold conversations at a time."""

LEAST = 8
"""Conversations at a time of one or few, so that there are turns enough to tell a 95th percentile."""

EARLY, LATE = range(5, 16), range(95, 106)
"""The turns around the tenth and the hundredth."""

SAME = "is restless legs a nerve disease?"
"""A question that changes nothing, so that any turn's work is that of any other."""

LONG = 4
"""How many conversations of a hundred turns, each beside a short one."""


@dataclass(frozen=True)
class Measured:
    """One bot's figures. `flat` is the p50 at turn 100 over that at turn 10.

    `processor` are the seconds of the processors one turn took: other programs do not lengthen them.
    """

    cold_start: float
    memory: float | None
    loads: Mapping[int, Load]
    flat: float
    processor: float

    @property
    def assessments(self) -> list[Mapping[str, object]]:
        """What every conversation came to, without the versions of what made it."""
        return [
            {key: value for key, value in talk.assessment.items() if key != "versions"}
            for held in self.loads.values()
            for talk in held.talks
        ]


def measure(contender: Contender, project: Path, script: Script, say: Say) -> tuple[Measured, Script]:
    """Start a bot and talk to it. Without a script, the first conversation writes it down."""
    say(f"{contender.name}: starting ...")
    with servers.running(contender.commands(), project) as up:
        cold = first_answer(up.port, since=up.started)
        script = script or write_down(Rest(up.port, "bench-first"))
        for port in up.ports[: contender.talkers]:
            talk(Rest(port, f"bench-warm-{port}"), script)
        loads, used = {}, up.processor_seconds()
        for people in PEOPLE:
            say(f"{contender.name}: {people} at a time ...")
            loads[people] = _load(contender, up, script, people)
        processor = (up.processor_seconds() - used) / sum(held.turns for held in loads.values())
        memory = up.memory()
        say(f"{contender.name}: a hundred turns ...")
        return Measured(cold, memory, loads, _flat(up.port), processor), script


def _load(contender: Contender, up: Servers, script: Script, people: int) -> Load:
    def dial(number: int) -> Rest:
        return Rest(up.ports[number % contender.talkers], f"bench-{people}-{number}")

    return load(dial, script, people, max(people, LEAST))


def _flat(port: int) -> float:
    """The median of turns around the hundredth over that of turns around the tenth.

    One of these follows one of those, so that whatever else the machine does falls on both.
    """
    early, late = [], []
    for number in range(LONG):
        short, long = Rest(port, f"bench-short-{number}"), Rest(port, f"bench-long-{number}")
        _begin(short, EARLY.start - 1)
        _begin(long, LATE.start - 1)
        for _ in EARLY:
            early.append(_timed(short))
            late.append(_timed(long))
    return median(late) / median(early)


def _begin(line: Rest, turns: int) -> None:
    """A conversation that agrees to be stored, and then asks the same thing every turn."""
    for text in ("hello", "yes", *[SAME] * (turns - 2)):
        ask(line, text)


def _timed(line: Rest) -> float:
    started = perf_counter()
    ask(line, SAME)
    return perf_counter() - started
