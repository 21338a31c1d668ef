"""Denials that deny no danger: a `no` that answers, `never like this`, `can't walk without gasping`."""

from __future__ import annotations

from itertools import pairwise

from bot.language.words.patterns import Hit
from bot.language.words.text import Sentence

_SPEAKERS = frozenset({"i", "it", "they", "he", "she", "we", "my", "no", "just", "only", "but", "because"})
_UNLIKE = frozenset({("like", "this"), ("like", "it"), ("this", "bad"), ("so", "bad"), ("that", "size")})
_HARDLY = frozenset({"not", "never", "hardly", "barely"})
_FAR = 12
_BREAKS = frozenset({"but", ".", "and", ";", "("})


def weightless(sentence: Sentence, mark: Hit) -> bool:
    """Whether a denial leaves what stands after it as it is."""
    return _answers(sentence, mark) or _unlike_before(sentence, mark) or _undone(sentence, mark)


def _answers(sentence: Sentence, mark: Hit) -> bool:
    """`lol no I am not suicidal`: the first `no` answers, the second denies."""
    after = sentence.stems[mark.end : mark.end + 1]
    return sentence.stems[mark.start] in {"no", "nope"} and bool(_SPEAKERS.intersection(after))


def _unlike_before(sentence: Sentence, mark: Hit) -> bool:
    """`never had a weight on my chest like this` has one now."""
    if sentence.stems[mark.start] != "never":
        return False
    after = sentence.words[mark.end :]
    return any(pair in _UNLIKE for pair in pairwise(after))


def _undone(sentence: Sentence, mark: Hit) -> bool:
    """`can't get to the loo without gasping` gasps."""
    if sentence.stems[mark.start] != "without":
        return False
    before = sentence.stems[max(0, mark.start - _FAR) : mark.start]
    last = max((index for index, word in enumerate(before) if word in _BREAKS), default=-1)
    return bool(_HARDLY.intersection(before[last + 1 :]))
