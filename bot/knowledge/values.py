"""What an answer can be, as JSON has it: a word, a number, a list of words, or a trimester alone."""

from __future__ import annotations

from collections.abc import Mapping

Value = str | int | float | tuple[str, ...] | Mapping[str, int]
"""`yes no unknown declined partial mild moderate severe low adequate left right both alternating ...`,
a number in the unit the question's id names, names in a tuple, or `{"trimester": 3}`."""

UNKNOWN = "unknown"
DECLINED = "declined"
SILENT = frozenset({UNKNOWN, DECLINED})
"""Answers that were given and say nothing either way."""

_TRIMESTER_WEEKS = {1: 6, 2: 20, 3: 30}
"""A week that stands for each trimester; the second's is late enough to ask about blood pressure."""


def weeks(value: Value) -> float | None:
    """A number of weeks, also from a trimester alone; None for anything else."""
    if isinstance(value, Mapping):
        return _TRIMESTER_WEEKS.get(value.get("trimester", 0))
    return value if isinstance(value, (int, float)) else None


def plain(value: Value) -> object:
    """The value as JSON writes it."""
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def from_plain(value: object) -> Value:
    """The value JSON wrote. Raises ValueError for what is no answer (null, booleans, nesting)."""
    if isinstance(value, str) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, Mapping) and set(value) == {"trimester"} and value["trimester"] in _TRIMESTER_WEEKS:
        return {"trimester": int(value["trimester"])}
    raise ValueError(f"{value!r} is not an answer")
