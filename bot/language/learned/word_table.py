"""A light classifier: which words, pairs and pieces of words a reply is made of.

A linear model over hashed features (Weinberger and others, Feature Hashing, 2009). It guesses intents, and
speaks in the reply model beside the sentence encoder: it knows no meaning, errs elsewhere, and is quicker.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

ROWS = 1 << 20
"""Places for features. Those that share one are learned together."""

PIECES = (3, 4, 5)
"""Lengths of the pieces of words, in letters; in a context only the middle one."""

LONGEST = 1_000
"""Characters of a reply that are looked at."""

WORDS = "words"
"""What the names of a table's stored parts begin with, where a file holds no other table."""

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WordTable:
    """Scores of the classes, as the sum of the weights of a reply's features.

    `kept` are the places that hold anything, in order, and `count` how many weights each of them holds. The
    weights follow one another, each with the class it speaks for (`column`), in whole steps of that class.
    """

    kept: npt.NDArray[np.int32]
    count: npt.NDArray[np.uint8]
    column: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.int8]
    step: Array
    bias: Array

    @classmethod
    def of(cls, stored: Mapping[str, npt.NDArray[Any]], name: str = WORDS) -> WordTable:
        """The table of this name among stored arrays. Raises KeyError where there is none."""
        return cls(*(stored[f"{name}.{part.name}"] for part in fields(cls)))

    def arrays(self, name: str = WORDS) -> dict[str, npt.NDArray[Any]]:
        """Its parts, by the names they are stored under."""
        return {f"{name}.{part.name}": getattr(self, part.name) for part in fields(self)}

    def score(self, contexts: Sequence[str], text: str) -> Array:
        """The score of each class."""
        found = np.array(rows(contexts, text), np.int32)
        lines = np.searchsorted(self.kept, found).clip(max=max(len(self.kept) - 1, 0))
        known = lines[self.kept[lines] == found] if len(self.kept) else lines[:0]
        at = self._weights_of(known)
        told = np.bincount(self.column[at], self.weight[at], len(self.bias)) * self.step
        return np.asarray(told * weight_of_one(len(found)) + self.bias)

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        return np.cumsum(self.count, dtype=np.int64) - self.count

    def _weights_of(self, known: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """Where the weights of these places stand."""
        count = self.count[known].astype(np.int64)
        before = np.cumsum(count) - count
        return np.asarray(np.repeat(self._starts[known] - before, count) + np.arange(count.sum()))


def shares(scores: Array) -> Array:
    """The softmax of some scores."""
    likely = np.exp(scores - scores.max())
    return np.asarray(likely / likely.sum())


def weight_of_one(rows_found: int) -> float:
    """What each place counts, so that a reply counts the same however long it is."""
    return 1 / math.sqrt(max(rows_found, 1))


def rows(contexts: Sequence[str], text: str) -> list[int]:
    """The places that a reply calls up, each once; in each context some more of its own."""
    return list({zlib.crc32(feature.encode()) % ROWS for feature in _features(contexts, text)})


def _features(contexts: Sequence[str], text: str) -> Iterator[str]:
    words = _words(text[:LONGEST])
    line = f" {' '.join(words)} "
    told = [*(f"word {word}" for word in words), *("pair {} {}".format(*pair) for pair in pairwise(words))]
    yield from told
    for length in PIECES:
        yield from _pieces(line, length)
    for context in contexts:
        yield f"in {context}"
        yield from (f"in {context} {one}" for one in (*told, *_pieces(line, PIECES[1])))


def _pieces(line: str, length: int) -> Iterator[str]:
    for start in range(len(line) - length + 1):
        yield f"piece {line[start : start + length]}"


def _words(text: str) -> list[str]:
    bare = ("".join(letter for letter in word if letter.isalnum()) for word in text.lower().split())
    return [word for word in bare if word]
