"""Spans of time in months: `two and a half years`, `a year and 3 months`, `a good while, say ten years`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.ages import UNITS_NOT_AGES
from bot.language.choosing import Candidate, best, weigh
from bot.language.numbers import Number, Numbers


class Spans:
    """Reads how long something lasts."""

    def __init__(self, numbers: Numbers, months: Mapping[str, float]) -> None:
        self._numbers, self._months = numbers, months

    def span(self, words: Sequence[str]) -> float | None:
        """`two and a half years` in months; `a year and 3 months` together; `a year`."""
        counted = self.counted(tuple(words))
        return self.bare(words) if counted is None else counted

    def counted(self, words: Sequence[str]) -> float | None:
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
        for each in weigh(words, self._numbers.find(words)):
            months = self._unit(words, each.number.end)
            after = words[each.number.end : each.number.end + 3]
            if "old" in after or {"each", "apart", "younger", "older"} & set(after):
                continue
            if months is None and not (after and after[0] in UNITS_NOT_AGES):
                retold = each.weight >= 1 or bool(spans and spans[-1][0].weight <= -5)
                named = [self._months[w] for w in words[: each.number.start] if w in self._months]
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
        }
        while index < len(words) and words[index] in fillers:
            index += 1
        return self._months.get(words[index]) if index < len(words) else None

    def bare(self, words: Sequence[str]) -> float | None:
        """`a year`, `about a month`, `half a year`, `a year and a half`, `a solid year`."""
        for index, word in enumerate(words):
            months = self._months.get(word)
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
