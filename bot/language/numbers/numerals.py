"""Numbers in digits and words: `twenty-five`, `2 or 3`, `half a dozen`, `three score and ten`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.numbers.dates import month_number
from bot.language.numbers.week import weekday
from bot.language.words.word_list import words_of

MOST = 60
"""More numbers than this are a pasted list, not an answer."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_JOINTS = frozenset({"-", "to", "or", "and", "/", ",", "till", "maybe", "perhaps", "sometimes", "possibly"})
_BETWEEN = _JOINTS | {".", "some", "days", "nights", "even", "at", "most", "occasionally"}
_SAID = words_of("i think guess suppose reckon would it might could be or so")
_EITHER = frozenset({"or", "could", "might", "maybe", "perhaps", "possibly", "sometimes", "even"})
_SURE_JOINTS = frozenset({"to", "or", "-", "till"})
_ARTICLES = frozenset({"a", "an"})
_COUNTED = frozenset({"dozen", "couple", "few", "half", "hundred", "quarter", "third", "score", "century"})
"""Words that are a number after `a`."""
_HEAPS = {"dozen": 12.0, "score": 20.0, "century": 100.0, "hundred": 100.0}
_LIKE_ONES = {"too": 2, "tu": 2, "free": 3, "tree": 3, "for": 4, "fore": 4, "fower": 4, "ate": 8}
"""What a keyboard or dictation makes of the ones after tens: `sixty ate`, `fifty too`."""
_NO_SLIPS = words_of(
    "there these threw threes fifth forth sixth eighth ninth seventh tenth twelfth thirsty sever severe "
    "forties fifties sixties thirties twenties party dirty"
)
_NO_ONE = words_of("no any every some this that which young last next another each good bad")
"""Before `one` they make it no number."""
_TENS = range(20, 100, 10)


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
        plain = {name: value for name, value in names.items() if len(name) >= 5 and value < 100}
        self._slips = {slip: value for name, value in plain.items() for slip in _slips(name)}
        tens = {name: value for name, value in names.items() if value in _TENS}
        ones = {name: value for name, value in names.items() if 0 < value < 10 and name not in _COUNTED}
        for ten, value in tens.items():
            self._names.update({ten + one: value + more for one, more in ones.items()})

    def find(self, said: Sequence[str]) -> list[Number]:
        """The numbers from left to right, the first `MOST` of them."""
        words = tuple(said)
        found: list[Number] = []
        index = 0
        while index < len(words) and len(found) < MOST:
            number = self._range(words, index)
            if number is None:
                index += 1
            else:
                found.append(number)
                index = number.end
        return found

    def value(self, word: str) -> float | None:
        """The number a word is, its misspellings included."""
        named = self._names.get(word)
        if named is not None or not word.isalpha() or word in _NO_SLIPS:
            return named
        return self._slips.get(word, self._names.get(re.sub(r"(.)\1+", r"\1\1", word)))

    def _range(self, words: tuple[str, ...], index: int) -> Number | None:
        """`2 or 3`, `3-4`, `six, maybe seven`, `between 2 and 4` as their middle; `1 / 2` as a half."""
        first = self._one(words, index)
        if first is None:
            return None
        second_at = first.end
        while second_at < len(words) and second_at - first.end < 6 and words[second_at] in _BETWEEN | _SAID:
            second_at += 1
        joint = set(words[first.end : second_at])
        if joint & _SAID - {"or"} and joint & _EITHER:
            joint = {"maybe"}
        elif second_at - first.end > 3 or joint & _SAID - {"or"}:
            return first
        second = self._one(words, second_at)
        if second is None:
            return first
        part = first.value == 1 or words[second.end : second.end + 2] in {("of", "a"), ("of", "the")}
        if joint == {"/"} and part and first.value < second.value <= 4:
            return Number(first.value / second.value, first.start, second.end)
        if self._joined(words, first, second, joint):
            return Number((first.value + second.value) / 2, first.start, second.end)
        return first

    @staticmethod
    def _joined(words: tuple[str, ...], first: Number, second: Number, joint: set[str]) -> bool:
        near = first.value + 1 == second.value
        if "." in joint and not joint & _EITHER - {"or"}:
            return False
        if not joint:
            return near and second.value < 10 and words[first.start].isalpha()
        if "and" in joint:
            return joint == {"and"} and "between" in words[max(0, first.start - 2) : first.start]
        if joint == {","} or joint == {"/"}:
            return near and second.value < 20 and not _birthday(words[second.end : second.end + 2])
        if not joint & _SURE_JOINTS and not near:
            return False
        return first.value < second.value <= first.value + 10

    def _one(self, words: tuple[str, ...], index: int) -> Number | None:
        if index >= len(words):
            return None
        word = words[index]
        if word in _ARTICLES:
            if index + 1 < len(words) and words[index + 1] in _COUNTED:
                after = self._named(words, index + 1)
                return Number(after.value, index, after.end) if after else None
            return None
        if _DIGITS.fullmatch(word):
            return self._heaped(words, Number(min(float(word), 1e9), index, index + 1))
        return self._named(words, index)

    def _named(self, words: tuple[str, ...], index: int) -> Number | None:
        """Number words, tens and ones together."""
        value = self.value(words[index])
        if (
            value is not None
            and words[index] == "one"
            and index
            and _no_one(words[max(0, index - 2) : index])
        ):
            return None
        if value is None or (words[index] in {"third", "score"} and index == 0):
            return None
        end = index + 1
        ones = self.value(words[end]) if end < len(words) else None
        if value in _TENS and ones is not None and 0 < ones < 10 and words[end] not in _COUNTED:
            value, end = value + ones, end + 1
        elif value in _TENS and end < len(words) and self._dictated(words, end):
            value, end = value + _LIKE_ONES[words[end]], end + 1
        if end < len(words) and words[end] == "of" and words[index] == "couple":
            end += 1
        return self._heaped(words, Number(value, index, end))

    @staticmethod
    def _dictated(words: tuple[str, ...], index: int) -> bool:
        """`sixty ate`, `thirty too weeks`; but not `fifty for years`."""
        if words[index] not in _LIKE_ONES:
            return False
        return words[index] not in {"for", "free"} or index + 1 == len(words) or words[index + 1] in {
            ",", ".", "!", "years", "year", "yrs", "weeks",
        }  # fmt: skip

    def _heaped(self, words: tuple[str, ...], number: Number) -> Number:
        """`half a dozen`, `three score and ten`, `two hundred and five`, `three quarters`."""
        at = number.end + (words[number.end : number.end + 1] in {("a",), ("of",)})
        if number.value < 1:
            at += words[at : at + 1] == ("a",)
        heap = _HEAPS.get(words[at]) if at < len(words) else None
        single = at == number.end or number.value < 1
        if heap and single and number.value < 10:
            number = self._more(words, Number(number.value * heap, number.start, at + 1))
        elif words[number.start] in _HEAPS:
            number = self._more(words, number)
        if words[number.end : number.end + 1] == ("quarters",):
            return Number(number.value / 4, number.start, number.end + 1)
        return self._with_half(words, number)

    def _more(self, words: tuple[str, ...], number: Number) -> Number:
        """`... and ten` after a score or a hundred."""
        at = number.end + (number.end < len(words) and words[number.end] in {"years", "year"})
        if number.value < 20 or at + 1 >= len(words) or words[at] != "and":
            return number
        rest = self._one(words, at + 1) if words[at + 1] not in _ARTICLES else None
        return (
            Number(number.value + rest.value, number.start, rest.end) if rest and rest.value < 100 else number
        )

    @staticmethod
    def _with_half(words: tuple[str, ...], number: Number) -> Number:
        tail = tuple(words[number.end : number.end + 3])
        if tail in {("and", "a", "half"), ("1", "/", "2")}:
            return Number(number.value + 0.5, number.start, number.end + 3)
        if tail in {("and", "a", "bit"), ("n", "a", "bit")}:
            return Number(number.value, number.start, number.end + 3)
        return number


def _birthday(after: Sequence[str]) -> bool:
    """`seventeen, eighteen in March`; not `two, three in a bad week`."""
    dated = len(after) == 2 and after[0] in {"in", "on"}
    named = dated and (month_number(after[1]) is not None or weekday(after[1]) is not None)
    return named or after[:1] in {("next",), ("tomorrow",), ("come",)}


def _no_one(before: Sequence[str]) -> bool:
    """`no one`, `this one`, `from day one`."""
    return before[-1] in _NO_ONE or tuple(before) in {("from", "day"), ("since", "day")}


def _slips(name: str) -> set[str]:
    """One letter left out (not the first) or two swapped: `ninteen`, `sevnty`, `thrity`."""
    places = range(1, len(name))
    dropped = {name[:at] + name[at + 1 :] for at in places if len(name) >= 6}
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in places if at + 1 < len(name)}
    return (dropped | swapped) - _NO_SLIPS - {"even", "eight", "eleven"} - {name}
