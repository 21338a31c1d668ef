"""What a message adds to the answers: checked, merged, and with what it implies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.knowledge.checks import answer_words
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import Value, weeks
from bot.language.interpretation import Interpretation
from bot.triage.answers import Answer, Answers, Origin, Values, says_something
from bot.triage.interview import Step

_LISTS = frozenset({"medications", "choices", "relatives"})
_ALL_MEDICINES = "medications"


@dataclass(frozen=True)
class Recorded:
    """The answers after a message, what was new beside the open question, and what cannot be.

    `changed` tells that something new stands in the place of an earlier answer.
    """

    answers: Answers
    fresh: Mapping[str, Value] = field(default_factory=dict)
    changed: bool = False
    impossible: tuple[str, ...] = ()


def record(
    knowledge: Knowledge, answers: Answers, heard: Interpretation, step: Step | None, turn: int
) -> Recorded:
    """The answers with everything the message said."""
    facts = dict(_facts(knowledge, heard, step, answers.values))
    impossible = tuple(key for key, value in facts.items() if not possible(knowledge.questions[key], value))
    asked = set(step.questions) if step else set()
    said = {key: value for key, value in facts.items() if key not in impossible}
    new: list[Answer] = []
    for key, value in said.items():
        merged = _merged(knowledge.questions[key], value, answers.values.get(key), heard.amends)
        new.append(Answer(key, merged, _origin(key, asked, heard, answers.values), turn))
    after = answers.record(*new)
    after = after.record(*_implied(knowledge, after.values, said, turn))
    fresh = {
        key: after.values[key]
        for key in said
        if key not in asked and after.values[key] != answers.values.get(key)
    }
    changed = any(key in answers.values for key in fresh)
    return Recorded(after, fresh, changed, impossible)


def possible(question: Question, value: Value) -> bool:
    """Whether a question can have this answer at all."""
    if isinstance(value, str) and value in {"unknown", "declined"}:
        return True
    if question.kind == "number":
        amount = weeks(value)
        low, high = question.minimum, question.maximum
        return amount is not None and (low is None or amount >= low) and (high is None or amount <= high)
    if question.kind in _LISTS:
        words = answer_words(question)
        if question.kind == "relatives" and value in ("yes", "no"):
            return True
        return isinstance(value, tuple) and (words is None or set(value) <= words)
    return isinstance(value, str) and value in (answer_words(question) or ())


def _facts(
    knowledge: Knowledge, heard: Interpretation, step: Step | None, known: Values
) -> Iterator[tuple[str, Value]]:
    """Every fact of a message by question; the open question's own last, so that it wins."""
    for key, value in heard.also.items():
        if key in knowledge.questions and not _echo(knowledge, key, value, step, known):
            yield key, value
    for key in heard.alerts:
        if key in knowledge.questions:
            yield key, "yes"
    if step and not step.is_checklist and heard.value is not None and heard.question == step.id:
        yield step.id, heard.value


def _echo(knowledge: Knowledge, key: str, value: Value, step: Step | None, known: Values) -> bool:
    """Whether a checklist's "none" reaches for an item that was already answered otherwise."""
    if not step or not step.is_checklist or key in step.questions or key not in known:
        return False
    listed = knowledge.checklists.get(step.id)
    return listed is not None and key in listed.questions and value == knowledge.questions[key].item_no


def _merged(question: Question, value: Value, before: Value | None, amends: bool) -> Value:
    """Lists grow with what is said later, unless the patient corrects them."""
    if question.kind not in _LISTS or amends or not isinstance(value, tuple) or not isinstance(before, tuple):
        return value
    return tuple(dict.fromkeys((*before, *value)))


def _origin(key: str, asked: set[str], heard: Interpretation, known: Values) -> Origin:
    if key in known:
        return "amended"
    if key in asked:
        return "pressed" if heard.pressed else "asked"
    return "volunteered"


def _implied(knowledge: Knowledge, known: Values, said: Mapping[str, Value], turn: int) -> Iterator[Answer]:
    """What the new answers also answer, where nothing was said about it."""
    over_the_counter = said.get("otc_medications")
    if isinstance(over_the_counter, tuple) and over_the_counter:
        before = known.get(_ALL_MEDICINES)
        everything = (*(before if isinstance(before, tuple) else ()), *over_the_counter)
        yield Answer(_ALL_MEDICINES, tuple(dict.fromkeys(everything)), "implied", turn)
    for key, value in said.items():
        implies = knowledge.questions[key].implies
        if not says_something(value):
            continue
        also = implies.get(value if isinstance(value, str) else "*") or implies.get("*") or {}
        for question, implied in also.items():
            if question not in known:
                yield Answer(question, implied, "implied", turn)
