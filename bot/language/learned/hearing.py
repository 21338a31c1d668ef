"""What the reply model can take a reply for: the classes of each question, red flags, items of checklists."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import UNKNOWN, Value
from bot.language.interpretation import Outcome

NUMBER = "number"
NAMED = "named"
"""Medicines, relatives or feelings are named: which, the rules know."""
NONE = "none"
ELSEWHERE = "elsewhere"
"""The reply says something, and nothing to the open question."""

MOVES: tuple[Outcome, ...] = ("clarification", "declined", "off_topic")
ALWAYS = (*MOVES, UNKNOWN, ELSEWHERE)


def classes(knowledge: Knowledge) -> tuple[str, ...]:
    """Every class of any question, in one order."""
    own = {name for question in knowledge.questions.values() for name in of_question(question)}
    return tuple(sorted(own | {"yes", "no", *ALWAYS}))


def of_question(question: Question | None) -> frozenset[str]:
    """The classes a reply to a question can have; a checklist has yes and no."""
    if question is None or question.kind == "yes_no":
        own = {"yes", "no"}
    elif question.kind == "number":
        own = {NUMBER}
    elif question.kind == "choice":
        own = set()
    else:
        own = {NAMED, NONE}
    options = question.options if question and question.kind in {"yes_no", "choice"} else ()
    return frozenset({*own, *(str(option.value) for option in options), *ALWAYS})


def class_of(outcome: Outcome, value: Value | None) -> str:
    """The class of an outcome and a value."""
    if outcome != "answer":
        return outcome
    if value is None:
        return ELSEWHERE
    if value == UNKNOWN or value == (UNKNOWN,):
        return UNKNOWN
    if isinstance(value, tuple):
        return NAMED if value else NONE
    return value if isinstance(value, str) else NUMBER


def contexts(knowledge: Knowledge, question: str | None) -> tuple[str, ...]:
    """What the words of a reply are weighed in: its question, and all questions of that sort."""
    asked = knowledge.questions.get(question or "")
    return (asked.id, f"{asked.kind} {asked.group}") if asked else (question or "nothing",)


def prompt(question: str | None) -> str:
    """How the open question is told to the model."""
    return (question or "").replace("_", " ")


def flags(knowledge: Knowledge) -> tuple[str, ...]:
    """The red flags that a patient tells of, in one order; others follow from several answers."""
    return tuple(sorted(flag for flag in knowledge.red_flags if flag in knowledge.questions))


def items(knowledge: Knowledge) -> tuple[str, ...]:
    """What can be told of each item of a checklist, in one order; red flags are heard as such."""
    dangers = flags(knowledge)
    listed = {item for checklist in knowledge.checklists.values() for item in checklist.questions}
    own = {item: of_question(knowledge.questions[item]) for item in listed.difference(dangers)}
    return tuple(sorted(item_told(item, value) for item in own for value in own[item].difference(ALWAYS)))


def item_told(item: str, value: Value) -> str:
    """The name of an item with what is told of it."""
    return f"{item}={value}"


def item_of(told: str) -> tuple[str, str]:
    """The item of such a name, and what is told of it."""
    item, value = told.split("=")
    return item, value


def mask(knowledge: Knowledge, question: str | None, names: Sequence[str]) -> Sequence[bool]:
    """Which classes a reply to a question can have."""
    own = of_question(knowledge.questions.get(question or ""))
    return [name in own for name in names]
