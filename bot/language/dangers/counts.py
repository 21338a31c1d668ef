"""Numbers that are signs themselves: tablets by the dozen, the heat of a fever, the weeks of a pregnancy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.numbers.numerals import Number, Numbers
from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit
from bot.language.words.text import Sentence

_TABLETS_AT_ONCE = 10
_AS_FAR_AS = 4
_FEVER = (38, 43)
_CARRIED = (14, 43)
_WEEKS = frozenset({"week", "weeks", "wk", "wks"})
_OF_TIME = frozenset({"for", "last", "past", "since", "in", "about", "every", "these"})
_NOT_AFTER = frozenset({"ago", "now", "back", "since", "off", "on", "of"})
_MEASURES = frozenset({"kg", "cm", "mm", "kilos", "inch", "inches", "units", "years", "miles", "km", "mg"})


class Counts:
    """Finds the numbers that belong to a class of words of alarms."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon.numerals.numbers)

    def classes(self, sentence: Sentence, members: Mapping[str, Sequence[Hit]]) -> dict[str, list[Hit]]:
        """The classes that numbers of a sentence stand for."""
        found: dict[str, list[Hit]] = {}
        for number in self._numbers.find(sentence.words):
            for name, fits in (
                ("many", _of_tablets(number, members.get("tablets", ()))),
                ("fever", _of_fever(number, sentence)),
                ("high_temperature", _of_fever(number, sentence)),
                ("with_child", _of_pregnancy(number, sentence)),
            ):
                if fits:
                    said = frozenset(sentence.stems[number.start : number.end])
                    found.setdefault(name, []).append(Hit(name, number.start, number.end, said))
        return found


def _of_tablets(number: Number, tablets: Sequence[Hit]) -> bool:
    """Tablets by a number nobody takes at once are many tablets."""
    return number.value >= _TABLETS_AT_ONCE and any(
        0 <= hit.start - number.end <= _AS_FAR_AS for hit in tablets
    )


def _of_fever(number: Number, sentence: Sentence) -> bool:
    """`39.6` is a temperature whatever stands beside it, unless it is a measure of something else."""
    whole = number.value == int(number.value) and "." not in sentence.words[number.start]
    after = sentence.words[number.end] if number.end < len(sentence) else ""
    return _FEVER[0] <= number.value < _FEVER[1] and not whole and after not in _MEASURES


def _of_pregnancy(number: Number, sentence: Sentence) -> bool:
    """`35 weeks` on its own; not `for 35 weeks`, `35 weeks ago`."""
    before = sentence.words[number.start - 1] if number.start else ""
    unit, *after = (*sentence.words[number.end : number.end + 2], "")
    return (
        _CARRIED[0] <= number.value < _CARRIED[1]
        and unit in _WEEKS
        and before not in _OF_TIME
        and (not after or after[0] not in _NOT_AFTER)
    )
