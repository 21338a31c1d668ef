"""What a patient answered, and how each answer came to be: amended, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from bot.knowledge.values import SILENT, Value, from_plain, plain

Origin = Literal["asked", "pressed", "volunteered", "implied", "amended", "given"]
Values = Mapping[str, Value]
"""The answer that stands for each question. A question that is absent was not asked."""


@dataclass(frozen=True)
class Answer:
    """One answer to one question. `turn` counts the patient's messages from 1."""

    question: str
    value: Value
    origin: Origin = "given"
    turn: int = 0

    def to_json(self) -> dict[str, Any]:
        """A plain dictionary, for the slot that keeps the history."""
        return {
            "question": self.question,
            "value": plain(self.value),
            "origin": self.origin,
            "turn": self.turn,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answer:
        """The answer `to_json` wrote."""
        return cls(data["question"], from_plain(data["value"]), data["origin"], data["turn"])


@dataclass(frozen=True)
class Answers:
    """All answers in the order they were given; the last to a question stands.

    An answer of None withdraws the one before it: the question counts as not asked again.
    """

    history: tuple[Answer | tuple[str, None], ...] = ()

    @classmethod
    def of(cls, values: Values) -> Answers:
        """Answers given all at once."""
        return cls(tuple(Answer(question, value) for question, value in values.items()))

    @cached_property
    def values(self) -> Values:
        """The answer that stands for each question."""
        standing: dict[str, Value] = {}
        for entry in self.history:
            if isinstance(entry, Answer):
                standing[entry.question] = entry.value
            else:
                standing.pop(entry[0], None)
        return standing

    def record(self, *answers: Answer) -> Answers:
        """These answers with more; an answer that already stands so is not written twice."""
        fresh = tuple(answer for answer in answers if self.values.get(answer.question) != answer.value)
        return Answers(self.history + fresh) if fresh else self

    def withdraw(self, questions: Iterable[str]) -> Answers:
        """These answers as if the questions had not been answered; the history stays."""
        standing = tuple((question, None) for question in questions if question in self.values)
        return Answers(self.history + standing)

    def undo(self, questions: Iterable[str]) -> Answers:
        """These answers without some, and as they were before what those implied."""
        undone = set(questions)
        turns = {each.turn for each in map(self._standing, undone) if each}
        implied = [each for each in map(self._standing, self.values) if each and each.origin == "implied"]
        followed = {each.question for each in implied if each.turn in turns}
        after = self.withdraw(undone | followed)
        earlier = (each for question in followed - undone for each in self.amendments(question)[:-1][-1:])
        return after.record(*earlier)

    def _standing(self, question: str) -> Answer | None:
        """The answer that stands for a question, with how it came to be."""
        return self.amendments(question)[-1] if question in self.values else None

    def amendments(self, question: str) -> tuple[Answer, ...]:
        """Every answer ever given to a question, oldest first."""
        return tuple(
            entry for entry in self.history if isinstance(entry, Answer) and entry.question == question
        )

    def last_said(self, question: str) -> int:
        """The place in the history where a question was last answered; -1 for never."""
        told = (entry.question if isinstance(entry, Answer) else None for entry in self.history)
        return max((place for place, each in enumerate(told) if each == question), default=-1)

    def to_json(self) -> list[Any]:
        """The whole history as plain data."""
        return [entry.to_json() if isinstance(entry, Answer) else entry[0] for entry in self.history]

    @classmethod
    def from_json(cls, data: Iterable[Any]) -> Answers:
        """The answers `to_json` wrote."""
        return cls(
            tuple((entry, None) if isinstance(entry, str) else Answer.from_json(entry) for entry in data)
        )


def says_something(value: Value | None) -> bool:
    """Whether an answer speaks: not absent, not unknown, not declined."""
    if value is None or (isinstance(value, str) and value in SILENT):
        return False
    return value != ("unknown",)
