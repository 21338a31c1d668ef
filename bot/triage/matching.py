"""Conditions of the knowledge files made into functions, once, so that asking them is cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Condition, Matcher
from bot.knowledge.values import Value, weeks
from bot.triage.answers import Values

Predicate = Callable[[Value], bool]

FIRST_DEGREE = frozenset(
    {"mother", "father", "parent", "sister", "brother", "sibling", "child", "son", "daughter", "twin"}
)


@dataclass(frozen=True)
class Test:
    """A conjunction of predicates over answers. An absent answer never passes."""

    parts: tuple[tuple[str, Predicate], ...]

    def __call__(self, values: Values) -> bool:
        for question, predicate in self.parts:
            value = values.get(question)
            if value is None or not predicate(value):
                return False
        return True

    @property
    def questions(self) -> frozenset[str]:
        """The questions it looks at."""
        return frozenset(question for question, _ in self.parts)


def test(condition: Condition, knowledge: Knowledge) -> Test:
    """The test of one condition."""
    return Test(tuple((question, predicate(matcher, knowledge)) for question, matcher in condition.items()))


def tests(conditions: Iterable[Condition], knowledge: Knowledge) -> tuple[Test, ...]:
    """The tests of several conditions, any of which may hold."""
    return tuple(test(condition, knowledge) for condition in conditions)


def predicate(matcher: Matcher, knowledge: Knowledge) -> Predicate:
    """What one answer must be, as a function. A list fits when any of its elements does."""
    wanted = _names(matcher, knowledge)
    low, high = _bounds(matcher)
    bounded = low is not None or high is not None

    def fits(value: Value) -> bool:
        if bounded:
            amount = weeks(value)
            return amount is not None and (low is None or low(amount)) and (high is None or high(amount))
        if isinstance(value, tuple):
            return any(item in wanted for item in value)
        return not isinstance(value, dict) and value in wanted

    return fits


def _names(matcher: Matcher, knowledge: Knowledge) -> Set[object]:
    """The words, medicines or relatives a matcher accepts; a medicine also by its class alone."""
    if matcher.effect:
        groups = knowledge.medication_classes.values()
        named = {group.id for group in groups if group.effect in matcher.effect}
        return named.union(name for name, effect in knowledge.effect_of.items() if effect in matcher.effect)
    if matcher.drug_class:
        inside = (name for name, group in knowledge.class_of.items() if group.id in matcher.drug_class)
        return frozenset(matcher.drug_class).union(inside)
    if matcher.degree:
        relatives = {str(option.value) for option in knowledge.questions["family_members"].options}
        return frozenset(FIRST_DEGREE if matcher.degree == "first" else relatives - FIRST_DEGREE)
    return frozenset(matcher.any_of)


def _bounds(matcher: Matcher) -> tuple[Callable[[float], bool] | None, Callable[[float], bool] | None]:
    low: Callable[[float], bool] | None = None
    high: Callable[[float], bool] | None = None
    if matcher.at_least is not None:
        low = matcher.at_least.__le__
    elif matcher.above is not None:
        low = matcher.above.__lt__
    if matcher.at_most is not None:
        high = matcher.at_most.__ge__
    elif matcher.below is not None:
        high = matcher.below.__gt__
    return low, high
