"""Replies with what a nurse would note down of each, read from `data/replies/*.yml`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import validator

from bot.documents import Document, Place, parse, read
from bot.errors import DocumentError, Fault
from bot.knowledge.loader import Knowledge
from bot.knowledge.values import DECLINED, Value, from_plain
from bot.language.interpretation import Outcome, Reply
from bot.language.words.pages import Page

TODAY = date(2026, 11, 22)
"""The day of a message where nothing is said."""

SET_ASIDE = 5
"""One phrasing family in so many is never looked at while rules and models are made."""

Phenomenon = Literal[
    "plain",
    "hedged",
    "idiom",
    "negation",
    "double_negation",
    "past",
    "relative",
    "typo",
    "brand",
    "number",
    "multi_fact",
    "refusal",
    "question_back",
    "off_topic",
    "amendment",
    "dialect",
    "shouting",
    "second_language",
    "danger",
    "near_danger",
    "opening",
]

_OUTCOMES: Mapping[object, Outcome] = {
    "asks": "clarification",
    "off_topic": "off_topic",
    DECLINED: "declined",
}


@dataclass(frozen=True)
class Labelled:
    """One reply in its setting, and how it should be understood.

    `value` and `outcome` are the interpretation's; for a checklist `value` is "no" where none of it
    fits, and `others` is "no" where the items that were not named were denied.
    """

    family: str
    phenomena: tuple[Phenomenon, ...]
    reply: Reply
    outcome: Outcome
    value: Value | None = None
    also: Mapping[str, Value] = field(default_factory=dict)
    alerts: tuple[str, ...] = ()
    others: str | None = None

    @property
    def set_aside(self) -> bool:
        """Whether its family is kept for measuring alone."""
        return int(hashlib.sha256(self.family.encode()).hexdigest(), 16) % SET_ASIDE == 0


class _Said(Page):
    """What a reply, or each of a family, means."""

    means: Any = None
    also: Mapping[str, Any] = {}
    rest: Literal["no"] | None = None
    alerts: tuple[str, ...] = ()
    today: date = TODAY
    facts: Mapping[str, Any] = {}

    @validator("also", "facts")
    def _answers(cls, found: Mapping[str, Any]) -> dict[str, Value]:
        return {question: from_plain(value) for question, value in found.items()}

    @validator("means")
    def _answer(cls, found: Any) -> Value | None:
        return None if found is None else from_plain(found)


class _Entry(_Said):
    """A reply with its own meaning."""

    text: str


class _Family(_Said):
    """One way of saying it."""

    family: str
    question: str
    phenomena: tuple[Phenomenon, ...]
    replies: tuple[_Entry | str, ...]


def parts(labelled: Iterable[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """The replies to work with, and those set aside; what is said on both sides is only set aside."""
    replies = list(labelled)
    aside = [one for one in replies if one.set_aside]
    kept = {one.reply.text for one in aside}
    return [one for one in replies if not one.set_aside and one.reply.text not in kept], aside


def load_labelled(folder: Path, knowledge: Knowledge, begin: tuple[str, ...] = ("",)) -> tuple[Labelled, ...]:
    """The labelled replies of the files whose names begin so. Raises DocumentError with every fault."""
    found: list[Labelled] = []
    faults: list[Fault] = []
    for path in sorted(path for path in folder.glob("*.yml") if path.name.startswith(begin)):
        document = read(path)
        if isinstance(document, Fault):
            faults.append(document)
            continue
        for index in range(len(document.data or ())):
            family = parse(_Family, document, (index,))
            if isinstance(family, list):
                faults.extend(family)
                continue
            faults.extend(_strange(family, document, index, knowledge))
            found.extend(_replies(family))
    if faults:
        raise DocumentError(faults)
    return tuple(found)


def _replies(family: _Family) -> Iterator[Labelled]:
    for entry in family.replies:
        said = entry if isinstance(entry, _Entry) else _Entry(text=entry)

        def told(key: str, said: _Entry = said) -> Any:
            return getattr(said if key in said.__fields_set__ else family, key)

        means = told("means")
        yield Labelled(
            family.family,
            family.phenomena,
            Reply(said.text, family.question, told("facts"), told("today")),
            _OUTCOMES.get(means, "answer") if isinstance(means, str) else "answer",
            None if means in ("asks", "off_topic") else means,
            told("also"),
            told("alerts"),
            told("rest"),
        )


def _strange(family: _Family, document: Document, index: int, knowledge: Knowledge) -> Iterator[Fault]:
    """Questions and red flags that nobody knows."""
    asked = {*knowledge.questions, *knowledge.checklists, *knowledge.contradictions, "consent"}
    if family.question not in asked:
        yield document.fault(f"there is no question '{family.question}'", (index, "question"))
    yield from _unknown(family, document, (index,), knowledge)
    for number, entry in enumerate(family.replies):
        if isinstance(entry, _Entry):
            yield from _unknown(entry, document, (index, "replies", number), knowledge)


def _unknown(said: _Said, document: Document, place: Place, knowledge: Knowledge) -> Iterator[Fault]:
    for question in {*said.also, *said.facts} - set(knowledge.questions):
        yield document.fault(f"there is no question '{question}'", place)
    for flag in set(said.alerts) - set(knowledge.red_flags):
        yield document.fault(f"there is no red flag '{flag}'", place)
