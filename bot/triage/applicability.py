"""Whom a question can be asked: never pregnancy to a man, never weeks to someone not pregnant."""

from __future__ import annotations

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import SILENT, Value
from bot.triage.answers import Values
from bot.triage.matching import Predicate, Test, tests

_ADULT_AGES = (20, 40, 58, 75)
"""Somebody who keeps their age to themselves is taken for an adult, and asked what may concern one."""


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
    return all(_may_be(question, fits, values.get(question)) for question, fits in holds.parts)


def _may_be(question: str, fits: Predicate, value: Value | None) -> bool:
    """Whether an answer is what it must be; one kept back on age or sex may be anything that fits."""
    if value is None:
        return False
    if fits(value) or not isinstance(value, str) or value not in SILENT:
        return fits(value)
    return question == "sex" or (question == "age" and any(fits(age) for age in _ADULT_AGES))
