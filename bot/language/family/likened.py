"""A relative's legs set beside the writer's own: `mum's was both, mine is just the right`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from bot.language.family.kinship import Mention
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_WRITER = words_of("mine me myself i")
_BEGAN = words_of("was is came comes started starts began begins took takes grew went goes hit")
"""Verbs before which `mum's` owns what is left unsaid: `mum's came at night`, not `mum's got a cat`."""
_OWNING = words_of("mums moms dads nans grans sisters brothers")
_DENIED = words_of("not never no nothing")
_END = frozenset({",", ".", "!", ";", "-"})
_NEAR = 6


def sets_beside(sentences: Sequence[Sentence]) -> bool:
    """Whether the writer speaks of himself as well, so that `hers` and `mum's` can be set beside his."""
    return any(_WRITER.intersection(sentence.words) for sentence in sentences)


def likened(sentence: Sentence, mention: Mention) -> bool:
    """Whether a relative's legs are spoken of by an owner's word alone: `hers`, `his,`, `mum's was`."""
    after = sentence.words[mention.end :]
    if _DENIED.intersection(after[:_NEAR]):
        return False
    return _owns(sentence.words[mention.end - 1], after) or _hers(after[: _NEAR + 1])


def _owns(name: str, after: Sequence[str]) -> bool:
    """`my mum's took years`, `mums was both`."""
    if after[:1] == ("s",):
        return bool(_BEGAN.intersection(after[1:2]))
    return name in _OWNING and bool(_BEGAN.intersection(after[:1]))


def _hers(after: Sequence[str]) -> bool:
    """`gets hers at bedtime`, `says his hit him`; not `lost his job`."""
    alone = any(
        word == "his" and (not following or following in _END | _BEGAN)
        for word, following in zip_longest(after, after[1:], fillvalue="")
    )
    return alone or "hers" in after
