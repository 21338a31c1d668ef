"""By how many days an amount is shared out: `three nights a week`, `on weekdays`, `twice a month`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.numbers.numerals import Number
from bot.language.numbers.week import days_named, weekday

_PERIODS = {
    "day": 1,
    "daily": 1,
    "week": 7,
    "weekly": 7,
    "fortnight": 14,
    "month": 30,
    "monthly": 30,
    "year": 365,
}
_WORKING = frozenset({"weekdays", "weekday", "weeknights", "weeknight", "workdays"})
_DAYS = ("days", "nights", "evenings")
_EACH_WEEK = frozenset({"fortnight", "month", "monthly", "year"})
_SUMMED = frozenset({"total", "altogether", "between", "over", "all", "across"})


def divisor(part: Sequence[str], numbers: Sequence[Number], words: Sequence[str]) -> float | None:
    """`a week` 7, `three nights a week` 7 / 3, `Tuesday and Thursday` 7 / 2, `a day` 1."""
    said = set(part)
    nights = (
        _nights(words, numbers) if said & {"night", "nights", "days", "times", "twice", "evenings"} else None
    )
    if nights and ("week" in words or "seven" in words or "weekly" in words):
        return 7 / nights
    if nights and {"month", "fortnight"} & set(words):
        return (30 if "month" in words else 14) / nights
    if _working_days(part):
        return 7 / 5
    if said & {"weekend", "weekends"} and _working_days(words):
        return 7 / 2
    if {"every", "other"} <= said or {"every", "second"} <= said or "alternate" in said:
        return 2
    named = days_named(words) if any(weekday(word) is not None for word in part) else 0
    if named or said & {"weekend", "weekends"}:
        each = said & {"each", "both", "per", "every", "nights", "evenings"} or len(set(part)) < len(
            set(words)
        )
        count = (named or 2) if (named or {"each", "both"} & set(words)) and each else 1
        return 7 / count if not _SUMMED & set(words) else 7
    if said & {"day", "daily", "night", "nightly", "evening", "morning"} and not said & {"week", "month"}:
        return 1
    for period, days in (
        ("week", 7),
        ("weekly", 7),
        ("wk", 7),
        ("fortnight", 14),
        ("month", 30),
        ("monthly", 30),
    ):
        if period in said and not {"bad", "rest"} & set(_before(part, period)[-1:]) - {"bad"}:
            return days
    return 365 if said & {"year", "yearly"} else None


def day_by_day(parts: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    """`4 pints Friday, 4 pints Saturday`: each amount has its own day, and no other day is named."""
    single = all(days_named(part) == 1 for part in parts)
    return len(parts) > 1 and single and days_named(words) == len(parts) and not _EACH_WEEK & set(words)


def _working_days(words: Sequence[str]) -> bool:
    """`on weekdays`, `on a work night`, `most nights`: about five of the seven."""
    if _WORKING & set(words):
        return True
    pairs = set(pairwise(words))
    return any(
        (lead, day) in pairs
        for lead in ("week", "work", "school", "most")
        for day in ("day", "night", *_DAYS)
    )


def _before(part: Sequence[str], word: str) -> Sequence[str]:
    return part[: list(part).index(word)]


def _nights(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """The number of nights or times in `two beers, three nights a week`."""
    for number in numbers:
        if words[number.start] in {"once", "twice", "thrice"}:
            return number.value
        if {"nights", "days", "times", "evenings"} & set(
            words[number.end : number.end + 1]
        ) and number.value < 8:
            return number.value
    return None


def times_alone(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`once a week`, `twice a month`: so many times, one each."""
    days = next((_PERIODS[word] for word in words if word in _PERIODS), None)
    times = next(
        (
            number.value
            for number in numbers
            if words[number.start] in {"once", "twice"} or words[number.end : number.end + 1] == ("times",)
        ),
        None,
    )
    return round(times / days, 2) if days and times else None
