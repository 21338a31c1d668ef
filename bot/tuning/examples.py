"""From labelled replies to what the reply model learns from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.learned.hearing import MOVES, class_of, item_told, items
from bot.language.learned.labelled import Labelled

WORDY = 4
"""A reply of fewer words says too little without its question to tell which item of a list it is about."""


@dataclass(frozen=True)
class Example:
    """A reply to a question or checklist: its class, the red flags and items in it; None teaches nothing."""

    question: str
    text: str
    label: str | None
    flags: tuple[str, ...] | None = None
    items: tuple[str, ...] | None = None


def examples(labelled: Iterable[Labelled], knowledge: Knowledge, seed: int = 0) -> list[Example]:
    """Every reply under its own question, and some again under others that it answers or leaves open."""
    return list(_Examples(knowledge, seed).all(labelled))


class _Examples:
    """Writes the examples, reply by reply; chance decides which other questions they go under."""

    def __init__(self, knowledge: Knowledge, seed: int) -> None:
        self._knowledge = knowledge
        self._chance = random.Random(seed)
        self._questions = sorted(knowledge.questions)
        self._items = frozenset(items(knowledge))
        self._lists: Mapping[str, str] = {
            item: checklist.id for checklist in knowledge.checklists.values() for item in checklist.questions
        }

    def all(self, labelled: Iterable[Labelled]) -> Iterator[Example]:
        """What all replies teach."""
        for reply in labelled:
            yield self._own(reply)
            yield from self._elsewhere(reply)
            yield from self._listed(reply)

    def _own(self, reply: Labelled) -> Example:
        question = reply.reply.question or ""
        told = self._told(reply.also) if question in self._knowledge.checklists else None
        label = class_of(reply.outcome, reply.value)
        return Example(question, reply.reply.text, label, reply.alerts, told)

    def _elsewhere(self, reply: Labelled) -> Iterator[Example]:
        """The reply under another question that it answers by the way, or to which it is the same move."""
        kinds = self._knowledge.questions
        told = sorted(name for name in reply.also if kinds[name].kind in {"yes_no", "choice"})
        if told:
            name = self._chance.choice(told)
            yield Example(name, reply.reply.text, str(reply.also[name]))
        if reply.outcome in MOVES:
            yield Example(self._chance.choice(self._questions), reply.reply.text, reply.outcome)

    def _listed(self, reply: Labelled) -> Iterator[Example]:
        """The answer to a question again, as if the checklist had been open that has it as an item."""
        question, value = reply.reply.question or "", reply.value
        checklist, wordy = self._lists.get(question), len(reply.reply.text.split()) >= WORDY
        if checklist and wordy and value is not None and item_told(question, value) in self._items:
            told = self._told({**reply.also, question: value})
            yield Example(checklist, reply.reply.text, None, items=told)

    def _told(self, answers: Mapping[str, Value]) -> tuple[str, ...]:
        told = (item_told(item, value) for item, value in answers.items())
        return tuple(sorted(self._items.intersection(told)))
