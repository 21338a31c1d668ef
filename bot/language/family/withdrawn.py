"""Relatives named only to be taken back: `mum, no wait, my aunt`, `it is my uncle, I wrote father`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.family.kinship import Mention
from bot.language.words.message import TAKEN_BACK
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_SIGNS = frozenset({",", ".", "-", "!", ";", ":"})
_ADDS = words_of("too also both add plus besides")
"""With one of these the second relative comes to the first."""
_GOES_ON = words_of("and has have had does did gets got is was who she he they")
"""What follows `mum actually` where the statement goes on, and nothing was taken back."""
_SUPPOSED = words_of("assume assumes assumed thought wrote typed put clicked pressed")
_REACH = 4
_STARTS = (
    ("no", "wait"), ("oh", "wait"), ("wait", "no"), ("wait",), ("hang", "on"), ("hold", "on"),
    ("scratch", "that"), ("actually", "no"), ("no", "actually"), ("correction",), ("sorry", "no"),
    ("sorry", "i", "mean"),
)  # fmt: skip
"""A second thought that begins a sentence: `my mum. No wait, it was my aunt`."""


def after_taking_back(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """What is said in place of what was taken back; nothing where nothing was."""
    for number, sentence in enumerate(sentences):
        start = _taken_back(sentence, number)
        if start:
            rest = Sentence(sentence.words[start:], sentence.stems[start:], sentence.span[start:])
            following = [rest, *sentences[number + 1 :]] if rest.words else list(sentences[number + 1 :])
            return following if _replaces([word for each in following for word in each.words]) else ()
    return ()


def _taken_back(sentence: Sentence, number: int) -> int:
    """Where the words begin that stand in for others; 0 where none do."""
    if TAKEN_BACK in sentence.words:
        return sentence.words.index(TAKEN_BACK) + 1
    if number == 0:
        return 0
    return next((len(start) for start in _STARTS if sentence.words[: len(start)] == start), 0)


def _replaces(words: Sequence[str]) -> bool:
    """Whether the words stand in for others and do not add to them."""
    first = next((word for word in words if word not in _SIGNS), "")
    as_well = any(pair == ("as", "well") for pair in pairwise(words))
    return first not in _GOES_ON and not _ADDS.intersection(words) and not as_well


def withdrawn(sentence: Sentence, having: Sequence[Mention]) -> list[Mention]:
    """The relatives somebody was taken for, where others are named: `I thought mum, but it was dad`."""
    gone = [mention for mention in having if _supposed(sentence, mention)]
    return gone if len(gone) < len(having) else []


def _supposed(sentence: Sentence, mention: Mention) -> bool:
    before = sentence.words[max(0, mention.start - _REACH) : mention.start]
    retracted = "about" in before[-2:] or (mention.start > 1 and _like_then_like(sentence, mention))
    last = max((index for index, word in enumerate(before) if word in _SUPPOSED), default=None)
    return retracted or (last is not None and not {",", "but"}.intersection(before[last:]))


def _like_then_like(sentence: Sentence, mention: Mention) -> bool:
    """The second of `like father, like daughter` is the writer."""
    start = mention.start
    return sentence.words[start - 1] == "like" and "like" in sentence.words[max(0, start - 4) : start - 1]
