"""Whom a question can be asked: never pregnancy to a man, never weeks to someone not pregnant."""

from __future__ import annotations

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import SILENT
from bot.triage.answers import Values
from bot.triage.matching import Test, tests

_PERSON = frozenset({"age", "sex"})
"""Somebody who keeps these to themselves is asked what could concern them."""


class Applicability:
    """The `applies` conditions of all questions, ready to be tested."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._tests: dict[str, tuple[Test, ...]] = {
            question.id: tests(question.applies, knowledge) for question in knowledge.questions.values()
        }

    def applies(self, question: str, values: Values) -> bool:
        """Whether a question makes sense after these answers."""
        any_of = self._tests[question]
        return not any_of or any(_passes(holds, values) for holds in any_of)

    def open(self, values: Values) -> frozenset[str]:
        """The questions that make sense and have no answer yet."""
        return frozenset(key for key in self._tests if key not in values and self.applies(key, values))


def _passes(holds: Test, values: Values) -> bool:
    for question, fits in holds.parts:
        value = values.get(question)
        if value is None:
            return False
        silent = isinstance(value, str) and value in SILENT
        if not (silent and question in _PERSON) and not fits(value):
            return False
    return True
