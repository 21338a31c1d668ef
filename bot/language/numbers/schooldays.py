"""An age by the year at school or college: `in year 9`, `8th grade`, `P5`, `my second year of uni`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.birthdays import ordinal
from bot.language.numbers.numerals import Number

_BEGINS = {"year": 4.5, "yr": 4.5, "grade": 5.5, "primary": 4.5, "p": 4.5, "standard": 5.5}
"""How old one is in the middle of year nought, by British years and American grades."""
_LAST_YEAR = {"year": 13, "yr": 13, "grade": 12, "primary": 7, "p": 7, "standard": 10}
_COLLEGE = frozenset({"uni", "university", "college"})
_SCHOOL = frozenset({"school", "high", "secondary"})
_STAGES = {"freshman": 1, "fresher": 1, "freshers": 1, "sophomore": 2, "junior": 3, "senior": 4, "final": 3.5}
_COLLEGE_FROM, _HIGH_SCHOOL_FROM = 17.5, 13.5


def at_school(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """The age by the first year at school that is told; None where none is."""
    stage = next((_STAGES[word] for word in words if word in _STAGES), None)
    said = set(words)
    if stage and "year" in said and (_COLLEGE & said or words[words.index("year") - 1] in _STAGES):
        return stage + (_COLLEGE_FROM if _COLLEGE & said or not _SCHOOL & said else _HIGH_SCHOOL_FROM)
    for number in numbers:
        unit = words[number.start - 1] if number.start else ""
        one_of_many = words[max(0, number.start - 2)] in {"a", "one", "last"}
        if 0 < number.value <= _LAST_YEAR.get(unit, 0) and not one_of_many:
            return number.value + _BEGINS[unit]
    return _by_ordinal(words)


def _by_ordinal(words: Sequence[str]) -> float | None:
    """`8th grade`, `fourth grade`, `first year of uni`."""
    for at in range(len(words)):
        place, rest = ordinal(words[at : at + 8])
        if place and rest[:1] == ("grade",):
            return place + _BEGINS["grade"]
        if place and rest[:1] == ("year",) and _COLLEGE & set(rest[:4]):
            return place + _COLLEGE_FROM
    return None
