"""Second thoughts: `actually`, `no wait`, `scratch that`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message
from bot.language.words.patterns import PhraseBook
from bot.language.words.text import Vocabulary

_OPENING = 6
_ANSWERS = frozenset({"yes", "no"})
TAKEN_BACK = "*"
"""Stands for the words of a second thought in the middle of a message: `2 months, no sorry, 2 years`."""


@dataclass(frozen=True)
class Opening:
    """Whether a message takes something back, and the message without the words that say so."""

    amends: bool
    rest: Message


class Amendments:
    """Recognises messages that change an earlier answer."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._book = PhraseBook(
            vocabulary, lexicon.groups, [("amends", phrase) for phrase in lexicon.polarity.amends]
        )

    def opening(self, message: Message) -> Opening:
        """The message with its taking back cut off: its `no` answers nothing."""
        if not message.sentences:
            return Opening(False, message)
        hits = self._book.find(message.sentences[0])
        early = [hit for hit in hits if hit.start < _OPENING]
        if not early:
            return Opening(bool(hits), message)
        first = max(early, key=lambda hit: hit.end - hit.start)
        instead = message.words[first.end - 1 : first.end] if message.words[first.end - 1] in _ANSWERS else ()
        words = (
            [*message.words[: first.start], TAKEN_BACK, *instead, *message.words[first.end :]]
            if first.start > 1
            else list(message.words[first.end :])
        )
        while words and words[0] in {",", ".", "-", "!", ":", ";"}:
            words.pop(0)
        if not words:
            return Opening(True, message)
        return Opening(
            True,
            Message(message.text, tuple(words), tuple(self._vocabulary.sentences(words)), message.scopes),
        )
