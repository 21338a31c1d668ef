"""Weeks of a pregnancy told in passing: `I'm 30 weeks and my back aches`, `34 weeks, worried sick`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.values import Value
from bot.language.answers.breaths import Breath, breaths
from bot.language.answers.setting import Setting
from bot.language.numbers.gestation import gestation
from bot.language.numbers.numerals import Number, Numbers, tidy
from bot.language.words.word_list import words_of

_SPOKEN = words_of("trimester along pregnant due gestation gone preggers expecting")
_WEEKS, _MONTHS = words_of("week weeks wk wks"), words_of("month months mths")
_FIRST, _LAST = 4, 42
_TOLD_IN_WEEKS = 13
"""From here on other spans of time are told in months."""
_ALONG = words_of("pregnant along preggers gone expecting gestation pregnancy")
_MAY_FOLLOW = _ALONG | words_of("and with today now tomorrow but so carrying of")
"""After `I am 30 weeks` these leave it a pregnancy; `off work`, `clean`, `old`, `into` do not."""
_BESIDE = words_of(
    "about almost already am at be been exactly i im is it just me nearly now of only over roughly so this "
    "today tomorrow yes yeah carrying around have the bump pregnancy expecting pregnant along"
)
"""Words that may stand in one breath with the weeks."""
_SIGNS = words_of(
    "baby babies bump belly pregnant pregnancy preggers expecting scan midwife kick kicks kicking kicked "
    "trimester waters twins womb birth antenatal contractions gestational"
)
_SPANNED = words_of("duration_months onset_age medication_change medications otc_medications sex respondent")
_PAST_IT = 51
_NOT_HERS = words_of(
    "sister daughter friend mate cousin neighbour neighbor colleague girl niece aunt auntie mum mom boss"
)

_WIVES = words_of("wife missus partner girlfriend wifes")


def expected(setting: Setting, question: str | None, numbers: Numbers) -> dict[str, Value]:
    """Pregnant, and how far, where a message says so unasked."""
    if question == "gestation_weeks" or "ago" in setting.message.words:
        return {}
    own = _in_a_breath(setting, question, numbers)
    if own is not None:
        known = question == "pregnant" or bool({"pregnant", "gestation_weeks"}.intersection(setting.facts))
        return {"gestation_weeks": own} if known else {"pregnant": "yes", "gestation_weeks": own}
    weeks = _with_its_words(setting, question, numbers)
    return {} if weeks is None else {"gestation_weeks": weeks}


def _with_its_words(setting: Setting, question: str | None, numbers: Numbers) -> Value | None:
    """`35 weeks along`, `second trimester`, of somebody who is pregnant."""
    said_so = any(said.question == "pregnant" and said.value == "yes" for said in setting.said)
    if not (setting.facts.get("pregnant") == "yes" or question == "pregnant" or said_so):
        return None
    words = setting.message.words
    spoken = _SPOKEN & set(words)
    if question == "pregnant":
        spoken |= _WEEKS & set(words)
    return gestation(words, numbers, setting.today, asked=False) if spoken else None


def _in_a_breath(setting: Setting, question: str | None, numbers: Numbers) -> int | float | None:
    """The weeks told between two signs or joints, of the writer."""
    if not may_expect(setting):
        return None
    found: list[tuple[bool, int | float]] = []
    for breath in breaths(setting.message.sentences):
        for number in numbers.find(breath.words):
            weeks = _weeks(breath.words, number)
            if weeks is None or not _FIRST <= weeks <= _LAST or _of_another(breath.before[-5:]):
                continue
            if _plainly(breath, number):
                found.append((True, weeks))
            elif _alone(breath, number) and _speaks_of_it(setting, question, weeks):
                found.append((False, weeks))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def may_expect(setting: Setting) -> bool:
    """Whether nothing known of the writer rules a pregnancy out."""
    age = setting.facts.get("age")
    return setting.facts.get("sex") != "male" and not (isinstance(age, (int, float)) and age >= _PAST_IT)


def _weeks(words: Sequence[str], number: Number) -> int | float | None:
    """A number of weeks, or of months told as weeks."""
    unit = words[number.end : number.end + 1]
    if _WEEKS.intersection(unit):
        return tidy(int(number.value))
    return round(number.value * 52 / 12) if _MONTHS.intersection(unit) else None


def _plainly(breath: Breath, number: Number) -> bool:
    """`I'm 30 weeks`, `35 weeks pregnant`; not `I'm 30 weeks clean`, `look six months gone`."""
    before, after = breath.words[: number.start], breath.words[number.end + 1 :]
    if {"not", "look", "was", "at", "when", "lost", "had"}.intersection(before) or "old" in after[:1]:
        return False
    if _of_another(before):
        return False
    weeks = breath.words[number.end] in _WEEKS
    if _ALONG.intersection(after[:1]) or before[-1:] in {("carrying",), ("expecting",), ("pregnant",)}:
        return True
    own = before[-2:] in {("i", "am"), ("am", "at"), ("am", "only")} or (
        before[-1:] == ("am",) and "i" in before
    )
    own = own or (after[:2] == ("i", "am")) or before[-2:] in {("bump", "is"), ("pregnancy", "is")}
    return own and weeks and (not after or after[0] in _MAY_FOLLOW or after[:2] == ("i", "am"))


def _of_another(words: Sequence[str]) -> bool:
    """`my sister, 30 weeks`; but `writing for my wife, 35 weeks`."""
    return bool(_NOT_HERS.intersection(words)) or (bool(_WIVES.intersection(words)) and "for" not in words)


def _alone(breath: Breath, number: Number) -> bool:
    """Nothing else in the breath: `only 31 weeks`, `32 weeks today`."""
    rest = {*breath.words[: number.start], *breath.words[number.end + 1 :]}
    return breath.words[number.end] in _WEEKS and rest <= _BESIDE


def _speaks_of_it(setting: Setting, question: str | None, weeks: float) -> bool:
    """Whether weeks alone are those of a pregnancy: it is spoken of, or no other span is told that way."""
    if _SIGNS.intersection(setting.message.words) or setting.facts.get("pregnant") == "yes":
        return question not in {"duration_months", "onset_age"}
    return weeks >= _TOLD_IN_WEEKS and question not in _SPANNED and question is not None
