"""Second thoughts: `actually`, `no wait`, `scratch that`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from bot.language.words.lexicon import Lexicon
from bot.language.words.message import TAKEN_BACK, Message
from bot.language.words.patterns import PhraseBook
from bot.language.words.text import Vocabulary

_OPENING = 6
_ANSWERS = frozenset({"yes", "no"})
_NO = frozenset({"no", "nope", "none", "nobody", "nah", "not", "really"})
_BREATH = frozenset({"oh", "ah", "sorry", ",", ".", "-", "!", "..", "..."})
_OVER = (
    ("wait", "no"), ("wait",), ("hang", "on"), ("hold", "on"), ("scratch", "that"), ("strike", "that"),
    ("i", "tell", "a", "lie"), ("tell", "a", "lie"),
)  # fmt: skip
"""After a bare no these take it back: `no. Oh wait, my nan did`. A yes is never forgotten that way."""


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
        instead_of_no = _after_a_no(message.words)
        if instead_of_no:
            return Opening(True, self._only(message, instead_of_no))
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
        return Opening(True, self._only(message, words))

    def _only(self, message: Message, words: Sequence[str]) -> Message:
        """The message, as if only some of its words had been said."""
        return Message(
            message.text, tuple(words), tuple(self._vocabulary.sentences(list(words))), message.scopes
        )


def _after_a_no(words: Sequence[str]) -> Sequence[str]:
    """What is said in place of a bare no that is taken back at once."""
    said = list(takewhile(lambda word: word in _NO | _BREATH, words))
    rest = words[len(said) :]
    over = next((start for start in _OVER if tuple(rest[: len(start)]) == start), ())
    if not over or not said or said[0] not in _NO:
        return ()
    return list(dropwhile(lambda word: word in _BREATH, rest[len(over) :]))
