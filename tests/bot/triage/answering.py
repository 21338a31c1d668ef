"""Answers that people could give to the shipped questions, for properties that hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from hypothesis import strategies as st

from bot.knowledge.loader import DEFAULT_FOLDER, Knowledge, load
from bot.knowledge.model import Condition, Matcher, Question
from bot.knowledge.values import Value
from bot.settings import ROOT
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview
from bot.triage.matching import predicate


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """The knowledge as it is shipped, read once in each test process."""
    return load(DEFAULT_FOLDER, ROOT / ".cache")


@lru_cache(maxsize=1)
def assessor() -> Assessor:
    """The assessor over the shipped knowledge."""
    return Assessor(shipped())


@lru_cache(maxsize=1)
def interview() -> Interview:
    """The interview over the shipped knowledge."""
    return Interview(assessor())


@lru_cache(maxsize=1)
def pool() -> Mapping[str, tuple[Value, ...]]:
    """For each question a dozen answers it can have, unknown and declined among them."""
    return {key: tuple(_some(question)) for key, question in shipped().questions.items()}


def _some(question: Question) -> Iterator[Value]:
    found = candidates(question)
    step = max(1, len(found) // 12)
    yield from (*found[::step], *found[-2:])
    if question.kind == "medications":
        yield from ((), ("unknown",), ("sertraline", "pramipexole"), ("unknown", "doxylamine"))
        yield from ((name,) for name in ("amitriptyline", "ropinirole", "clozapine", "lithium", "zolpidem"))
    if question.kind in {"choices", "relatives"}:
        yield from ((), tuple(str(option.value) for option in question.options))
    if question.id == "gestation_weeks":
        yield from ({"trimester": number} for number in (1, 2, 3))


def values_of(question: str) -> st.SearchStrategy[Value]:
    """The answers a question can have."""
    return st.sampled_from(pool()[question])


def an_answer() -> st.SearchStrategy[tuple[str, Value]]:
    """One answer to one question."""
    return st.deferred(lambda: st.sampled_from([(key, value) for key in pool() for value in pool()[key]]))


def some_answers(most: int = 25) -> st.SearchStrategy[dict[str, Value]]:
    """Answers to some of the questions, whether or not they would have been asked."""
    return st.lists(an_answer(), max_size=most).map(dict)


@st.composite
def answers_without_alarm(draw: st.DrawFn) -> dict[str, Value]:
    """Answers that no red flag stops, so that causes and labs can be spoken of."""
    values = draw(some_answers())
    watched = {key for flag in shipped().red_flags.values() for when in flag.when for key in when}
    return {key: value for key, value in values.items() if key not in watched}


def meeting(condition: Condition) -> dict[str, Value]:
    """Answers that meet a condition."""
    return {question: _met(question, matcher) for question, matcher in condition.items()}


def _met(question: str, matcher: Matcher) -> Value:
    fits = predicate(matcher, shipped())
    return next(value for value in candidates(shipped().questions[question]) if fits(value))


def candidates(question: Question) -> list[Value]:
    """A few answers to a question that between them fit every condition on it."""
    found: list[Value] = [option.value for option in question.options] or ["yes", "no"]
    if question.kind == "number":
        low, high = int(question.minimum or 0), int(question.maximum or 0)
        found = [*range(low, min(high, low + 130) + 1), low + 0.5, high]
    elif question.kind == "medications":
        found = [(name,) for name in shipped().effect_of]
    elif question.kind in {"choices", "relatives"}:
        found = [(str(option.value),) for option in question.options]
    return [*found, "unknown", "declined"]


def is_silent(value: Value) -> bool:
    """Whether an answer says nothing either way."""
    return not isinstance(value, Mapping) and value in ("unknown", "declined", ("unknown",))
