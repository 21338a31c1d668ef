"""Ages told round a corner: by a birthday, a year of birth, or what is missing to a round number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.numbers.choosing import is_year
from bot.language.numbers.dates import month_number, named_day
from bot.language.numbers.numerals import Number

YEARS = frozenset({"year", "years", "yr", "yrs", "y", "winters", "summers"})
SOON = frozenset({"next", "in", "on", "at", "soon", "tomorrow", "this", "come", "later", "after", "before"})
_VINTAGE = frozenset({"baby", "vintage", "model", "born", "kid", "child", "bairn"})
_PAST_FEAST = frozenset({"had", "was", "celebrated", "after", "just", "since"})
_IN_DATES = frozenset({"the", "of", "in", "it", "is", "th", "st", "nd", "rd", "i", "was"})
_DATED = frozenset({"/", "day", "eve", "christmas", "xmas"})
"""With a month they make a year of birth a date: `born Boxing Day 1980`."""
_LEAST_BIRTHDAY = 10
"""My first, my third": more often a child, a drink or a pregnancy than a birthday."""
_SAID_TENS = {
    20: ("two", "2"), 30: ("three", "3"), 40: ("four", "4"), 50: ("five", "5"),
    60: ("six", "6"), 70: ("seven", "7"), 80: ("eight", "8"), 90: ("nine", "9"),
}  # fmt: skip
_BIG = {name: tens for tens, names in _SAID_TENS.items() for name in names}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90,
}  # fmt: skip


def by_birthday(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """The age by a birthday, or by a round number that is near."""
    return _birthday(words) or _short_of(words, numbers) or _big(words)


def at_birthday(words: Sequence[str]) -> float | None:
    """`just after my 21st`, `21st birthday`: the age it was."""
    for at, word in enumerate(words):
        years, rest = ordinal(words[at : at + 4])
        mine = at and words[at - 1] in {"my", "his", "her"} and years >= _LEAST_BIRTHDAY
        if years and word and (mine or rest[:1] == ("birthday",)):
            return years
    return None


def by_birth(words: Sequence[str], numbers: Sequence[Number], today: date | None) -> float | None:
    """The age by the year of birth."""
    years = [number for number in numbers if today and _birth_year(words, number, today)]
    return _since_birth(words, years[0], today) if years and today else None


def _short_of(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`a month off 50`, `two years shy of 70`, `three off seventy`."""
    for number in numbers:
        before = words[max(0, number.start - 6) : number.start]
        lead = before[:-1] if before[-1:] == ("of",) else before
        if number.value < 10 or not lead or lead[-1] not in {"off", "shy", "short"}:
            continue
        if set(lead[-2:-1]) & {"month", "months", "week", "weeks", "days", "day"}:
            return number.value - 1
        missing = next(
            (each for each in numbers if each.end == number.start - len(before) + len(lead) - 1), None
        )
        if missing and missing.value < 10:
            return number.value - missing.value
        if set(lead[-2:-1]) & YEARS:
            years = next(
                (each.value for each in numbers if each.end == number.start - len(before) + len(lead) - 2), 1
            )
            return number.value - years
    return None


def _birthday(words: Sequence[str]) -> float | None:
    """`I had my fortieth`, `my 60th is next month`, `my fifty-first birthday`, `in my sixtieth year`."""
    for at, word in enumerate(words):
        if word not in {"my", "his", "her"}:
            continue
        after = [near for near in words[at + 1 : at + 5] if near != "-"]
        years, rest = ordinal(after)
        if years < _LEAST_BIRTHDAY:
            continue
        coming = bool(SOON & set(rest[:3])) or "year" in rest[:1]
        return years - (coming and not _PAST_FEAST & {*words[:at], *rest[:2]})
    return None


def _big(words: Sequence[str]) -> float | None:
    """`the big five-oh`, `the big 4-0`."""
    plain = [word for word in words if word != "-"]
    said = plain[plain.index("big") + 1 :][:2] if "big" in plain else []
    return _BIG.get(said[0]) if len(said) == 2 and said[1] in {"oh", "o", "0"} else None


def ordinal(words: Sequence[str]) -> tuple[int, Sequence[str]]:
    """The ordinal some words begin with, and what follows; 0 where there is none."""
    first = words[0] if words else ""
    if first.isdigit() and words[1:2] and words[1] in {"th", "st", "nd", "rd"}:
        return int(first), words[2:]
    if first in ORDINALS:
        return ORDINALS[first], words[1:]
    stem = first.removesuffix("y") + "ieth"
    if stem in ORDINALS and words[1:2] and words[1] in ORDINALS and ORDINALS[words[1]] < 10:
        return ORDINALS[stem] + ORDINALS[words[1]], words[2:]
    return 0, words


def _birth_year(words: Sequence[str], number: Number, today: date) -> bool:
    """`born in 1975`, `1962`, `born in 75`, `DOB 3/4/62`."""
    before = words[max(0, number.start - 8) : number.start]
    born = {"born", "birth", "dob", "bday", "world"} & set(before)
    if is_year(words, number):
        alone = len(words) <= 2 or number.start == 0 or all(_of_a_date(word) for word in words)
        vintage = bool(_VINTAGE & set(words[number.end : number.end + 1]))
        return number.value <= today.year and (bool(born) or alone or vintage)
    short = (
        len(words[number.end - 1]) == 2 and number.end - number.start == 1 and words[number.start].isdigit()
    )
    leads = words[number.start - 1]
    dated = leads in {"in", "of", "/", "'", "-", "."} or month_number(leads) is not None
    vintage = leads == "'" and bool(_VINTAGE & set(words[number.end : number.end + 1]))
    return short and number.value >= 20 and ((bool(born) and dated) or vintage)


def _of_a_date(word: str) -> bool:
    """Whether a word may stand in a date: `14 June 1979`, `the 3rd of may , 1962`."""
    return (
        word.replace(".", "").isdigit()
        or not word[0].isalnum()
        or word in _IN_DATES
        or month_number(word) is not None
    )


def _since_birth(words: Sequence[str], number: Number, today: date) -> float:
    """The age of somebody born in that year, to the day where the day is told."""
    year = int(number.value) if number.value >= 1900 else 1900 + int(number.value)
    shown = [*words[: number.start], str(year)]
    day = named_day(shown, today) if any(month_number(word) or word in _DATED for word in shown) else None
    later = day is not None and day.year == year and (day.month, day.day) > (today.month, today.day)
    return today.year - year - later
