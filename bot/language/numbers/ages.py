"""An age: told in years, as a decade, by a year of birth, or by somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.numbers.choosing import Candidate, best, counts_things, is_year, weigh
from bot.language.numbers.dates import month_number, named_day
from bot.language.numbers.numerals import Number
from bot.language.words.word_list import words_of

_DECADES = {
    "teens": 15,
    "twenties": 25,
    "thirties": 35,
    "forties": 45,
    "fifties": 55,
    "sixties": 65,
    "seventies": 75,
    "eighties": 85,
    "nineties": 95,
}
_SHIFT = {"early": -3, "mid": 0, "middle": 0, "late": 3}
_TENS = frozenset(map(str, range(20, 100, 10)))
UNITS_NOT_AGES = words_of(
    "week weeks wk wks month months day days night nights mg mcg kg kilos "
    "stone st lb lbs pounds hours hrs hour minutes mins times drinks units cups "
    "percent o oclock pm am foot feet ft inches out cm metres miles tablets "
    "coffees %"
)
"""Words that make the number before them no age."""
YEARS = frozenset({"year", "years", "yr", "yrs", "y", "winters", "summers"})
_AHEAD = frozenset({"turn", "turns", "be", "turning", "hit", "hits", "hitting", "reach"})
_SOON = frozenset({"next", "in", "on", "at", "soon", "tomorrow", "this", "come", "later", "after", "before"})
ONCE = frozenset({"one", "once", "twice", "single", "half"})
"""Words that count something else more often than the years of a life."""
_COMPARED = {"younger": -1, "older": 1}
_PAST_FEAST = frozenset({"had", "was", "celebrated", "after", "just", "since"})
_IN_DATES = frozenset({"the", "of", "in", "it", "is", "th", "st", "nd", "rd", "i", "was"})
_LEAST_BIRTHDAY = 10
"""My first, my third": more often a child, a drink or a pregnancy than a birthday."""
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90,
}  # fmt: skip


def age_of(words: Sequence[str], numbers: Sequence[Number], today: date | None) -> float | None:
    """An age: a bare number of years, a year of birth, a decade."""
    words = tuple(words)
    years = [number for number in numbers if today and _birth_year(words, number, today)]
    if years and today:
        return _since_birth(words, years[0], today)
    found = weigh(words, numbers)
    told = _compared(words, found) or _birthday(words) or _short_of(words, numbers)
    if told is not None:
        return told
    ages = [each for each in found if not unit_of(words, each.number) & UNITS_NOT_AGES]
    spelt = _spelt_out(words, numbers)
    if words[:1] in {("he",), ("she",)} or {("the", "child"), ("for", "my")} & {words[:2]}:
        ages = [each for each in ages if each.weight < 0] or ages
    chosen = best([_as_age(words, each) for each in ages if not counts_things(words, each.number)])
    by_decade = decade(words)
    if chosen and (
        by_decade is None or chosen.number.end == len(words) or not is_decade(words, chosen.number)
    ):
        if chosen.value < 4 and words[chosen.number.start] in ONCE and len(words) > 4:
            return None
        value = spelt or (int(chosen.value) if chosen.value >= 18 else chosen.value)
        below_zero = words[:1] == ("-",) and chosen.number.start == 1
        return -value if below_zero else value
    return _months_old(words, numbers) if by_decade is None else by_decade


def _compared(words: Sequence[str], found: Sequence[Candidate]) -> float | None:
    """`my sister is 40 and I am five years younger`."""
    said = next((_COMPARED[word] for word in words if word in _COMPARED), None)
    if said is None or len(found) != 2 or found[1].weight >= 3:
        return None
    by = [each for each in found if _COMPARED.keys() & set(words[each.number.end : each.number.end + 3])]
    base = [each for each in found if each not in by]
    return base[0].value + said * by[0].value if by and base else None


