"""Numbers in digits and words: `twenty-five`, `2 or 3`, `a couple`, `one and a half`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_JOINTS = frozenset({"-", "to", "or", "and", "/"})
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True)
class Number:
    """A number and where it stands (end exclusive); of `2 or 3` the middle."""

    value: float
    start: int
    end: int

    @property
    def tidy(self) -> float | int:
        """The number as JSON should show it: whole where it is whole."""
        return tidy(self.value)


def tidy(value: float) -> float | int:
    """A whole number as int, another with two digits."""
    return int(value) if float(value).is_integer() else round(value, 2)


class Numbers:
    """Finds the numbers among words."""

    def __init__(self, names: Mapping[str, float]) -> None:
        self._names = dict(names)

    def find(self, words: Sequence[str]) -> list[Number]:
        """The numbers from left to right."""
        found: list[Number] = []
        index = 0
        while index < len(words):
            number = self._range(words, index)
            if number is None:
                index += 1
            else:
                found.append(number)
                index = number.end
        return found

    def _range(self, words: Sequence[str], index: int) -> Number | None:
        """`2 or 3`, `3-4`, `between 2 and 4` as their middle; `1 / 2` as a half."""
        first = self._one(words, index)
        if first is None or first.end + 1 >= len(words):
            return first
        joint, second = words[first.end], self._one(words, first.end + 1)
        if joint not in _JOINTS or second is None:
            return first
        if joint == "/" and first.value == 1 and second.value == 2:
            return Number(0.5, first.start, second.end)
        between = joint != "and" or (index > 0 and words[index - 1] == "between")
        if between and joint != "/" and first.value < second.value <= first.value + 10:
            return Number((first.value + second.value) / 2, first.start, second.end)
        return first

    def _one(self, words: Sequence[str], index: int) -> Number | None:
        if index >= len(words):
            return None
        word = words[index]
        if word in _ARTICLES:
            after = self._named(words, index + 1, small=False)
            return Number(after.value, index, after.end) if after else None
        if _DIGITS.fullmatch(word):
            return self._with_half(words, Number(min(float(word), 1e9), index, index + 1))
        return self._named(words, index, small=True)

    def _named(self, words: Sequence[str], index: int, small: bool) -> Number | None:
        """Number words, tens and ones together; after `a` only dozen, couple, few, half, hundred."""
        value = self._names.get(words[index]) if index < len(words) else None
        if value is None or (
            not small and words[index] not in {"dozen", "couple", "few", "half", "hundred", "quarter"}
        ):
            return None
        end = index + 1
        if value in range(20, 100, 10) and end < len(words) and 0 < self._names.get(words[end], 0) < 10:
            value, end = value + self._names[words[end]], end + 1
        if end < len(words) and words[end] == "of":
            end = end + 1 if words[index] in {"couple"} else end
        return self._with_half(words, Number(value, index, end))

    @staticmethod
    def _with_half(words: Sequence[str], number: Number) -> Number:
        tail = tuple(words[number.end : number.end + 3])
        if tail == ("and", "a", "half"):
            return Number(number.value + 0.5, number.start, number.end + 3)
        if tail[:3] == ("1", "/", "2"):
            return Number(number.value + 0.5, number.start, number.end + 3)
        return number
