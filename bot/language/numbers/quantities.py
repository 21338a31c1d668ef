"""Ages and spans of time: how old, how old then, for how many months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.knowledge.values import Value
from bot.language.numbers.ages import ONCE, UNITS_NOT_AGES, age_of, counts_one, decade, is_decade, unit_of
from bot.language.numbers.birthdays import YEARS, at_birthday
from bot.language.numbers.births import since_a_birth
from bot.language.numbers.choosing import Candidate, best, counts_things, weigh
from bot.language.numbers.dates import month_number, months_since, named_day, named_days
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import Numbers
from bot.language.numbers.schooldays import at_school
from bot.language.numbers.set_phrases import SetPhrases
from bot.language.numbers.spans import Spans
from bot.language.numbers.week import nights_since
from bot.language.words.lexicon import Lexicon
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_OLD = frozenset({"old", "of", "young", "at"})
_NOW = frozenset({"now", "today", "am", "im"})
_THEN = words_of(
    "was when at aged age started start began begin came from since till until turned hit being got mine "
    "kicked showed be"
)
_LATER = frozenset({"diagnosed", "diagnosis", "told", "treated", "retired", "worse"})
_LIFETIME = ("life", "lifetime", "age")
_SINCE = frozenset({"since", "last", "this"})
_SAME_AGE = (
    ("this", "age"), ("same", "age"), ("current", "age"), ("old", "as", "i", "am"), ("age", "i", "am"),
    ("just", "started"), ("only", "started"), ("this", "year"), ("last", "month"), ("this", "month"),
    ("few", "weeks", "ago"), ("last", "week"), ("few", "months", "ago"),
)  # fmt: skip


class Quantities:
    """Reads numbers for the questions that ask for one."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases
        self._spans = Spans(self.numbers, lexicon.numerals.months)

    def age(self, words: Sequence[str], today: date | None, for_other: bool = False) -> float | None:
        """An age: a bare number of years, a year of birth, a decade."""
        first = None if for_other else lead(words, self.numbers)
        told = age_of(first, self.numbers.find(first), today) if first else None
        return age_of(words, self.numbers.find(words), today, for_other) if told is None else told

    def onset_age(
        self,
        sentences: Sequence[Sentence],
        words: Sequence[str],
        facts: Mapping[str, Value],
        today: date | None,
    ) -> float | None:
        """The age it began at: an age, a stage of life, or so long ago with the age known."""
        first = lead(words, self.numbers)
        if first and not _NOW & set(first) and (told := self._onsets(first)):
            return told.value
        words = tuple(words)
        age = facts.get("age")
        now = age if isinstance(age, (int, float)) else self.age(words, today)
        if now is not None and _half_of_life(words):
            return now // 2
        found = self._onsets(words)
        school = at_school(words, self.numbers.find(words))
        if school is not None and (found is None or found.weight < 1):
            return school
        stage = decade(words) or self._phrases.number("onset_age", sentences)
        if found and found.weight <= -3 and stage is None and found.value == now:
            lasted = self._lasted(words, today)
            if lasted is not None:
                return max(0, round(now - lasted / 12))
        if found and not (found.weight <= -3 and stage is not None):
            return None if self._undecided(words) else found.value
        if stage is None and (feast := at_birthday(words)) is not None:
            return feast
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
        spans = {each.value for each in found if unit_of(words, each.number) & YEARS}
        for each in found:
            unit = unit_of(words, each.number)
            if (not unit & YEARS and each.value in spans) or counts_things(words, each.number):
                continue
            if 0 < each.value < 1 or counts_one(words, each.number):
                continue
            if unit & UNITS_NOT_AGES or is_decade(words, each.number) or "/" in words[: each.number.end]:
                continue
            if unit & YEARS and not self._years_of_age(words, each):
                continue
            before = set(words[max(0, each.number.start - 4) : each.number.start])
            weight = each.weight + 2 * bool(_THEN & before) + ("then" in each.clause)
            weight -= 3 * (words[each.number.start] in ONCE)
            weight -= 3 * bool(before & _LATER or {"again", "back"} & set(each.clause))
            weight -= 4 * bool(before & _NOW or "now" in words[each.number.end : each.number.end + 1])
            weight -= 2 * ({"going", "on"} <= before) + 3 * ("year" in before or "grade" in before)
            weighed.append(Candidate(each.number, each.clause, weight, each.owner))
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
        spanned = since_a_birth(words, self.numbers.find(words)) or self._spans.span(words)
        if spanned is not None:
            return spanned
        if today and (any(word.isdigit() and len(word) == 4 for word in words) or _SINCE & set(words)):
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
        first = lead(words, self.numbers)
        if first and (lasted := self._spans.span(first)) is not None:
            return lasted
        words = tuple(words)
        born = since_a_birth(words, self.numbers.find(words))
        if born is not None:
            return born
        to_come = _still_to_come(words, today)
        began = None if to_come else self._began_on(words, today)
        for spanned in (self._spans.counted(words), began, self._spans.bare(words)):
            if spanned is not None:
                return spanned - to_come
        lived = self._since_age(words, facts) or self._since_decade(words, facts, today)
        if lived is not None:
            return lived
        phrase = self._phrases.number("duration_months", sentences)
        age = facts.get("age", self.age(words, today) if _half_of_life(words) else None)
        if _half_of_life(words) and isinstance(age, (int, float)):
            return round(float(age) * 6)
        if phrase == -1:
            return round(float(age) * 12) if isinstance(age, (int, float)) else None
        return phrase

    def _began_on(self, words: Sequence[str], today: date | None) -> float | None:
        """Months since the day that is named; after a second thought the last one."""
        if not today:
            return None
        named = [day for day in named_days(words, today) if day <= today]
        nights = nights_since(words, today)
        named = named or ([today - timedelta(days=nights)] if nights else [])
        return months_since(named[-1], today) if named else None

    def _since_age(self, words: Sequence[str], facts: Mapping[str, Value]) -> float | None:
        """`since I was 15` with the age known or told beside it: `got it at 41 and I am 43`."""
        onset = self._onsets(words)
        if onset is None or onset.weight < -2:
            return None
        told = facts.get("age")
        others = [each for each in weigh(words, self.numbers.find(words)) if each.number != onset.number]
        ages = [each.value for each in others if not unit_of(words, each.number) & UNITS_NOT_AGES]
        age = ages[0] if ages and ages[0] > onset.value else told
        said = _THEN & set(onset.clause)
        if isinstance(age, (int, float)) and said and onset.value < age:
            return round((age - onset.value) * 12)
        return None

    def _since_decade(
        self, words: Sequence[str], facts: Mapping[str, Value], today: date | None
    ) -> float | None:
        """`since my twenties, I'm 50`."""
        stage, told = decade(words), facts.get("age")
        age = told if isinstance(told, (int, float)) else self.age(words, today)
        older = stage is not None and age is not None and age > stage
        return round((age - stage) * 12) if older and stage is not None and age is not None else None


def _still_to_come(words: Sequence[str], today: date | None) -> float:
    """Months until the day it will be so long: `it'll be three years come May`."""
    come = any(word == "come" and month_number(after) for word, after in pairwise(words))
    if not today or not (come or _has(words, ("will", "be"))):
        return 0
    day = named_day(words, today, future=True)
    return months_since(today, day) if day and 0 < (day - today).days < 366 else 0


def _half_of_life(words: Sequence[str]) -> bool:
    """`half my life`, `half my lifetime ago`, `half the age I am now`."""
    return any(_has(words, ("half", whose, what)) for whose in ("my", "the") for what in _LIFETIME)


def _has(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for at in range(len(words)))
