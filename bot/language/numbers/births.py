"""How long ago a child came: `since my son was born, he's 4`, `it began when I was carrying her`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.numerals import Number
from bot.language.words.word_list import words_of

_CHILD = words_of(
    "son daughter baby babies youngest eldest oldest middle firstborn child kid lad lass girl boy bub bairn "
    "twins he she her him they first second third"
)
_CARRIED = words_of("carrying expecting pregnant pregnancy bump")
_HAD = words_of("had birth arrived delivered")
_MONTHS = frozenset({"month", "months", "mths", "mo"})
_YEARS = frozenset({"year", "years", "yr", "yrs", "now", "old"})
_JOINTS = frozenset({"and", "so", "it", "when", "but"})
_OWN = ("i", "was", "born")
_CARRIED_FOR = 4
"""Months it is older than the child, where it began while the child was carried."""


def since_a_birth(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """Months by the age of the child with whose birth or carrying it began."""
    said, carried = set(words), bool(_CARRIED & set(words))
    born = {"since", "born"} <= said or (bool(_HAD & said) and "since" in said) or carried
    if not born or not _CHILD & said or any(tuple(words[at : at + 3]) == _OWN for at in range(len(words))):
        return None
    ages = [months for number in numbers if (months := _age_of_child(words, number)) is not None]
    return round(ages[-1] + _CARRIED_FOR * carried) if ages else None


def _age_of_child(words: Sequence[str], number: Number) -> float | None:
    """A child's age in months: `he is 4 now`, `my youngest is 4`, `baby is 5 months`."""
    before, after = words[max(0, number.start - 3) : number.start], words[number.end : number.end + 2]
    of_child = before[-1:] and before[-1] in {"is", "s", "are", "turned", "now", "nearly", "almost"}
    if not of_child or not _CHILD & set(before) or number.value < 1 or number.value >= 60:
        return None
    if _MONTHS & set(after[:1]):
        return number.value
    ends = not after or not after[0].isalpha() or after[0] in _YEARS | _JOINTS
    return number.value * 12 if ends else None
