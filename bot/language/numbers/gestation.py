"""How far a pregnancy is: weeks, months, a trimester, a due date, the last period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.knowledge.values import Value
from bot.language.numbers.birthdays import ordinal
from bot.language.numbers.choosing import Candidate, best, counts_things, weigh
from bot.language.numbers.dates import named_day
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import Numbers, tidy
from bot.language.words.word_list import words_of

TERM = 40
_LEAST_WEEK = 4
_LAST_MONTH = 9
_THIRDS = frozenset({"trimester", "tri", "third", "part", "stretch", "trimestre"})
_TRIMESTERS = {
    "first": 1, "1st": 1, "1": 1, "one": 1, "early": 1, "beginning": 1,
    "second": 2, "2nd": 2, "2": 2, "two": 2, "middle": 2, "mid": 2,
    "third": 3, "3rd": 3, "3": 3, "three": 3, "last": 3, "final": 3,
}  # fmt: skip
_WEEKS = frozenset({"weeks", "week", "wks", "wk", "w", "weeker", "weaks", "wekks"})
_MONTHS = frozenset({"months", "month", "mths", "mo", "mnths"})
_LMP = frozenset({"lmp", "period", "bleed", "periods"})
_DUE = frozenset({"due", "edd", "expecting", "arriving"})
_TO_GO = frozenset({"left", "go", "till", "until", "more", "remaining", "another"})
_BEFORE_DUE = frozenset({"off", "from", "before", "away"})
_OTHER_UNITS = words_of(
    "days day nights night years year "
    "kids children hours old times th st nd rd january february march april may june july "
    "august september october november december mg jan feb mar apr jun jul aug sep sept oct nov dec"
)


def gestation(words: Sequence[str], numbers: Numbers, today: date | None, asked: bool) -> Value | None:
    """Weeks of pregnancy; a trimester alone stays one. A bare number counts only when asked."""
    words = (lead(words, numbers) if asked else None) or tuple(words)
    found = weigh(words, numbers.find(words))
    counted = _counted(words, found)
    exact = _overdue(words) or _in_the_week(words)
    if exact is not None:
        return exact
    if counted is not None and counted.weight > -3:
        return _weeks(words, counted, found)
    dated = _dated(words, today, asked)
    if dated is not None:
        return dated
    if asked and {"last", "final"} & set(words) and {"three", "3"} & set(words) and _MONTHS & set(words):
        return {"trimester": 3}
    trimester = _trimester(words, asked)
    if trimester is not None:
        return trimester
    if counted is not None and not asked:
        return _weeks(words, counted, found)
    return (_set_phrase(words) or _bare(words, found)) if asked else None


def _counted(words: Sequence[str], found: Sequence[Candidate]) -> Candidate | None:
    """The weeks or months that have most weight; weeks before months, and before what came earlier."""
    weighed = []
    for each in found:
        number = each.number
        after = words[number.end : number.end + 4]
        before = words[max(0, number.start - 2) : number.start]
        unit = set(after[:1]) or set()
        week = bool(unit & _WEEKS) or after[:1] == ("+",) or bool(_WEEKS & set(before[-1:]))
        week = week or (set(after[:1]) == {"more"} and bool(_WEEKS & set(after[1:2])))
        timed = week or unit & _MONTHS or "month" in before[-1:]
        if not timed and (each.weight < 3 or unit & _OTHER_UNITS):
            continue
        weight = each.weight + week - 6 * (bool({"last", "final"} & set(before[-1:])) and not week)
        weight -= 6 * bool({"ago", "lost", "previous", "behind", "ahead", "miscarried"} & set(each.clause))
        weighed.append(Candidate(number, each.clause, weight, each.owner))
    return best(weighed)


def _weeks(words: Sequence[str], counted: Candidate, found: Sequence[Candidate]) -> Value:
    """The weeks gone: months turned into weeks, weeks to go taken from the forty."""
    number = counted.number
    after = words[number.end : number.end + 5]
    months = bool(_MONTHS & {*after[:1], *words[max(0, number.start - 1) : number.start]})
    weeks = number.value * 52 / 12 if months else number.value
    before = words[max(0, number.start - 5) : number.start]
    to_go = (
        _TO_GO & set(after)
        or (_BEFORE_DUE & set(after[1:2]) and _DUE & set(after))
        or "another" in before
        or (_DUE & set(words) and "in" in before)
    )
    return tidy(
        int(TERM - weeks if to_go else weeks) if not months else round(TERM - weeks if to_go else weeks)
    )


def _overdue(words: Sequence[str]) -> int | None:
    """`two weeks overdue`, `3 days over`, `a week late`, `past my due date`."""
    passed = any(
        word == "past" and "due" in words[at + 1 : at + 4] and "not" not in words[max(0, at - 3) : at]
        for at, word in enumerate(words)
    )
    over = (
        passed
        or "overdue" in words
        or any(
            unit in _WEEKS | {"days", "day"} and late in {"over", "late"} for unit, late in pairwise(words)
        )
    )
    return TERM + 1 if over else None


def _in_the_week(words: Sequence[str]) -> int | None:
    """`in my 29th week`: 28 weeks are over; `in my 8th month` is told as eight months are."""
    for at in range(len(words) - 1):
        week, rest = ordinal(words[at : at + 5])
        if week >= _LEAST_WEEK and rest[:1] and rest[0] in _WEEKS and "scan" not in rest:
            return week - 1
        if 1 <= week <= _LAST_MONTH and _MONTHS & set(rest[:1]) and "scan" not in rest:
            return round(week * 52 / 12)
    return None


def _dated(words: Sequence[str], today: date | None, asked: bool) -> Value | None:
    """Weeks by a due date, by the days past it, or by the last period."""
    said = set(words)
    due = bool(_DUE & said) or {"supposed", "come"} <= said or (asked and not _LMP & said)
    if not today:
        return None
    if asked and _LMP & said:
        day = named_day(words, today)
        return int((today - day).days / 7) if day and 0 < (today - day).days < 300 else None
    if not due:
        return None
    near = _near(words, today)
    day = near or named_day(words, today, future=True)
    if day and -21 <= (day - today).days <= 300:
        return tidy(int((280 - (day - today).days) / 7) if near is None else TERM)
    if "fortnight" in said:
        return TERM - 2
    pairs = set(pairwise(words))
    if ("next", "week") in pairs or ("a", "week") in pairs:
        return TERM - 1
    if ("any", "day") in pairs or ("this", "week") in pairs or ("any", "minute") in pairs:
        return TERM
    return None


def _near(words: Sequence[str], today: date) -> date | None:
    """`due today`, `due tomorrow`, `it was supposed to come yesterday`."""
    for word, days in (("today", 0), ("tomorrow", 1), ("yesterday", -1), ("now", 0), ("tonight", 0)):
        if word in words and (_DUE | {"supposed", "come"}) & set(words):
            return today + timedelta(days=days)
    return today if tuple(words[:4]) == ("on", "my", "due", "date") else None


def _trimester(words: Sequence[str], asked: bool) -> Value | None:
    """`third trimester`, and when asked `the middle third`, `the last three months`."""
    for index in range(len(words) - 1, -1, -1):
        if words[index] not in _THIRDS or (words[index] in {"third", "part", "stretch"} and not asked):
            continue
        beside = [word for word in words[max(0, index - 2) : index] if word in _TRIMESTERS]
        beside += [word for word in words[index + 1 : index + 3] if word in _TRIMESTERS][:1]
        denied = {"no", "not"} & set(words[max(0, index - 4) : index])
        if beside and not denied:
            return {"trimester": _TRIMESTERS[beside[0] if words[index] == "third" else beside[-1]]}
    return None


def _set_phrase(words: Sequence[str]) -> Value | None:
    joined = " ".join(words)
    if "half way" in joined or "halfway" in joined or "midpoint" in joined:
        return 20
    return TERM if "full term" in joined or "at term" in joined or joined == "term" else None


def _bare(words: Sequence[str], found: Sequence[Candidate]) -> Value | None:
    plain = [
        each
        for each in found
        if not _OTHER_UNITS & set(words[each.number.end : each.number.end + 1])
        and not counts_things(words, each.number)
    ]
    chosen = best(plain)
    by = [each for each in found if {"behind", "ahead"} & set(words[each.number.end : each.number.end + 3])]
    if by and chosen and chosen not in by[:1]:
        ahead = "ahead" in words
        return tidy(chosen.value + by[0].value * (1 if ahead else -1))
    return tidy(int(chosen.value)) if chosen else None
