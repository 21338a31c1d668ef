"""Slips of the finger: known misspellings, and one wrong letter in a long word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.language.words.text import stem

LEAST = 6


def distance(first: str, second: str, most: int = 2) -> int:
    """Letters to add, drop, change or swap between two words; more than `most` is `most + 1`."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


class Neighbours:
    """Words by what is left when one or two letters are dropped: the near ones are found at once.

    There are hundreds of thousands of such rests; those of one word alone share one tuple, as sets would
    take ten times the memory.
    """

    def __init__(self, words: Iterable[str], depth: int = 1) -> None:
        self._depth = depth
        self._by_rest: dict[str, tuple[str, ...]] = {}
        for word in dict.fromkeys(words):
            alone = (word,)
            for rest in _rests(word, depth):
                others = self._by_rest.get(rest)
                self._by_rest[rest] = (*others, word) if others else alone

    def near(self, word: str, most: int = 1) -> list[tuple[int, str]]:
        """The words within `most` slips of a word, the nearest first."""
        rests = _rests(word, min(most, self._depth))
        found = {other for rest in rests for other in self._by_rest.get(rest, ())}
        return sorted((far, other) for other in found if (far := distance(word, other, most)) <= most)


def _rests(word: str, depth: int) -> set[str]:
    rests, edge = {word}, {word}
    for _ in range(depth):
        edge = {other[:i] + other[i + 1 :] for other in edge for i in range(len(other))}
        rests |= edge
    return rests


class Spelling:
    """Puts right what is certain; a word that is any known word is left alone."""

    def __init__(
        self, wrong: Mapping[str, Iterable[str]], known: Iterable[str], english: Iterable[str] = ()
    ) -> None:
        self._right = {slip: right for right, slips in wrong.items() for slip in slips}
        self._left_alone = {*known, *(stem(word) for word in english)}
        self._neighbours = Neighbours(word for word in known if len(word) >= LEAST and word.isalpha())
        self._met: dict[str, str] = {}

    def corrected(self, words: Iterable[str]) -> list[str]:
        """The words with their slips put right."""
        said = list(words)
        if said[:1] == ["n"] and not "".join(said[1:2]).isalpha():
            said[0] = "no"
        return [better for word in said for better in self._words(word)]

    def _words(self, word: str) -> Iterator[str]:
        right = self._right.get(word)
        if right is not None:
            yield from right.split()
        elif len(word) <= LEAST or not word.isascii() or not word.isalpha() or len(word) > 20:
            yield word
        else:
            yield self._near(word)

    def _near(self, word: str) -> str:
        """The one known word a single slip away that begins alike, or the word itself."""
        root = stem(word)
        if root in self._left_alone or len(root) < LEAST:
            return word
        near = [other for _, other in self._neighbours.near(root) if other[0] == root[0]]
        return near[0] if len(near) == 1 else word
