"""Days people name: `since Easter`, `in March 2021`, `due on the 3rd of May`, `last Christmas`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}
_FEASTS = {
    "christmas": (12, 25),
    "xmas": (12, 25),
    "thanksgiving": (11, 25),
    "halloween": (10, 31),
    "new year": (1, 1),
}


def month_number(word: str) -> int | None:
    """The month a word names, in full or short."""
    if word in _MONTHS:
        return _MONTHS.index(word) + 1
    return _SHORT.get(word)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    k, m = c // 4, (a + 11 * h) // 319
    r = (2 * e + 2 * k - c % 4 - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def named_day(words: Sequence[str], today: date, future: bool = False) -> date | None:
    """The last (or next) day the words name; a month alone is its middle, a year its middle."""
    feast = _feast(words, today, future)
    if feast:
        return feast
    for index, word in enumerate(words):
        month = month_number(word)
        if month and not (word == "may" and _is_verb(words, index)):
            return _in_month(words, index, month, today, future)
    season = next((_SEASONS[word] for word in words if word in _SEASONS), None)
    if season:
        return _nearest(today, season, 15, future)
    year = _year(words, today)
    return date(year, 7, 1) if year else None


def months_since(then: date, today: date) -> float:
    """Months between two days, halves kept."""
    months = (today - then).days / 30.44
    return round(months) if months >= 3 else max(round(months * 2) / 2, 0)


def _is_verb(words: Sequence[str], index: int) -> bool:
    """`it may be`, `I may`: the verb, not the month."""
    return index > 0 and words[index - 1] in {"i", "it", "that", "they", "this", "we", "you"}


def _feast(words: Sequence[str], today: date, future: bool) -> date | None:
    text = " ".join(words)
    if "easter" in words:
        days = [easter(today.year + shift) for shift in (-1, 0, 1)]
        return _pick(days, today, future)
    for name, (month, day) in _FEASTS.items():
        if name in text:
            return _nearest(today, month, day, future)
    if "yesterday" in words:
        return today - timedelta(days=1)
    return None


def _in_month(words: Sequence[str], index: int, month: int, today: date, future: bool) -> date | None:
    """A day in a month, with the day and year that stand beside it."""
    beside = [*words[max(0, index - 4) : index], *words[index + 1 : index + 4]]
    year = _year(beside, today)
    days = [int(word) for word in beside if word.isdigit() and 1 <= int(word) <= 31]
    day = days[0] if days else 15
    try:
        return date(year, month, day) if year else _nearest(today, month, day, future)
    except ValueError:
        return None


def _nearest(today: date, month: int, day: int, future: bool) -> date:
    days = [date(today.year + shift, month, min(day, 28) if month == 2 else day) for shift in (-1, 0, 1)]
    return _pick(days, today, future)


def _pick(days: Sequence[date], today: date, future: bool) -> date:
    if future:
        return next((day for day in days if day >= today), days[-1])
    return next((day for day in reversed(days) if day <= today), days[0])


def _year(words: Sequence[str], today: date) -> int | None:
    return next(
        (int(w) for w in words if w.isdigit() and len(w) == 4 and 1900 <= int(w) <= today.year + 1), None
    )
