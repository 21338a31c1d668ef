"""Does it fit restless legs? Four criteria, and what only looks like it (the fifth)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.triage.answers import Values
from bot.triage.matching import Test, tests

Fit = Literal["likely", "uncertain", "unlikely"]
CRITERIA = ("urge_to_move", "rest_onset", "relief_with_movement", "evening_worse")
_ONCE = {"relief_with_movement": "relief_once", "evening_worse": "evening_once"}
"""Severe disease can lose relief or the evening pattern; that it once was so counts."""

DECISIVE = frozenset((*CRITERIA, *_ONCE.values()))
"""Every question the fit is judged by."""


@dataclass(frozen=True)
class Mimicry:
    """A mimic the answers point to, and the questions that did."""

    id: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """How far the answers fit restless legs."""

    fit: Fit
    criteria: dict[str, Value]
    mimics: tuple[Mimicry, ...]


class Criteria:
    """The criteria and the mimics of the knowledge, ready to be tested."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._mimics: tuple[tuple[str, tuple[Test, ...]], ...] = tuple(
            (mimic.id, tests(mimic.when, knowledge)) for mimic in knowledge.mimics.values()
        )

    def tests(self) -> Iterator[Test]:
        """Every test of a mimic."""
        return (holds for _, any_of in self._mimics for holds in any_of)

    def judge(self, values: Values) -> Pattern:
        """The pattern of these answers."""
        mimics = self.mimics(values)
        asked = {criterion: values[criterion] for criterion in CRITERIA if criterion in values}
        return Pattern(_fit(values, bool(mimics)), asked, mimics)

    def mimics(self, values: Values) -> tuple[Mimicry, ...]:
        """The mimics these answers point to."""
        found = []
        for mimic, any_of in self._mimics:
            because = [question for holds in any_of if holds(values) for question, _ in holds.parts]
            if because:
                found.append(Mimicry(mimic, tuple(dict.fromkeys(because))))
        return tuple(found)


def _fit(values: Values, mimicked: bool) -> Fit:
    met = {criterion: _met(criterion, values) for criterion in CRITERIA}
    lost = met["relief_with_movement"] is False and met["evening_worse"] is False
    if met["urge_to_move"] is False or met["rest_onset"] is False or lost:
        return "unlikely"
    return "likely" if all(met.values()) and not mimicked else "uncertain"


def _met(criterion: str, values: Values) -> bool | None:
    value = values.get(criterion)
    if value in {"yes", "partial"} or values.get(_ONCE.get(criterion, "")) == "yes":
        return True
    return False if value == "no" else None
