"""Set phrases that stand for a number: `most nights`, `as a teenager`, `all my life`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.lexicon import Lexicon
from bot.language.patterns import PhraseBook
from bot.language.text import Sentence, Vocabulary


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
