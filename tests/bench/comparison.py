"""What the figures of several bots say side by side, and how far the aims are met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.bench.report import Figure, Row
from tests.bench.storage import PEOPLE, Measured

MOST_TURN, MOST_MEMORY, MOST_COLD_START, MOST_FLAT, LEAST_TWO = 1 / 4, 1 / 3, 1 / 3, 1.5, 1.7

OURS, SHARED, TWO, LIGHT, DEFAULT = "SQLite", "PostgreSQL", "2 processes", "light Rasa", "default Rasa"
"""The bots' names."""


def rows(measured: Mapping[str, Measured]) -> list[Row]:
    """Everything measured, a column for each bot."""
    found = list(measured.values())
    table = [
        Row("cold start to the first answer", "s", [each.cold_start for each in found]),
        Row("memory of all processes (RSS)", "MB", [each.memory for each in found]),
    ]
    table.append(Row("processor time of a turn", "ms", [1000 * each.processor for each in found]))
    for people in PEOPLE:
        loads = [each.loads[people] for each in found]
        table.append(Row(f"turn, {people} at a time, p50", "ms", [load.turn_ms(0.5) for load in loads]))
        table.append(Row("  p95", "ms", [load.turn_ms(0.95) for load in loads]))
        table.append(Row("  turns a second", "", [load.rate for load in loads]))
    return [*table, Row("turn 100 over turn 10, p50", "", [each.flat for each in found])]


def aims(measured: Mapping[str, Measured]) -> list[Figure]:
    """The ratios that were aimed at, for the bots that took part."""
    return [*_against_stock(measured), *_among_ours(measured)]


def _against_stock(measured: Mapping[str, Measured]) -> Iterator[Figure]:
    ours = measured[OURS]
    for name in (LIGHT, DEFAULT):
        if name not in measured:
            continue
        theirs = measured[name]
        turn = ours.loads[1].turn_ms(0.5) / theirs.loads[1].turn_ms(0.5)
        yield Figure(f"turn p50 over that of {name}", turn, "", MOST_TURN)
        if ours.processor and theirs.processor:
            yield Figure(
                f"processor time over that of {name}", ours.processor / theirs.processor, "", MOST_TURN
            )
        if ours.memory and theirs.memory:
            yield Figure(f"memory over that of {name}", ours.memory / theirs.memory, "", MOST_MEMORY)
        cold = ours.cold_start / theirs.cold_start
        yield Figure(f"cold start over that of {name}", cold, "", MOST_COLD_START)
        same = _outcomes(ours) == _outcomes(theirs)
        yield Figure(f"same assessments as {name}", float(same), "", 1, at_least=True)


def _among_ours(measured: Mapping[str, Measured]) -> Iterator[Figure]:
    for name in (OURS, SHARED):
        if name in measured:
            yield Figure(f"turn 100 over turn 10 on {name}", measured[name].flat, "", MOST_FLAT)
    if TWO in measured and SHARED in measured:
        for people in PEOPLE[1:]:
            gain = measured[TWO].loads[people].rate / measured[SHARED].loads[people].rate
            yield Figure(f"two processes over one, {people} at a time", gain, "", LEAST_TWO, at_least=True)


def _outcomes(measured: Measured) -> list[Mapping[str, object]]:
    """The assessments, each once."""
    found: list[Mapping[str, object]] = []
    for assessment in measured.assessments:
        if assessment not in found:
            found.append(assessment)
    return found
