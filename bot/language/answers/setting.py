"""What a reply is read with: what was found in its words, what is known, and today's date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.values import DECLINED, UNKNOWN, Value
from bot.language.answers.polarity import PolarityReader
from bot.language.words.facts import Said
from bot.language.words.message import Message

_BRIEF = 16


@dataclass(frozen=True)
class Setting:
    """What a reply is read with: what was found in it, what is known, and today's date.

    `alarming` tells that it speaks of a danger other than the one asked about.
    """

    message: Message
    said: Sequence[Said]
    labels: dict[str, int]
    facts: Mapping[str, Value]
    today: date | None
    question: str | None = None
    alarming: bool = False
    amending: bool = False
    """Whether it changes an earlier answer: then a common yes or no belongs to that."""
    asking: bool = False
    """Whether it asks back: then an item's name alone (`what is a saddle?`) does not mean having it."""

    @property
    def leaning(self) -> str | None:
        """Yes, no, partial, unknown or declined by its common words."""
        if self.amending:
            return None
        return PolarityReader.leaning(
            self.labels, weak=self.brief and not self.elsewhere and not self.alarming
        )

    @property
    def brief(self) -> bool:
        """Whether the message is short enough for `I do` to be its answer."""
        return len(self.message.words) <= _BRIEF

    @property
    def elsewhere(self) -> bool:
        """Whether it speaks of other questions and not of the open one."""
        questions = {said.question for said in self.said}
        return bool(questions) and self.question not in questions

    @property
    def silent(self) -> str | None:
        """Unknown or declined, where the words say so."""
        return self.leaning if self.leaning in {UNKNOWN, DECLINED} else None
