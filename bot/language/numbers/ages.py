"""An age: told in years, as a decade, by a year of birth, or by somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.language.numbers.birthdays import SOON, YEARS, by_birth, by_birthday
from bot.language.numbers.choosing import Candidate, best, counts_things, weigh
from bot.language.numbers.dates import month_number
from bot.language.numbers.numerals import Number
from bot.language.numbers.week import weekday
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
_AHEAD = frozenset({"turn", "turns", "be", "turning", "hit", "hits", "hitting", "reach"})
_NOT_YET = (("shy", "of"), ("short", "of"), ("not", "quite"), ("just", "under"))
"""Before an age they say that its birthday is still to come; `nearly 60` and `pushing 60` only round."""
ONCE = frozenset({"one", "once", "twice", "single", "half"})
"""Words that count something else more often than the years of a life."""
_AWAY = frozenset({"off", "from", "until", "till", "short", "away", "before"})
"""After a number of years they tell of something to come: `two years off retirement`."""
_COMPARED = {"younger": -1, "older": 1}
_AGO = frozenset({"ago", "back", "since"})
_AT_AGE = frozenset({"at", "since", "turned", "was", "hit", "aged"})
_LEAST_OPENING = 10


def age_of(
    words: Sequence[str], numbers: Sequence[Number], today: date | None, for_other: bool = False
) -> float | None:
    """An age: a bare number of years, a year of birth, a decade; `for_other` that of the one written for."""
    words = tuple(words)
    born = by_birth(words, numbers, today)
    if born is not None:
        return born
    numbers = [number for number in numbers if not counts_one(words, number)] or numbers
    found = weigh(words, numbers)
    told = _compared(words, found) or by_birthday(words, numbers) or _since_then(words, found)
    if told is not None:
        return told
    ages = [each for each in found if not unit_of(words, each.number) & UNITS_NOT_AGES]
    spelt = _spelt_out(words, numbers)
    if for_other:
        ages = [each for each in ages if each.owner != "self"] or ages
    elif words[:1] in {("he",), ("she",)} or {("the", "child"), ("for", "my")} & {words[:2]}:
        ages = [each for each in ages if each.weight < 0] or ages
    chosen = best([_as_age(words, each) for each in ages if _may_be_age(words, each.number)])
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


def counts_one(words: Sequence[str], number: Number) -> bool:
    """`one hand`, `once a day`: beside other numbers it is no age and takes none back."""
    plain = words[number.end : number.end + 1]
    return words[number.start] in {"once", "twice"} or (
        words[number.start] in ONCE and bool(plain) and plain[0].isalpha() and plain[0] not in YEARS
    )


def _may_be_age(words: Sequence[str], number: Number) -> bool:
    """Not `two doors`; but who writes without a stop begins with it: `48 theres blood`."""
    begins = number.start == 0 and words[0].isdigit() and number.value >= _LEAST_OPENING
    return begins or not counts_things(words, number)


def _since_then(words: Sequence[str], found: Sequence[Candidate]) -> float | None:
    """`I retired at 65 and that was four years ago`, `three years ago at 60`: both together."""
    if len(found) != 2 or any(each.owner == "other" for each in found):
        return None
    ago = [_years_ago(words, each.number) for each in found]
    if sum(ago) != 1:
        return None
    then = found[ago.index(False)].number
    at = bool(_AT_AGE & set(words[max(0, then.start - 2) : then.start]))
    return found[0].value + found[1].value if at and not unit_of(words, then) & YEARS else None


def _years_ago(words: Sequence[str], number: Number) -> bool:
    after = words[number.end : number.end + 2]
    return len(after) == 2 and after[0] in YEARS and after[1] in _AGO


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


def _as_age(words: Sequence[str], each: Candidate) -> Candidate:
    """The candidate as an age: `I am N`, `N years old` speak for it; `65 next month` is 64 still."""
    before, after = words[max(0, each.number.start - 3) : each.number.start], words[each.number.end :][:4]
    weight = each.weight + _last_word(words, each.number)
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
    if (_AWAY | _AGO) & set(after[1:2]) and YEARS & set(after[:1]):
        weight -= 4
    ahead = bool(before) and before[-1] in _AHEAD and not {"after", "just", "must"} & set(before)
    soon = SOON & set(after[:3]) and not {"now"} & set(after)
    coming = _birthday_ahead(after) or (ahead and (bool(soon) or _month_before(words, each.number)))
    not_yet = any(before[-len(said) :] == said for said in _NOT_YET) and each.value >= 2
    value = each.value - 1 if (coming or not_yet) and not {"was", "born"} & set(before) else each.value
    number = Number(value, each.number.start, each.number.end)
    return Candidate(number, each.clause, weight - coming, each.owner)


def _birthday_ahead(after: Sequence[str]) -> bool:
    """`65 next month`, `37 tomorrow`, `46 come Christmas`, `66 on my next birthday`."""
    on_a_day = after[:1] == ("on",) and bool(after[1:]) and weekday(after[1]) is not None
    return (
        after[:1] in {("next",), ("tomorrow",), ("come",)} or {"next", "birthday"} <= set(after) or on_a_day
    )


def _month_before(words: Sequence[str], number: Number) -> bool:
    """`in March I will be 40`."""
    before = words[max(0, number.start - 5) : number.start]
    return any(
        first in {"in", "come", "this", "next"} and month_number(then) for first, then in pairwise(before)
    )


def _last_word(words: Sequence[str], number: Number) -> bool:
    """`39 for ten years now, 49`: a bare number that ends the message sums it up."""
    return number.end == len(words) and number.start > 2 and words[number.start - 1] == ","


def _spelt_out(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`five two` as 52, where that is all that is said; `80 3` as a phone hears it."""
    plain = [word for word in words if word[0].isalnum()]
    heard = [
        first.value + then.value
        for first, then in pairwise(numbers)
        if first.end == then.start and words[first.start] in _TENS and words[then.start].isdigit()
        if 0 < then.value < 10 and not {*words[then.end : then.end + 1]} & (UNITS_NOT_AGES | {"/", "-"})
    ]
    if heard and numbers[0].start <= 3:
        return heard[0]
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
