"""A chart of verdicts, month by month, as shapes for an SVG; the page has the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.transcripts.review.agreement import Month

WIDTH, HEIGHT = 640, 220
LEFT, BOTTOM, TOP = 40, 24, 10
_GAP = 0.25


@dataclass(frozen=True)
class Part:
    """One verdict's share of a bar."""

    verdict: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One month."""

    label: str
    middle: float
    parts: tuple[Part, ...]


def stacked(months: Sequence[Month]) -> tuple[Bar, ...]:
    """A bar for each month, each as high as the month with most verdicts needs."""
    most = max((month.total for month in months), default=1)
    step = (WIDTH - LEFT) / max(len(months), 1)
    return tuple(_bar(month, LEFT + place * step, step, most) for place, month in enumerate(months))


def _bar(month: Month, left: float, step: float, most: int) -> Bar:
    width, floor = min(step * (1 - _GAP), 60), float(HEIGHT - BOTTOM)
    x, parts = left + (step - width) / 2, []
    for verdict, number in month.verdicts.items():
        height = number / most * (HEIGHT - BOTTOM - TOP)
        floor -= height
        if number:
            parts.append(Part(verdict, round(x, 1), round(floor, 1), round(width, 1), round(height, 1)))
    return Bar(month.month, round(left + step / 2, 1), tuple(parts))
