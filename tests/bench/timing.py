"""How much work things are: processor time, which other programs on the machine do not lengthen."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """The processor seconds one piece of work took, and what came of it."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def typical(work: Callable[[], object], times: int) -> float:
    """The median of several runs of the same work."""
    return median(seconds(work)[0] for _ in range(times))


def each(work: Callable[[T], object], items: Iterable[T]) -> tuple[float, ...]:
    """The processor seconds of the work for each item."""
    return tuple(seconds(lambda item=item: work(item))[0] for item in items)  # type: ignore[misc]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
