"""Whether a danger is over, happening this minute, or only asked about."""

from __future__ import annotations

import re

from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.text import Sentence, Vocabulary

_YEAR = re.compile(r"19\d\d|20\d\d")
_NOT_BEFORE = frozenset({"since", "until", "till"})


class Tenses:
    """Reads when it was, from `over`, `lately`, `this_minute` and `asking` of the signs."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        signs = lexicon.signs
        self._book = PhraseBook(
            vocabulary,
            lexicon.groups,
            [
                (name, phrase)
                for name in ("over", "lately", "this_minute", "asking")
                for phrase in getattr(signs, name)
            ],
        )

    def over(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether it is years ago or healed, and not back again."""
        marks = self._book.find(sentence)
        past = [mark for mark in marks if mark.label == "over"]
        if any(mark.label == "lately" and not any(_part(mark, one) for one in past) for mark in marks):
            return False
        return _names_year(sentence) or any(not _part(mark, hit) for mark in past)

    def this_minute(self, sentence: Sentence) -> bool:
        """Whether somebody tells of what they see before them."""
        return any(mark.label in {"this_minute", "lately"} for mark in self._book.find(sentence))

    def asking(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether it only asks what the words mean: `what counts as short of breath`."""
        return any(mark.label == "asking" and mark.start <= hit.start for mark in self._book.find(sentence))


def _names_year(sentence: Sentence) -> bool:
    words = sentence.words
    return any(
        _YEAR.fullmatch(word) and (index == 0 or words[index - 1] not in _NOT_BEFORE)
        for index, word in enumerate(words)
    )


def _part(mark: Hit, hit: Hit) -> bool:
    return hit.start <= mark.start and mark.end <= hit.end