def _short_of(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`a month off 50`, `two years shy of 70`."""
    for number in numbers:
        before = words[max(0, number.start - 6) : number.start]
        lead = before[:-1] if before[-1:] == ("of",) else before
        if number.value < 10 or not lead or lead[-1] not in {"off", "shy", "short"}:
            continue
        if set(lead[-2:-1]) & {"month", "months", "week", "weeks", "days", "day"}:
            return number.value - 1
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
        years, rest = _ordinal(after)
        if years < _LEAST_BIRTHDAY:
            continue
        coming = bool(_SOON & set(rest[:3])) or "year" in rest[:1]
        return years - (coming and not _PAST_FEAST & {*words[:at], *rest[:2]})
    return None


def _ordinal(words: Sequence[str]) -> tuple[int, Sequence[str]]:
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


def decade(words: Sequence[str]) -> float | None:
    """`in my late thirties` as 38, `early 60 s` as 62."""
    for index, word in enumerate(words):
        base = _DECADES.get(word)
        if (
            base is None
            and word == "s"
            and index
            and words[index - 1] in _TENS
            and "the" not in words[:index]
        ):
            base = int(words[index - 1]) + 5
        if base is not None and (index == 0 or words[index - 1] not in {"the", "19"}):
            before = words[max(0, index - 5) : index]
            return base + next((_SHIFT[shift] for shift in before if shift in _SHIFT), 0)
    return None


def is_decade(words: Sequence[str], number: Number) -> bool:
    return words[number.start] in _TENS and tuple(words[number.end : number.end + 1]) == ("s",)


def _birth_year(words: Sequence[str], number: Number, today: date) -> bool:
    """`born in 1975`, `1962`, `born in 75`, `DOB 3/4/62`."""
    before = words[max(0, number.start - 8) : number.start]
    born = {"born", "birth", "dob", "bday"} & set(before)
    if is_year(words, number):
        alone = len(words) <= 2 or number.start == 0 or all(_of_a_date(word) for word in words)
        return number.value <= today.year and bool(born or alone)
    short = (
        len(words[number.end - 1]) == 2 and number.end - number.start == 1 and words[number.start].isdigit()
    )
    leads = words[number.start - 1]
    dated = leads in {"in", "/", "'", "-", "."} or month_number(leads) is not None
    return bool(born) and short and number.value >= 20 and dated


def _of_a_date(word: str) -> bool:
    """Whether a word may stand in a date: `14 June 1979`, `the 3rd of may , 1962`."""
    return word.isdigit() or not word[0].isalnum() or word in _IN_DATES or month_number(word) is not None


def _since_birth(words: Sequence[str], number: Number, today: date) -> float:
    """The age of somebody born in that year, to the day where the day is told."""
    year = int(number.value) if number.value >= 1900 else 1900 + int(number.value)
    shown = [*words[: number.start], str(year)]
    day = named_day(shown, today) if any(month_number(word) or word == "/" for word in shown) else None
    later = day is not None and day.year == year and (day.month, day.day) > (today.month, today.day)
    return today.year - year - later


def _as_age(words: Sequence[str], each: Candidate) -> Candidate:
    """The candidate as an age: `I am N`, `N years old` speak for it; `65 next month` is 64 still."""
    before, after = words[max(0, each.number.start - 3) : each.number.start], words[each.number.end :][:4]
    weight = each.weight
    if before and before[-1] in {"am", "aged", "age", "turned", "now", "only"}:
        weight += 2
    if after[:1] and (after[0] in YEARS | {"yo", "now"}) and (after[0] == "now" or "old" in after):
        weight += 1
    if before and before[-1] in {"feel", "feels", "like", "at", "are", "of", "them"}:
        weight -= 2
    if {"think", "feel", "feels", "look", "call"} & set(each.clause) or words[each.number.start] in ONCE:
        weight -= 3
    if _COMPARED.keys() & set(after):
        weight -= 5
    ahead = bool(before) and before[-1] in _AHEAD and not {"after", "just", "must"} & set(before)
    soon = _SOON & set(after[:3]) and not {"now"} & set(after)
    coming = after[:1] == ("next",) or (ahead and bool(soon))
    value = each.value - 1 if coming and not {"was", "born"} & set(before) else each.value
    number = Number(value, each.number.start, each.number.end)
    return Candidate(number, each.clause, weight - coming, each.others)


def _spelt_out(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`five two` as 52, where that is all that is said."""
    plain = [word for word in words if word[0].isalnum()]
    if len(numbers) != 2 or numbers[1].start != numbers[0].end or len(plain) > 4:
        return None
    tens, ones = numbers[0].value, numbers[1].value
    return (
        tens * 10 + ones if 2 <= tens <= 9 and 0 <= ones <= 9 and words[numbers[0].start].isalpha() else None
    )


def _months_old(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`9 months old` as 0."""
    for number in numbers:
        told = "old" in words[number.end :][:3] or len(words) <= number.end - number.start + 2
        if told and unit_of(words, number) & {"month", "months", "weeks", "week"}:
            return 0 if number.value < 12 or "week" in words[number.end] else number.value // 12
    return None


def unit_of(words: Sequence[str], number: Number) -> set[str]:
    return set(words[number.end : number.end + 1])
