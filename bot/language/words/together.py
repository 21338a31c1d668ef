"""Words written without spaces (`ihavechestpain`) or without their last letter (`shakin`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.language.words.text import Sentence, Vocabulary, clean, split

_LEAST = 8
_LONGEST_PART = 14
_ALONE = frozenset({"i", "a"})
_SHORT = 2
_DROPPED = "in"


class Opener:
    """Opens words that are no words. What is a word already stays as it is."""

    def __init__(self, vocabulary: Vocabulary, words: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        self._parts = frozenset(
            word for word in words if word.isalpha() and (len(word) >= _SHORT or word in _ALONE)
        )
        self._opened = lru_cache(maxsize=4_000)(self._open)

    def sentences(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences, and each that changes once more as it is meant."""
        found: list[Sentence] = []
        for sentence in sentences:
            found.append(sentence)
            words = [part for word in sentence.words for part in self._opened(word)]
            if tuple(words) != sentence.words:
                found.extend(self._vocabulary.sentences(split(clean(" ".join(words)))))
        return found

    def _open(self, word: str) -> tuple[str, ...]:
        if self._vocabulary.knows(word) or not word.isalpha():
            return (word,)
        if word.endswith(_DROPPED) and len(word) > 4 and self._vocabulary.knows(f"{word}g"):
            return (f"{word}g",)
        return self._parted(word) if len(word) >= _LEAST else (word,)

    def _parted(self, word: str) -> tuple[str, ...]:
        """The fewest known words that make up the whole; the word itself where there are none."""
        best: list[tuple[str, ...] | None] = [(), *(None for _ in word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_PART), end):
                before, part = best[start], word[start:end]
                if before is None or part not in self._parts:
                    continue
                here = best[end]
                if here is None or len(before) + 1 < len(here):
                    best[end] = (*before, part)
        return best[-1] or (word,)
