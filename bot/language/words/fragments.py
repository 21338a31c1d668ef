"""Things told in scraps, `1 leg. white. cold.`: short sentences in a row are heard as one, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.language.words.text import Sentence, Vocabulary

_SHORT = 8
_LONGEST = 40
_JOINT = "("
"""Stands for the full stops: what is denied in one scrap is not denied in the next."""
_ENDS = frozenset(".!?;\n…")


def joined(sentences: Sequence[Sentence], vocabulary: Vocabulary) -> Iterator[Sentence]:
    """Each run of short sentences as a single one."""
    for short, run in groupby(sentences, key=lambda sentence: len(sentence) <= _SHORT):
        scraps = [*run]
        words = [_JOINT if word in _ENDS else word for scrap in scraps for word in scrap.words]
        if short and len(scraps) > 1 and len(words) <= _LONGEST:
            yield from vocabulary.sentences(words)
