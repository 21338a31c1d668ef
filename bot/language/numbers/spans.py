"""Spans of time in months: `two and a half years`, `a year and 3 months`, `a good while, say ten years`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.numbers.ages import UNITS_NOT_AGES
from bot.language.numbers.choosing import Candidate, best, weigh
from bot.language.numbers.numerals import Number, Numbers
from bot.language.words.word_list import words_of

_ARTICLES = frozenset({"a", "an", "one", "last", "past"})
_WHOLE = frozenset({"good", "solid", "full", "whole", "long"})
_OR = frozenset({"less", "under", "or", "to", "maybe", "perhaps", "possibly", "-", "till"})
_SOFT = words_of("than not but so even about almost nearly say more like around probably")
_LOOSE = frozenset({"few", "several", "couple", "a", "good"})
_SAYING = words_of(
    "maybe perhaps probably about around say like roughly i think would guess or so at least odd now easily "
    "must be more nearly over almost it is of them those anyway actually so , . - ? !"
)
"""What may stand around a number that makes a loose span exact."""
_SPELT = 3
_YEAR = 12
_THERE, _WORSE = frozenset({"had", "got", "off"}), frozenset({"bad", "worse", "worst", "awful", "terrible"})
_LIFE = words_of("married wed together lived worked retired widowed divorced")
_FAR = 4
"""A second span further off than this many times the first is another matter."""


@dataclass(frozen=True)
class _Span:
    """A number of some unit of time (in months), and where its words end."""

    told: Candidate
    unit: float
    end: int

    @property
    def months(self) -> float:
        return self.told.value * self.unit

    def apart(self, other: _Span) -> bool:
        """Whether the two share no word."""
        return self.end <= other.told.number.start or other.end <= self.told.number.start


class Spans:
    """Reads how long something lasts."""

    def __init__(self, numbers: Numbers, months: Mapping[str, float]) -> None:
        self._numbers, self._months = numbers, months

    def span(self, words: Sequence[str]) -> float | None:
        """`two and a half years` in months; `a year and 3 months` together; `a year`."""
        counted = self.counted(tuple(words))
        return self.bare(words) if counted is None else counted

    def counted(self, words: Sequence[str]) -> float | None:
        """The span with a number in it that has most weight, with what is added or set beside it."""
        spans = self._spans(words)
        chosen = best([each.told for each in spans])
        if chosen is None or words[chosen.number.start] in _LOOSE:
            restated = self._restated(words)
            if chosen is None or restated is not None:
                return restated
        bare = [each for each in self._bare(words) if all(each.apart(other) for other in spans)]
        # what an article tells may stand before a number: `a year and 3 months`, `a year, maybe 18 months`
        row = sorted([*spans, *bare], key=lambda each: each.told.number.start)
        at = next(index for index, each in enumerate(row) if each.told is chosen)
        while at and row[at - 1] in bare and _joint(words, row[at - 1], row[at]) is not None:
            at -= 1
        return _together(words, row[at:])

    def _restated(self, words: Sequence[str]) -> float | None:
        """`years. maybe 15`, `a good few years, five or six`: the number comes after its unit."""
        units = [at for at, word in enumerate(words) if word in self._months and word.endswith("s")]
        numbers = [number for number in self._numbers.find(words) if units and number.start > units[0]]
        if len(numbers) != 1 or not set(words[units[0] + 1 : numbers[0].start]) <= _SAYING:
            return None
        ends = set(words[numbers[0].end :]) <= _SAYING
        return numbers[0].value * self._months[words[units[0]]] if ends else None

    def _spans(self, words: Sequence[str]) -> list[_Span]:
        """The numbers with a unit of time, or with that of the one before: `five years, no, seven`."""
        spans: list[_Span] = []
        for each in weigh(words, self._numbers.find(words)):
            months = self._unit(words, each.number.end)
            after = words[each.number.end : each.number.end + 3]
            if "old" in after or {"each", "apart", "younger", "older"} & set(after):
                continue
            if months is None and after[:1] == ("m",) and spans and spans[-1].unit == _YEAR:
                months = 1
            if months is None and {"century"} & set(words[each.number.start : each.number.end]):
                months = 12
            window = {"last", "past"} & set(words[max(0, each.number.start - 1) : each.number.start])
            if months is None and not window and not (after and after[0] in UNITS_NOT_AGES):
                bound = {"than", "under", "over"} & set(
                    words[max(0, each.number.start - 2) : each.number.start]
                )
                retold = each.weight >= 1 or bool(bound) or bool(spans and spans[-1].told.weight <= -5)
                named = [self._months[w] for w in words[: each.number.start] if w in self._months]
                months = (
                    named[-1] if named and retold and not {"at", "age", "aged"} & set(each.clause) else None
                )
            if months is not None:
                each = _by_tense(words, each)
                spans.append(_Span(self._halved(words, each), months, each.number.end + 1))
        return spans

    @staticmethod
    def _halved(words: Sequence[str], each: Candidate) -> Candidate:
        """`2 years and a half`."""
        number = each.number
        if tuple(words[number.end + 1 : number.end + 4]) != ("and", "a", "half"):
            return each
        return Candidate(Number(number.value + 0.5, number.start, number.end), each.clause, each.weight)

    def _unit(self, words: Sequence[str], index: int) -> float | None:
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
            "+",
        }
        while index < len(words) and words[index] in fillers:
            index += 1
        return self._months.get(words[index]) if index < len(words) else None

    @staticmethod
    def _opening(words: Sequence[str], months: float) -> list[_Span]:
        """`year and a half`, `month or two`: the article left out."""
        after = tuple(words[1:4])
        half, pair = after == ("and", "a", "half"), after[:2] == ("or", "two")
        alone = len(words) == 1 or words[1] in {",", ".", "!"}
        if not (half or pair or after[:3] == ("and", "a", "bit") or alone):
            return []
        number = Number(1.5 if half or pair else 1, 0, 1)
        return [_Span(Candidate(number, (), 0), months, 1 + len(after) * (not alone))]

    def bare(self, words: Sequence[str]) -> float | None:
        """`a year`, `about a month`, `half a year`, `a year and a half`, `a month or a month and a half`."""
        found = self._bare(words)
        if not found:
            return None
        first = found[0]
        more = [
            _Span(Candidate(number, (), 0), first.unit, number.end)
            for number in self._numbers.find(words)
            if number.value > 1 and first.end < number.start and not words[number.end : number.end + 1]
        ]
        return _together(words, [first, *(more if len(found) == 1 else found[1:])])

    def _bare(self, words: Sequence[str]) -> list[_Span]:
        """The spans told by an article alone."""
        found = []
        for index, word in enumerate(words):
            months = self._months.get(word)
            if months is None or word.endswith("s") or len(word) < _SPELT:
                continue
            if index == 0:
                found += self._opening(words, months)
                continue
            start = index - 1
            if words[start] in _WHOLE and index > 1:
                start -= 1
            if words[start] in _ARTICLES and "old" not in words[index : index + 2]:
                half = start > 0 and words[start - 1] == "half"
                more = tuple(words[index + 1 : index + 4]) == ("and", "a", "half")
                number = Number(0.5 if half else 1.5 if more else 1, start - half, index)
                found.append(_Span(Candidate(number, (), 0), months, index + (4 if more else 1)))
        return found


def _by_tense(words: Sequence[str], each: Candidate) -> Candidate:
    """`bad for 2 months, had it 20 years`, `married 30 years`: how long it is there is what is asked."""
    before = set(words[max(0, each.number.start - 4) : each.number.start])
    weight = each.weight + 1 * bool(_THERE & before) - 2 * bool(_WORSE & before)
    weight -= 5 * bool(_LIFE & set(words[max(0, each.number.start - 4) : each.number.start]))
    return Candidate(each.number, each.clause, weight, each.owner)


def _joint(words: Sequence[str], before: _Span, after: _Span) -> str | None:
    """Whether the second span is set beside the first (`or`) or added to it (`and`)."""
    between = set(words[before.end : after.told.number.start]) - _SOFT
    if between & _OR and between <= _OR | {","} and before.months < after.months <= _FAR * before.months:
        return "or"
    if between <= {","} and before.unit < after.months <= _FAR * before.months:
        return "or"
    return "and" if between <= {"and", ","} and after.months < before.unit else None


def _together(words: Sequence[str], row: Sequence[_Span]) -> float:
    """The first span with those that follow: `1 yr 3 mths` added, `6 months to a year` by the middle."""
    months = row[0].months
    for before, after in pairwise(row):
        joint = _joint(words, before, after)
        if joint == "or":
            return round((months + after.months) / 2, 2)
        if joint is None:
            break
        months += after.months
    return round(months, 2)
