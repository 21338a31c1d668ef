"""Days people name: `since Easter`, `in March 2021`, `due on the 3rd of May`, `14/02/2027`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

_HALVES = (
    ("january", "february", "march", "april", "may", "june"),
    ("july", "august", "september", "october", "november", "december"),
)
_MONTHS = [name for half in _HALVES for name in half]
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9, "janury": 1, "febuary": 2}
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}
_FEASTS = {
    ("christmas",): (12, 25),
    ("xmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year"): (1, 1),
    ("start", "of", "the", "year"): (1, 1),
    ("start", "of", "this", "year"): (1, 1),
    ("beginning", "of", "the", "year"): (1, 1),
    ("beginning", "of", "this", "year"): (1, 1),
    ("new", "years"): (1, 1),
    ("australia", "day"): (1, 26),
    ("burns", "night"): (1, 25),
    ("valentine",): (2, 14),
    ("valentines",): (2, 14),
    ("patrick",): (3, 17),
    ("patricks",): (3, 17),
    ("paddys",): (3, 17),
    ("paddy",): (3, 17),
    ("april", "fool"): (4, 1),
    ("april", "fools"): (4, 1),
    ("anzac",): (4, 25),
    ("independence", "day"): (7, 4),
    ("labor", "day"): (9, 6),
    ("halloween",): (10, 31),
    ("bonfire", "night"): (11, 5),
    ("guy", "fawkes"): (11, 5),
    ("remembrance",): (11, 11),
    ("thanksgiving",): (11, 26),
    ("new", "year", "eve"): (12, 31),
    ("new", "years", "eve"): (12, 31),
}
_LOCKDOWN = date(2020, 3, 23)
_PARTS = {"beginning": 2, "start": 2, "early": 5, "end": 28, "late": 25}


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
    return next(iter(named_days(words, today, future)), None)


def named_days(words: Sequence[str], today: date, future: bool = False) -> list[date]:
    """Every day named, of the most exact kind: a date, a feast, a month, a season, a year."""
    kinds = (_figures(words, today), _feasts(words, today, future), _in_months(words, today, future))
    for kind in kinds:
        days = list(kind)
        if days:
            return days
    at = next((at for at, word in enumerate(words) if word in _SEASONS), None)
    year = _year(words, today)
    if at is not None:
        told = year or _told_year(words[at + 1 :], today)
        day = date(told, _SEASONS[words[at]], 15) if told else None
        return [day or _nearest(today, _SEASONS[words[at]], 15, future)]
    if {"lockdown", "covid", "pandemic"} & set(words) and not year:
        return [_LOCKDOWN]
    return [date(year, 7, 1)] if year else []


def months_since(then: date, today: date) -> float:
    """Months between two days, to a tenth while they are few."""
    months = (today - then).days / 30.44
    return round(months) if months >= 6 else round(months, 1 if months >= 1 else 2)


def _figures(words: Sequence[str], today: date) -> Iterator[date]:
    """`14/02/2027`, `3.2.27`: day, month, year; month first where it must be."""
    for at, word in enumerate(words):
        tail = words[at : at + 5]
        if not (word.isdigit() and len(tail) == 5 and tail[1] == tail[3] and tail[1] in "/-."):
            continue
        if tail[2].isdigit() and tail[4].isdigit():
            day, month, year = int(word), int(tail[2]), int(tail[4])
            if month > 12:
                day, month = month, day
            year += (2000 if year <= today.year % 100 + 1 else 1900) if year < 100 else 0
            if 1 <= month <= 12 and 1 <= day <= 28 + (month != 2) * 2 and 1900 <= year <= 2100:
                yield date(year, month, day)


def _is_verb(words: Sequence[str], index: int) -> bool:
    """`it may be`, `I may`, `you mar`: no month."""
    if words[index] == "may":
        return (index > 0 and words[index - 1] in {"i", "it", "that", "they", "this", "we", "you"}) or bool(
            {"be", "have", "not", "i"} & set(words[index + 1 : index + 2])
        )
    return words[index] in {"march", "mar", "sun"} and words[index - 1 : index] in (["a"], ("a",))


def _feasts(words: Sequence[str], today: date, future: bool) -> Iterator[date]:
    year = _year(words, today) or _told_year(words, today)
    if "easter" in words:
        yield (
            easter(year)
            if year
            else _pick([easter(today.year + shift) for shift in (-1, 0, 1)], today, future)
        )
    plain = [word for word in words if word != "s"]
    said = frozenset(plain)
    for name in sorted(_FEASTS, key=len, reverse=True):
        if name[0] in said and any(tuple(plain[at : at + len(name)]) == name for at in range(len(plain))):
            yield date(year, *_FEASTS[name]) if year else _nearest(today, *_FEASTS[name], future)
            return
    if "yesterday" in words and "not" not in words:
        yield today - timedelta(days=1)


def _in_months(words: Sequence[str], today: date, future: bool) -> Iterator[date]:
    """A day in a month, with the day and year that stand beside it."""
    for index, word in enumerate(words):
        month = month_number(word)
        if not month or _is_verb(words, index):
            continue
        beside = [*words[max(0, index - 4) : index], *words[index + 1 : index + 4]]
        year = _year(beside, today) or _told_year(words[index + 1 : index + 6], today)
        days = [int(near) for near in beside if near.isdigit() and 1 <= int(near) <= 31]
        part = next((_PARTS[near] for near in words[max(0, index - 3) : index] if near in _PARTS), 15)
        day = days[0] if days else part
        last = not days and "last" in words[max(0, index - 1) : index] and month == today.month
        try:
            found = date(year, month, day) if year else _nearest(today, month, day, future)
        except ValueError:
            continue
        yield found.replace(year=today.year - 1) if last else found


def _nearest(today: date, month: int, day: int, future: bool) -> date:
    days = [date(today.year + shift, month, min(day, 28) if month == 2 else day) for shift in (-1, 0, 1)]
    return _pick(days, today, future)


def _pick(days: Sequence[date], today: date, future: bool) -> date:
    if future:
        return next((day for day in days if day >= today), days[-1])
    return next((day for day in reversed(days) if day <= today), days[0])


def _told_year(words: Sequence[str], today: date) -> int | None:
    """`last year`, `the year before last`, `this year` beside a month, a feast or a season."""
    pairs = set(pairwise(words))
    if ("before", "last") in pairs and "year" in words:
        return today.year - 2
    return today.year - 1 if ("last", "year") in pairs else today.year if ("this", "year") in pairs else None


def _year(words: Sequence[str], today: date) -> int | None:
    return next(
        (int(w) for w in words if w.isdigit() and len(w) == 4 and 1900 <= int(w) <= today.year + 1), None
    )
