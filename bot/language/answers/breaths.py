"""A message breath by breath: what stands between two signs or joints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_KEPT = frozenset({"%", "'"})
_JOINTS = words_of("also and because but cos n plus so then though which while who")


@dataclass(frozen=True)
class Breath:
    """Some words between two signs or joints, and the words said just before."""

    sentence: Sentence
    before: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words themselves."""
        return self.sentence.words


def breaths(sentences: Sequence[Sentence]) -> list[Breath]:
    """The words of a message between its signs and joints."""
    found: list[Breath] = []
    before: tuple[str, ...] = ()
    for sentence in sentences:
        start = 0
        words = sentence.words
        for index in range(len(words) + 1):
            if index < len(words) and not _parts(words, index):
                continue
            if index > start:
                part = Sentence(words[start:index], sentence.stems[start:index], sentence.span[start:index])
                found.append(Breath(part, before))
                before = words[start:index]
            start = index + 1
    return found


def _parts(words: Sequence[str], index: int) -> bool:
    word = words[index]
    if word in {"-", "/"}:
        around = (*words[max(0, index - 1) : index], *words[index + 1 : index + 2])
        return len(around) < 2 or not all(neighbour.isdigit() for neighbour in around)
    if word == "and":
        return tuple(words[index + 1 : index + 3]) != ("a", "half")
    return word in _JOINTS or not (word[0].isalnum() or word in _KEPT)
