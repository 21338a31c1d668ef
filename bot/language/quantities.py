"""Ages and spans of time: how old, how old then, for how many months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.knowledge.values import Value
from bot.language.choosing import Candidate, best, is_year, weigh
from bot.language.dates import month_number, months_since, named_day, named_days
from bot.language.lexicon import Lexicon
from bot.language.numbers import Number, Numbers, tidy, words_of
from bot.language.set_phrases import SetPhrases
from bot.language.text import Sentence

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
_UNITS_NOT_AGES = frozenset(
    [
        "week",
        "weeks",
        "wk",
        "wks",
        "month",
        "months",
        "day",
        "days",
        "night",
        "nights",
        "mg",
        "mcg",
        "kg",
        "kilos",
        "stone",
        "st",
        "lb",
        "lbs",
        "pounds",
        "hours",
        "hrs",
        "hour",
        "minutes",
        "mins",
        "times",
        "drinks",
        "units",
        "cups",
        "percent",
        "o",
        "oclock",
        "pm",
        "am",
        "foot",
        "feet",
        "ft",
        "inches",
        "out",
        "cm",
        "metres",
        "miles",
        "tablets",
        "coffees",
        "%",
    ]
)
_YEARS = frozenset({"year", "years", "yr", "yrs", "y", "winters", "summers"})
_OLD = frozenset({"old", "of", "young", "at"})
_NOW = frozenset({"now", "today", "am", "im"})
_THEN = words_of(
    "was when at aged age started start began begin came from since till until turned hit being got mine "
    "kicked showed be"
)
_LASTED = frozenset({"ago", "back", "past", "for", "been", "now", "lasted", "last", "goes"})
_SAME_AGE = (
    ("this", "age"), ("same", "age"), ("current", "age"), ("old", "as", "i", "am"), ("age", "i", "am"),
    ("just", "started"), ("only", "started"), ("this", "year"), ("last", "month"), ("this", "month"),
    ("few", "weeks", "ago"), ("last", "week"), ("few", "months", "ago"),
)  # fmt: skip
_AHEAD = frozenset({"turn", "be", "turning", "hit", "hitting"})
_SOON = frozenset({"next", "in", "on", "soon", "tomorrow", "this", "come"})
_ONCE = frozenset({"one", "once", "twice", "single", "half"})
"""Words that count something else more often than the years of a life."""
_COMPARED = {"younger": -1, "older": 1}


class Quantities:
    """Reads numbers for the questions that ask for one."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self._numerals = lexicon.numerals
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases

    def age(self, words: Sequence[str], today: date | None) -> float | None:
        """An age: a bare number of years, a year of birth, a decade."""
        words = tuple(words)
        numbers = self.numbers.find(words)
        years = [number for number in numbers if today and _birth_year(words, number, today)]
        if years and today:
            return _since_birth(words, years[0], today)
        found = weigh(words, numbers)
        compared = self._compared(words, found)
        if compared is not None:
            return compared
        ages = [each for each in found if not _unit(words, each.number) & _UNITS_NOT_AGES]
        spelt = _spelt_out(words, numbers)
        if words[:1] in {("he",), ("she",)} or {("the", "child"), ("for", "my")} & {words[:2]}:
            ages = [each for each in ages if each.weight < 0] or ages
        chosen = best([_as_age(words, each) for each in ages])
        by_decade = decade(words)
        if chosen and (
            by_decade is None or chosen.number.end == len(words) or not _is_decade(words, chosen.number)
        ):
            if words[chosen.number.start] in _ONCE and len(words) > 4:
                return None
            value = spelt or (int(chosen.value) if chosen.value >= 18 else chosen.value)
            below_zero = words[:1] == ("-",) and chosen.number.start == 1
            return -value if below_zero else value
        return _months_old(words, numbers) if by_decade is None else by_decade

    @staticmethod
    def _compared(words: Sequence[str], found: Sequence[Candidate]) -> float | None:
        """`my sister is 40 and I am five years younger`."""
        said = next((_COMPARED[word] for word in words if word in _COMPARED), None)
        if said is None or len(found) != 2 or found[1].weight >= 3:
            return None
        by = [each for each in found if _COMPARED.keys() & set(words[each.number.end : each.number.end + 3])]
        base = [each for each in found if each not in by]
        return base[0].value + said * by[0].value if by and base else None

    def onset_age(
        self,
        sentences: Sequence[Sentence],
        words: Sequence[str],
        facts: Mapping[str, Value],
        today: date | None,
    ) -> float | None:
        """The age it began at: an age, a stage of life, or so long ago with the age known."""
        words = tuple(words)
        age = facts.get("age")
        found = self._onsets(words)
        stage = decade(words) or self._phrases.number("onset_age", sentences)
        if found and not (found.weight <= -3 and stage is not None):
            return None if self._undecided(words) else found.value
        if isinstance(age, (int, float)):
            if any(_has(words, phrase) for phrase in _SAME_AGE) and stage is None:
                return age
            lasted = self._lasted(words, today)
            if lasted is not None:
                return max(0, round(age - lasted / 12))
        return stage

    def _onsets(self, words: Sequence[str]) -> Candidate | None:
        """The number most likely the age it began at."""
        weighed = []
        found = weigh(words, self.numbers.find(words))
        spans = {each.value for each in found if _unit(words, each.number) & _YEARS}
        for each in found:
            unit = _unit(words, each.number)
            if not unit & _YEARS and each.value in spans:
                continue
            if unit & _UNITS_NOT_AGES or _is_decade(words, each.number) or "/" in words[: each.number.end]:
                continue
            if unit & _YEARS and not self._years_of_age(words, each):
                continue
            before = set(words[max(0, each.number.start - 4) : each.number.start])
            weight = each.weight + 2 * bool(_THEN & before) + ("then" in each.clause)
            weight -= 3 * (words[each.number.start] in _ONCE)
            weight -= 4 * bool(before & _NOW or "now" in words[each.number.end : each.number.end + 1])
            weight -= 2 * ({"going", "on"} <= before) + 3 * ("year" in before or "grade" in before)
            weighed.append(Candidate(each.number, each.clause, weight, each.others))
        return best(weighed)

    @staticmethod
    def _years_of_age(words: Sequence[str], each: Candidate) -> bool:
        """`seven years old`, `since my 28 years`, `I had 30 years when it begin`; not `for ten years`."""
        if _OLD & set(words[each.number.end + 1 : each.number.end + 2]):
            return True
        said = set(each.clause)
        started = {"when", "was", "were"} & set(words) or {"since", "from", "my"} <= said | {"from"}
        return bool(started) and not said & {"ago", "back", "past", "for", "been"}

    @staticmethod
    def _undecided(words: Sequence[str]) -> bool:
        """`if I was 20 or 40`."""
        return "if" in words and "or" in words

    def _lasted(self, words: Sequence[str], today: date | None) -> float | None:
        """Months since, from `5 years ago`, `for 5 years`, `ten years back`, `since 2019`."""
        spanned = self.span(words)
        if spanned is not None:
            return spanned
        if today and any(word.isdigit() and len(word) == 4 for word in words):
            day = named_day(words, today)
            return months_since(day, today) if day and day <= today else None
        return None

    def months(
        self,
        sentences: Sequence[Sentence],
        words: Sequence[str],
        facts: Mapping[str, Value],
        today: date | None,
    ) -> float | None:
        """How long, in months: a span, a day it began, an age it began at, or all of a life."""
        words = tuple(words)
        for spanned in (self._counted(words), self._began_on(words, today), self._bare_span(words)):
            if spanned is not None:
                return spanned
        lived = self._since_age(words, facts)
        if lived is not None:
            return lived
        phrase = self._phrases.number("duration_months", sentences)
        age = facts.get("age")
        if phrase == -1:
            return round(float(age) * 12) if isinstance(age, (int, float)) else None
        return phrase

    def _began_on(self, words: Sequence[str], today: date | None) -> float | None:
        """Months since the day that is named; after a second thought the last one."""
        if not today:
            return None
        named = [day for day in named_days(words, today) if day <= today]
        return months_since(named[-1], today) if named else None

    def _since_age(self, words: Sequence[str], facts: Mapping[str, Value]) -> float | None:
        """`since I was 15` with the age known or told beside it: `got it at 41 and I am 43`."""
        onset = self._onsets(words)
        if onset is None or onset.weight < -2:
            return None
        told = facts.get("age")
        others = [each for each in weigh(words, self.numbers.find(words)) if each.number != onset.number]
        ages = [each.value for each in others if not _unit(words, each.number) & _UNITS_NOT_AGES]
        age = ages[0] if ages and ages[0] > onset.value else told
        said = _THEN & set(onset.clause)
        if isinstance(age, (int, float)) and said and onset.value < age:
            return round((age - onset.value) * 12)
        return None

    def span(self, words: Sequence[str]) -> float | None:
        """`two and a half years` in months; `a year and 3 months` together; `a year`."""
        counted = self._counted(tuple(words))
        return self._bare_span(words) if counted is None else counted

    def _counted(self, words: Sequence[str]) -> float | None:
        """The span with a number in it that has most weight."""
        spans = self._spans(words)
        chosen = best([each for each, _ in spans])
        if chosen is None:
            return None
        at = next(index for index, (each, _) in enumerate(spans) if each is chosen)
        months = chosen.value * spans[at][1]
        for before, (each, unit) in zip(spans[at:], spans[at + 1 :], strict=False):
            between = words[before[0].number.end + 1 : each.number.start]
            if not set(between) <= {"and", ",", "to", "or"}:
                break
            if unit < before[1]:
                months += each.value * unit
            elif unit > before[1] and each.value * unit > months:
                return round((months + each.value * unit) / 2, 2)
        return round(months, 2)

    def _spans(self, words: Sequence[str]) -> list[tuple[Candidate, float]]:
        """The numbers with a unit of time, or with that of the one before: `five years, no, seven`."""
        spans: list[tuple[Candidate, float]] = []
        for each in weigh(words, self.numbers.find(words)):
            months = self._span_unit(words, each.number.end)
            after = words[each.number.end : each.number.end + 3]
            if "old" in after or {"each", "apart", "younger", "older"} & set(after):
                continue
            if months is None and not (after and after[0] in _UNITS_NOT_AGES):
                retold = each.weight >= 1 or bool(spans and spans[-1][0].weight <= -5)
                named = [
                    self._numerals.months[w] for w in words[: each.number.start] if w in self._numerals.months
                ]
                months = (
                    named[-1] if named and retold and not {"at", "age", "aged"} & set(each.clause) else None
                )
            if months is not None:
                spans.append((self._halved(words, each), months))
        return spans

    @staticmethod
    def _halved(words: Sequence[str], each: Candidate) -> Candidate:
        """`2 years and a half`."""
        number = each.number
        if tuple(words[number.end + 1 : number.end + 4]) != ("and", "a", "half"):
            return each
        return Candidate(Number(number.value + 0.5, number.start, number.end), each.clause, each.weight)

    def _span_unit(self, words: Sequence[str], index: int) -> float | None:
        fillers = {
            "or",
            "so",
            "of",
            "a",
            "an",
            "more",
            "odd",
            "good",
            "long",
            "few",
            "full",
            "whole",
            "solid",
            "-",
        }
        while index < len(words) and words[index] in fillers:
            index += 1
        return self._numerals.months.get(words[index]) if index < len(words) else None

    def _bare_span(self, words: Sequence[str]) -> float | None:
        """`a year`, `about a month`, `half a year`, `a year and a half`, `a solid year`."""
        for index, word in enumerate(words):
            months = self._numerals.months.get(word)
            if months is None or index == 0 or word.endswith("s"):
                continue
            before = words[index - 1]
            if before in {"good", "solid", "full", "whole", "long"} and index > 1:
                before = words[index - 2]
            if before in {"a", "an", "one", "last", "past"} and "old" not in words[index : index + 2]:
                half = index > 1 and words[index - 2] == "half"
                more = tuple(words[index + 1 : index + 4]) == ("and", "a", "half")
                return round(months * (0.5 if half else 1.5 if more else 1), 2)
        return None


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


