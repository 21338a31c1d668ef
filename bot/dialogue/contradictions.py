"""Answers that cannot both be so."""

from __future__ import annotations

from collections.abc import Container

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Contradiction
from bot.triage.answers import Values
from bot.triage.matching import Test, test


class Contradictions:
    """All contradictions of the knowledge, ready to be found."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._all: tuple[tuple[Contradiction, Test], ...] = tuple(
            (each, test(each.when, knowledge)) for each in knowledge.contradictions.values()
        )

    def found(self, values: Values, settled: Container[str]) -> str | None:
        """The first contradiction in the answers that was not asked about yet."""
        waiting = ((each, holds) for each, holds in self._all if each.id not in settled)
        return next((each.id for each, holds in waiting if _contradicts(each, holds, values)), None)


def _contradicts(each: Contradiction, holds: Test, values: Values) -> bool:
    if each.exceeds is None:
        return holds(values)
    first, second = (values.get(question) for question in each.exceeds)
    return isinstance(first, (int, float)) and isinstance(second, (int, float)) and first > second
