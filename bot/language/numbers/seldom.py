"""Every so many nights or weeks: `every third night`, `every couple of days`, `twice every 3 weeks`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.birthdays import ORDINALS
from bot.language.numbers.numerals import Numbers

_UNITS = {
    "night": 7.0, "nights": 7.0, "day": 7.0, "days": 7.0, "evening": 7.0, "evenings": 7.0,
    "week": 1.0, "weeks": 1.0, "month": 7 / 30, "months": 7 / 30,
}  # fmt: skip
_MOST = 12
_CHANGES = frozenset({"now", "was", "used", "were", "but", "lately", "bar", "except", "apart"})
_ENDINGS = frozenset({"th", "rd", "nd", "st"})


def every_so_often(words: Sequence[str], numbers: Numbers) -> float | None:
    """Times a week by what lies between; None where that is not how it is told."""
    if _CHANGES.intersection(words) or list(words).count("every") != 1:
        return None
    at = list(words).index("every")
    between, unit_at = _between(words, at + 1, numbers)
    unit = _UNITS.get(words[unit_at]) if unit_at < len(words) else None
    if between is None or unit is None or not 2 < between <= _MOST:
        return None
    before = [
        number
        for number in numbers.find(words[:at])
        if number.end == at or words[at - 1] in {"times", "time"}
    ]
    return round((before[-1].value if before else 1) * unit / between, 2)


def _between(words: Sequence[str], at: int, numbers: Numbers) -> tuple[float | None, int]:
    """How many units lie between, and where the unit stands."""
    if words[at : at + 1] and words[at] in ORDINALS:
        pair = (
            words[at + 1 : at + 2] in (["or"], ("or",))
            and words[at + 2 : at + 3]
            and words[at + 2] in ORDINALS
        )
        other = ORDINALS[words[at + 2]] if pair else ORDINALS[words[at]]
        return (ORDINALS[words[at]] + other) / 2, at + (3 if pair else 1)
    found = next((number for number in numbers.find(words) if number.start == at), None)
    if found is None:
        return None, at
    ending = words[found.end : found.end + 1] and words[found.end] in _ENDINGS
    return found.value, found.end + bool(ending)
