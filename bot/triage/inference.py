"""Which causes the answers speak for, by evidence added up in decibans (10·log10 of a likelihood ratio).

The scale: + 3, ++ 6, +++ 10 (ratios of 2, 4 and 10), negative likewise; a published ratio stands
as it is. Addition makes the order of answers irrelevant, and more support never lowers a cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Case, Cause, Level
from bot.triage.answers import Values, says_something
from bot.triage.matching import Predicate, Test, predicate, test

DECIBANS: Mapping[str, float] = {"+": 3, "++": 6, "+++": 10, "0": 0, "-": -3, "--": -6, "---": -10}
THRESHOLDS: tuple[tuple[Level, float], ...] = (("strong", 9), ("moderate", 5), ("weak", 2))
_LEVELS = tuple(name for name, _ in THRESHOLDS)
_GRADES = ("guideline", "associated", "weak", "disputed")

Scores = dict[str, float]


@dataclass(frozen=True)
class Spoken:
    """A cause with what speaks for it, against it, and what is not known."""

    id: str
    level: Level
    decibans: float
    for_: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class _Link:
    """One evidence link, ready to be weighed."""

    question: str
    cases: tuple[tuple[Predicate, Test, float], ...]

    def weight(self, values: Values) -> float:
        """What the first case that fits says; silence weighs nothing."""
        value = values.get(self.question)
        if value is None or not says_something(value):
            return 0
        for fits, others, decibans in self.cases:
            if fits(value) and others(values):
                return decibans
        return 0


class Inference:
    """The evidence links of all scored causes, ready to be weighed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._causes: dict[str, Cause] = {
            key: cause for key, cause in knowledge.causes.items() if cause.scored
        }
        self._links: dict[str, tuple[_Link, ...]] = {
            key: tuple(
                _Link(link.question, tuple(_case(case, knowledge) for case in link.cases))
                for link in cause.links
            )
            for key, cause in self._causes.items()
        }
        self._touched: dict[str, set[str]] = {}
        for key, links in self._links.items():
            for link in links:
                for question in {link.question}.union(*(others.questions for _, others, _ in link.cases)):
                    self._touched.setdefault(question, set()).add(key)

    def scores(self, values: Values, base: Scores | None = None, changed: str | None = None) -> Scores:
        """Every cause's decibans. With `base`, only the causes that `changed` speaks of are weighed anew."""
        weighed = self._links if base is None else self._touched.get(changed or "", ())
        fresh = {key: sum(link.weight(values) for link in self._links[key]) for key in weighed}
        return {**base, **fresh} if base else fresh

    def levels(self, scores: Scores, values: Values) -> dict[str, Level]:
        """The causes that are named, the likeliest first. Without any, what is left when all was asked."""
        named = [(key, score) for key, score in scores.items() if score >= THRESHOLDS[-1][1]]
        named.sort(key=self._rank)
        if named:
            return {key: level(score) for key, score in named}
        left = (key for key, cause in self._causes.items() if cause.residual_after)
        return {key: "weak" for key in left if all(q in values for q in self._causes[key].residual_after)}

    def _rank(self, named: tuple[str, float]) -> tuple[int, int, float, str]:
        """Likelier levels first; within one, what guidelines back, and only then the finer weight."""
        key, score = named
        return _LEVELS.index(level(score)), _GRADES.index(self._causes[key].evidence), -score, key

    def spoken(self, key: str, named: Level, values: Values, open_questions: frozenset[str]) -> Spoken:
        """One named cause with its reasons. `open_questions` are those that could still be answered."""
        weights = [(link.question, link.weight(values)) for link in self._links[key]]
        silent = [
            q for q, _ in weights if q in open_questions or (q in values and not says_something(values[q]))
        ]
        return Spoken(
            id=key,
            level=named,
            decibans=sum(weight for _, weight in weights),
            for_=tuple(dict.fromkeys(question for question, weight in weights if weight > 0)),
            against=tuple(dict.fromkeys(question for question, weight in weights if weight < 0)),
            unknown=tuple(dict.fromkeys(silent)),
        )


def level(decibans: float) -> Level:
    """The level of a named cause."""
    return next(name for name, threshold in THRESHOLDS if decibans >= threshold)


def _case(case: Case, knowledge: Knowledge) -> tuple[Predicate, Test, float]:
    decibans = DECIBANS[case.weight] if case.decibans is None else case.decibans
    return predicate(case.answer, knowledge), test(case.with_, knowledge), decibans
