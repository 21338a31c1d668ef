"""Ages and spans of time: how old, how old then, for how many months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.knowledge.values import Value
from bot.language.dates import months_since, named_day
from bot.language.lexicon import Lexicon
from bot.language.numbers import Number, Numbers, tidy
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
    "20s": 25,
    "30s": 35,
    "40s": 45,
    "50s": 55,
    "60s": 65,
    "70s": 75,
    "80s": 85,
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
_YEARS = frozenset({"year", "years", "yr", "yrs", "y", "yo", "yrsold"})


class Quantities:
    """Reads numbers for the questions that ask for one."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self._numerals = lexicon.numerals
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases

    def age(self, words: Sequence[str], today: date | None) -> float | None:
        """An age: a bare number of years, a year of birth, a decade."""
        for number in self.numbers.find(words):
            if (
                today
                and number.value.is_integer()
                and 1900 <= number.value <= today.year
                and _follows(words, number, {"born", "in"})
            ):
                return today.year - number.value
            if not _unit(words, number) & _UNITS_NOT_AGES:
                return -number.value if words[:1] == ("-",) and number.start == 1 else number.value
            if (
                _unit(words, number) & {"month", "months", "weeks", "week"}
                and "old" in words[number.end : number.end + 3]
            ):
                return 0 if number.value < 12 or "week" in words[number.end] else number.value // 12
        return decade(words)

    def onset_age(
        self,
        sentences: Sequence[Sentence],
        words: Sequence[str],
        facts: Mapping[str, Value],
        today: date | None,
    ) -> float | None:
        """The age it began at: an age, a stage of life, or so long ago with the age known."""
        age = facts.get("age")
        lasted = self._ago(words, today)
        if lasted is not None and isinstance(age, (int, float)):
            return max(0, round(age - lasted / 12))
        if lasted is None:
            for number in self.numbers.find(words):
                if not _unit(words, number) & _UNITS_NOT_AGES and number.value < 1900:
                    return number.value
        return decade(words) or self._phrases.number("onset_age", sentences)

    def _ago(self, words: Sequence[str], today: date | None) -> float | None:
        """Months since, from `5 years ago`, `for 5 years`, `since 2019`."""
        if "ago" in words or "for" in words or "past" in words or "last" in words:
            return self.span(words)
        since = {"since", "in", "from"} & set(words)
        if today and since and any(word.isdigit() and len(word) == 4 for word in words):
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
        age = facts.get("age")
        spanned = self.span(words)
        if spanned is not None:
            return spanned
        if today and {"since", "from", "started", "began", "in", "last", "around", "after", "before"} & set(
            words
        ):
            day = named_day(words, today)
            if day and day <= today:
                return months_since(day, today)
        began = self.onset_age(sentences, words, {}, None)
        said_age = began is not None and {"since", "when", "at", "from", "was", "aged"} & set(words)
        if isinstance(age, (int, float)) and said_age and began is not None and began < age:
            return round((age - began) * 12)
        phrase = self._phrases.number("duration_months", sentences)
        if phrase == -1:
            return round(float(age) * 12) if isinstance(age, (int, float)) else None
        return phrase

    def span(self, words: Sequence[str]) -> float | None:
        """`two and a half years` in months; `a year and 3 months` together."""
        total, found = 0.0, False
        for number in self.numbers.find(words):
            months = self._span_unit(words, number.end)
            if months is not None and "old" not in words[number.end : number.end + 3]:
                total, found = total + number.value * months, True
                if words[number.end + 1 : number.end + 4] == ["and", "a", "half"]:
                    total += months / 2
        if found:
            return round(total, 2)
        return self._bare_span(words)

    def _span_unit(self, words: Sequence[str], index: int) -> float | None:
        while index < len(words) and words[index] in {"or", "so", "of", "more", "odd", "good", "long", "few"}:
            index += 1
        return self._numerals.months.get(words[index]) if index < len(words) else None

    def _bare_span(self, words: Sequence[str]) -> float | None:
        """`a year`, `about a month`, `half a year`, `a year and a half`, `years and years`."""
        for index, word in enumerate(words):
            months = self._numerals.months.get(word)
            if months is None or index == 0:
                continue
            before = words[index - 1]
            if before in {"a", "an", "one", "last", "past", "this"}:
                half = index > 1 and words[index - 2] == "half"
                more = list(words[index + 1 : index + 4]) == ["and", "a", "half"]
                return round(months * (0.5 if half else 1.5 if more else 1), 2)
        return None


def decade(words: Sequence[str]) -> float | None:
    """`in my late thirties` as 38."""
    for index, word in enumerate(words):
        if word in _DECADES and (index == 0 or words[index - 1] not in {"the", "19"}):
            return _DECADES[word] + (_SHIFT.get(words[index - 1], 0) if index else 0)
    return None


def tidy_or_none(value: float | None) -> float | int | None:
    """A number as JSON shows it, or nothing."""
    return None if value is None else tidy(value)


def _unit(words: Sequence[str], number: Number) -> set[str]:
    return set(words[number.end : number.end + 1])


def _follows(words: Sequence[str], number: Number, any_of: set[str]) -> bool:
    return number.start == 0 or bool(any_of & set(words[max(0, number.start - 3) : number.start]))
