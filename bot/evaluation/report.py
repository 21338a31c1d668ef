"""The evaluation as Markdown that can stand in the README."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.figures import Figures, Share, by, calibration, confusion
from bot.evaluation.judgement import Judgement

GOALS = {
    "replies understood, outcome and value": "at least 95 %",
    "medicines, the set of current generics": "at least 96 %",
    "numbers": "at least 96 %",
    "messages with a danger, every red flag raised": "all",
    "messages with a false alarm": "at most 2 %",
    "questions back, refusals and off-topic": "at least 93 %",
}


@dataclass(frozen=True)
class Compared:
    """One contender's line in the table: classes right over all and closed questions, time and memory."""

    name: str
    right: Share
    closed: Share
    milliseconds: float
    megabytes: float


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join(row(line) for line in (head, ["---"] * len(head), *rows))


def row(cells: Iterable[object]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def overall(figures: Figures) -> str:
    """The figures asked for, beside their goals."""
    found = (
        figures.understood,
        figures.medicines,
        figures.numbers,
        figures.dangers,
        figures.false_alarms,
        figures.moves,
    )
    rows = [(name, goal, share) for (name, goal), share in zip(GOALS.items(), found, strict=True)]
    beside = [
        ("outcome alone", "", figures.outcomes),
        ("facts told beside the open question, found", "", figures.facts),
    ]
    return table(("figure", "goal", "measured"), [*rows, *beside])


def groups(judged: Sequence[Judgement]) -> str:
    """Understood by outcome, by phenomenon and by question."""
    parts = (
        ("outcome", by(judged, lambda one: [one.labelled.outcome])),
        ("phenomenon", by(judged, lambda one: one.labelled.phenomena)),
        ("question", by(judged, lambda one: [one.labelled.reply.question or ""])),
    )
    return "\n\n".join(table((name, "understood"), shares.items()) for name, shares in parts)


def mistaken(judged: Sequence[Judgement], most: int = 15) -> str:
    """What was most often taken for what."""
    return table(("told", "heard", "replies"), confusion(judged)[:most])


def sureness(said: Iterable[tuple[float, bool]]) -> str:
    """Whether it is right as often as it is sure."""
    rows = [(name, f"{mean:.2f}", share) for name, share, mean in calibration(said)]
    return table(("confidence", "mean", "right"), rows)


CONTEST = ("contender", "kind of reply right", "closed questions only", "ms a reply", "memory, MB")


def contender(line: Compared) -> str:
    """One contender as a line of the table that begins with `CONTEST`."""
    cells = (line.name, line.right, line.closed, f"{line.milliseconds:.1f}", f"{line.megabytes:.0f}")
    return row(cells)
