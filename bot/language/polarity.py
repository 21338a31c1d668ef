"""Yes, no, partly, unsure or refused, whatever the question was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.lexicon import Lexicon
from bot.language.patterns import PhraseBook
from bot.language.text import Sentence, Vocabulary

_ANYWHERE = ("declined", "unknown", "surely_no", "surely_yes", "none_of_these", "all_of_these", "closing")
_OPENING = ("opening_yes", "opening_no")
_WEAK = ("partial", "no", "yes")


class PolarityReader:
    """Reads the leaning of an answer from its common words."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._book = PhraseBook(vocabulary, lexicon.groups, [
            (label, phrase) for label in (*_ANYWHERE, *_OPENING, *_WEAK) for phrase in getattr(lexicon.polarity, label)
        ])

    def labels(self, sentences: Sequence[Sentence]) -> dict[str, int]:
        """Which kinds of words were found, and how far into the message the first of each stands."""
        found: dict[str, int] = {}
        offset = 0
        for number, sentence in enumerate(sentences):
            for hit in self._book.find(sentence):
                if hit.label in _OPENING and (number or hit.start > _lead(sentence)):
                    continue
                found.setdefault(hit.label, offset + hit.start)
            offset += len(sentence)
        return found

    @staticmethod
    def leaning(labels: dict[str, int]) -> str | None:
        """The answer these words give: refusal first, then doubt, then yes or no."""
        if "declined" in labels:
            return "declined"
        if "surely_no" in labels and labels["surely_no"] <= labels.get("unknown", 10_000):
            return "no"
        if "unknown" in labels:
            return "unknown"
        if "surely_yes" in labels:
            return "yes"
        for label, value in (("opening_no", "no"), ("opening_yes", "yes"), ("partial", "partial"), ("no", "no"), ("yes", "yes")):
            if label in labels:
                return value
        return None


def _lead(sentence: Sentence) -> int:
    """How many words (well, oh, um, so) may come before an opening yes or no."""
    leads = {"well", "oh", "um", "er", "erm", "uh", "so", "ah", "ok", "okay", "hmm", "i", "honest", "yeah", ",", "mm", "ooh", "hm", "the", "answer", "is", "it"}
    count = 0
    while count < len(sentence) and sentence.words[count] in leads:
        count += 1
    return count
