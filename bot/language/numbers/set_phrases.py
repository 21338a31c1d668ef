"""Set phrases that stand for a number: `most nights`, `as a teenager`, `all my life`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.numerals import MOST, Number
from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import PhraseBook
from bot.language.words.text import Sentence, Vocabulary


class SetPhrases:
    """Finds the set phrases of numerals.yml."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        phrases = [("none|0", phrase) for phrase in lexicon.numerals.none]
        for name in ("per_week", "onset_age", "duration_months"):
            for value, said in getattr(lexicon.numerals, name).items():
                phrases += [(f"{name}|{value}", phrase) for phrase in said]
        self._book = PhraseBook(vocabulary, lexicon.groups, phrases)

    def number(self, kind: str, sentences: Sequence[Sentence]) -> float | None:
        """The number a set phrase of a kind stands for, the longest phrase first."""
        found = [hit for sentence in sentences for hit in self._book.find(sentence)]
        hits = [hit for hit in found if hit.label.startswith(kind + "|")]
        if not hits:
            return None
        return float(max(hits, key=lambda hit: (hit.end - hit.start, len(hit.said))).label.split("|")[1])

    def within(self, kind: str, sentences: Sequence[Sentence], words: Sequence[str]) -> list[Number]:
        """The set phrases of a kind as numbers, placed among the words; of overlapping ones the longest."""
        found: list[Number] = []
        cursor = 0
        for sentence in sentences:
            hits = [hit for hit in self._book.find(sentence) if hit.label.startswith(kind + "|")]
            if len(found) >= MOST:
                break
            if not hits:
                continue
            plain = [at for at, word in enumerate(sentence.words) if word != "\n"]
            shown = [sentence.words[at] for at in plain]
            shift = _place(words, shown, cursor)
            if shift is None:
                continue
            cursor = max(cursor, shift)
            for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, -len(hit.said))):
                places = [index for index, at in enumerate(plain) if hit.start <= at < hit.end]
                start, end = shift + places[0], shift + places[-1] + 1
                if start >= 0 and end <= len(words) and all(end <= n.start or n.end <= start for n in found):
                    found.append(Number(float(hit.label.split("|")[1]), start, end))
        return sorted(found, key=lambda number: number.start)


def _place(words: Sequence[str], part: Sequence[str], cursor: int) -> int | None:
    """Where some words stand in others; negative where they reach beyond what is looked at."""
    if len(part) <= len(words):
        return next(
            (at for at in range(cursor, len(words)) if list(words[at : at + len(part)]) == part), None
        )
    return next((-at for at in range(len(part)) if part[at : at + len(words)] == list(words)), None)