_TENS = frozenset(map(str, range(20, 100, 10)))


def _is_decade(words: Sequence[str], number: Number) -> bool:
    return words[number.start] in _TENS and tuple(words[number.end : number.end + 1]) == ("s",)


def _birth_year(words: Sequence[str], number: Number, today: date) -> bool:
    """`born in 1975`, `1962`, `born in 75`, `DOB 3/4/62`."""
    before = words[max(0, number.start - 8) : number.start]
    born = {"born", "birth", "dob", "bday"} & set(before)
    if is_year(words, number):
        alone = len(words) <= 2 or number.start == 0
        return number.value <= today.year and bool(born or alone)
    short = (
        len(words[number.end - 1]) == 2 and number.end - number.start == 1 and words[number.start].isdigit()
    )
    return (
        bool(born) and short and number.value >= 20 and words[number.start - 1] in {"in", "/", "'", "-", "."}
    )


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
    if after[:1] and (after[0] in _YEARS | {"yo", "now"}) and (after[0] == "now" or "old" in after):
        weight += 1
    if before and before[-1] in {"feel", "feels", "like", "at", "are", "of", "them"}:
        weight -= 2
    if {"think", "feel", "feels", "look", "call"} & set(each.clause) or words[each.number.start] in _ONCE:
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
        if _unit(words, number) & {"month", "months", "weeks", "week"} and "old" in words[number.end :][:3]:
            return 0 if number.value < 12 or "week" in words[number.end] else number.value // 12
    return None


def _has(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for at in range(len(words)))


def tidy_or_none(value: float | None) -> float | int | None:
    """A number as JSON shows it, or nothing."""
    return None if value is None else tidy(value)


def _unit(words: Sequence[str], number: Number) -> set[str]:
    return set(words[number.end : number.end + 1])
