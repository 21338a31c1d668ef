"""The number asked for, in a message that tells of a danger with numbers of its own.

`one cup, but my heart is going at 150` is one cup; `doing 70 when my eyes closed` is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.knowledge.values import Value
from bot.language.answers.breaths import Breath, breaths
from bot.language.answers.setting import Setting
from bot.language.numbers.numerals import Number, Numbers
from bot.language.words.word_list import words_of

_NONE = words_of("none no zero nil never nothing 0")
_THEN = words_of("now since today so in at")
_UNITS = {
    "frequency_per_week": words_of("night nights evening evenings nightly times week nites all"),
    "alcohol_drinks_per_day": words_of(
        "drink drinks glass glasses pint pints beer beers wine can cans bottle bottles unit units gin vodka"
    ),
    "caffeine_cups_per_day": words_of("cup cups mug mugs coffee coffees tea teas can cans espresso energy"),
    "duration_months": words_of("year years yr yrs month months week weeks decade decades"),
}
_NOT_POURED = words_of("time times day days week weeks hour hours")
_FILLS = words_of("now today them of all about maybe roughly a day week ish or so odd most nights night cups")

COUNTED = frozenset(_UNITS)
"""The questions whose numbers a danger's own numbers are taken for."""

Read = Callable[[Setting], Value | None]


def told_amid_alarm(question: str, setting: Setting, numbers: Numbers, read: Read) -> Value | None:
    """The value of the first breath that tells a number of what was asked."""
    for place, breath in enumerate(breaths(setting.message.sentences)):
        if not _counts(question, breath, numbers.find(breath.words), first=place == 0):
            continue
        value = read(_alone(setting, breath))
        if value is not None:
            return value
    return None


def _counts(question: str, breath: Breath, found: Sequence[Number], first: bool) -> bool:
    """Whether a breath tells an amount: a number alone, or one with its unit."""
    words = breath.words
    if first and words[0] in _NONE and (len(words) == 1 or words[1] in _THEN):
        return True
    if _UNITS[question].intersection(words):
        return bool(found) or question in {"frequency_per_week", "duration_months"}
    if not found or not first:
        return False
    poured = question.endswith("_per_day") and not _NOT_POURED.intersection(words[found[0].end :][:1])
    if found[0].start == 0 and poured:
        return True
    rest = {*words[: found[0].start], *words[found[-1].end :]}
    return rest <= _FILLS


def _alone(setting: Setting, breath: Breath) -> Setting:
    """The same setting with the breath for its message."""
    message = setting.message
    alone = type(message)(message.text, breath.words, (breath.sentence,), message.scopes)
    return replace(setting, message=alone)
