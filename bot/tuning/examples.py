"""From labelled replies to what the reply model learns from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.language.learned.hearing import MOVES, class_of
from bot.language.learned.labelled import Labelled


@dataclass(frozen=True)
class Example:
    """A reply to a question, its class, and the red flags in it; None where it teaches none of these."""

    question: str
    text: str
    label: str
    flags: tuple[str, ...] | None


def examples(labelled: Iterable[Labelled], knowledge: Knowledge, seed: int = 0) -> list[Example]:
    """Every reply under its own question, and some again under others that it answers or leaves open."""
    chance = random.Random(seed)
    questions = sorted(knowledge.questions)
    return [
        example
        for reply in labelled
        for example in (_own(reply), *_again(reply, knowledge, questions, chance))
    ]


def _own(reply: Labelled) -> Example:
    label = class_of(reply.outcome, reply.value)
    return Example(reply.reply.question or "", reply.reply.text, label, reply.alerts)


def _again(
    reply: Labelled, knowledge: Knowledge, questions: Sequence[str], chance: random.Random
) -> Iterator[Example]:
    """The reply under another question that it answers by the way, or to which it is the same move."""
    told = sorted(name for name in reply.also if knowledge.questions[name].kind in {"yes_no", "choice"})
    if told:
        name = chance.choice(told)
        yield Example(name, reply.reply.text, str(reply.also[name]), None)
    if reply.outcome in MOVES:
        yield Example(chance.choice(questions), reply.reply.text, reply.outcome, None)
