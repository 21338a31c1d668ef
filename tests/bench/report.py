"""Figures as plain tables, the aims beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NONE = "-"


@dataclass(frozen=True)
class Figure:
    """One thing measured. The aim is the most it should be, or with `at_least` the least."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the aim is met; nothing where there is none."""
        if self.aim is None:
            return ""
        met = self.value >= self.aim if self.at_least else self.value <= self.aim
        sign = "at least" if self.at_least else "at most"
        return f"{sign} {number(self.aim)} {self.unit}".rstrip() + (": met" if met else ": MISSED")


@dataclass(frozen=True)
class Row:
    """The same thing measured on several bots; None where it was not."""

    name: str
    unit: str
    values: Sequence[float | None]


def number(value: float | None) -> str:
    """Three figures that count, and no more than needed."""
    if value is None:
        return _NONE
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def figures(title: str, rows: Iterable[Figure]) -> str:
    """A table of figures."""
    cells = [(row.name, number(row.value), row.unit, row.verdict) for row in rows]
    return _table(title, ("", "", "", ""), cells)


def columns(title: str, heads: Sequence[str], rows: Iterable[Row]) -> str:
    """A table with a column for each bot."""
    cells = [(row.name, *map(number, row.values), row.unit, "") for row in rows]
    return _table(title, ("", *heads, "", ""), cells)


def _table(title: str, head: tuple[str, ...], cells: Sequence[tuple[str, ...]]) -> str:
    """Rows under a title; the first column to the left, numbers to the right, words to the left."""
    rows = [head, *cells] if any(head) else cells
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    numbers = range(1, len(head) - 2)
    lines = (
        "  ".join(
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    return "\n".join((f"\n{title}", *(f"  {line}" for line in lines)))
