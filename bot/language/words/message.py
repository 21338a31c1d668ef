"""A message read once, for every reader to use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.language.words.patterns import Hit
from bot.language.words.scope import Scopes, Setting
from bot.language.words.spelling import Spelling
from bot.language.words.text import Sentence, Vocabulary, clean, split

MOST_WORDS = 6_000
MOST_CHARACTERS = 120_000
TAKEN_BACK = "*"
"""Stands for the words of a second thought in the middle of a message: `2 months, no sorry, 2 years`."""

_REPEATED = re.compile(r"(\S)\1{9,}")


@dataclass(frozen=True)
class Message:
    """The words of a message in sentences. Facts are sought in `sentences`, alarms in `everything`."""

    text: str
    words: tuple[str, ...]
    everything: tuple[Sentence, ...]
    scopes: Scopes

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences facts are sought in: the first thousands of words."""
        kept, count = [], 0
        for sentence in self.everything:
            if count > MOST_WORDS:
                break
            kept.append(sentence)
            count += len(sentence)
        return tuple(kept)

    @cached_property
    def bare(self) -> str:
        """The words alone, without signs."""
        return " ".join(word for word in self.words if word[0].isalnum())

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark or begins like a question."""
        starts = {
            "what",
            "whats",
            "define",
            "why",
            "how",
            "when",
            "where",
            "who",
            "which",
            "can",
            "could",
            "should",
            "does",
            "do",
            "is",
            "are",
            "will",
            "would",
        }
        return "?" in self.words[-4:] or (bool(self.words) and self.words[0] in starts)

    def setting(self, sentence: Sentence, hit: Hit) -> Setting:
        """The setting of a phrase in one of the sentences."""
        return self.scopes.setting(sentence, hit, self.scopes.marks(sentence))


def read_message(text: str, vocabulary: Vocabulary, spelling: Spelling, scopes: Scopes) -> Message:
    """A raw text as a message; each sentence once, however often it is repeated."""
    cleaned = _REPEATED.sub(lambda run: run.group(0)[:3], clean(text[:MOST_CHARACTERS]))
    words = spelling.corrected(split(cleaned))
    seen: dict[tuple[str, ...], Sentence] = {}
    for sentence in vocabulary.sentences(words):
        seen.setdefault(sentence.words, sentence)
    return Message(text, tuple(word for word in words if word != "\n"), tuple(seen.values()), scopes)
