"""How often and how much: nights a week, drinks and cups a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.lexicon import Lexicon
from bot.language.numbers import Number, Numbers
from bot.language.set_phrases import SetPhrases
from bot.language.text import Sentence


class Rates:
    """Reads amounts over time."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self._numerals = lexicon.numerals
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases

    def per_week(self, sentences: Sequence[Sentence], words: Sequence[str]) -> float | None:
        """Nights a week: `5 nights`, `5 out of 7`, `twice a month`, `every night`."""
        phrase = self._phrases.number("per_week", sentences)
        numbers = self.numbers.find(words)
        if phrase is not None and not (numbers and phrase in (2.0, 0.5, 0.25)):
            return phrase
        if not numbers:
            return phrase
        first = numbers[0]
        if (
            len(numbers) > 1
            and {"of", "/"} & set(words[first.end : numbers[1].start])
            and numbers[1].value > 0
        ):
            return round(7 * first.value / numbers[1].value, 2) if numbers[1].value != 7 else first.value
        period = self._period(words, first.end)
        if (
            "every" in words[: first.start]
            and {"days", "nights"} & set(words[first.end : first.end + 2])
            and first.value
        ):
            return round(7 / first.value, 2)
        return round(first.value * {"month": 7 / 30, "fortnight": 0.5, "year": 7 / 365}.get(period, 1), 2)

    @staticmethod
    def _period(words: Sequence[str], start: int) -> str:
        tail = set(words[start : start + 6])
        for name, forms in (
            ("month", {"month", "monthly", "months"}),
            ("fortnight", {"fortnight", "fortnightly"}),
            ("year", {"year", "yearly"}),
            ("week", {"week", "weekly", "wk"}),
            ("day", {"day", "daily", "night", "evening", "morning"}),
        ):
            if forms & tail:
                return name
        return ""

    def per_day(self, words: Sequence[str], sentences: Sequence[Sentence], cups: bool) -> float | None:
        """Drinks or cups a day, from amounts by day, week or weekend and by glass, pint or bottle."""
        sizes = self._numerals.cups if cups else self._numerals.drinks
        numbers = self.numbers.find(words) or self._single(words, sizes)
        if not numbers:
            return 0 if self._phrases.number("none", sentences) is not None else None
        total = 0.0
        for number in numbers:
            if _time_of_day(words, number) or (
                number.end < len(words) and words[number.end] in {"sugars", "sugar"}
            ):
                continue
            size = next((sizes[word] for word in words[number.end : number.end + 4] if word in sizes), 1.0)
            total += number.value * size
        return round(total / self._days(words), 2)

    def _single(self, words: Sequence[str], sizes: Mapping[str, float]) -> list[Number]:
        """`a glass of wine`, `a bottle a week`: one of them."""
        return [
            Number(0.5 if index and words[index - 1] == "half" else 1.0, index, index + 1)
            for index, word in enumerate(words)
            if word in {"a", "an", "the"} and any(w in sizes for w in words[index + 1 : index + 4])
        ][:1]

    @staticmethod
    def _days(words: Sequence[str]) -> float:
        said = set(words)
        if said & {
            "week",
            "weekly",
            "wk",
            "weekend",
            "weekends",
            "saturday",
            "saturdays",
            "friday",
            "fridays",
            "sunday",
            "sundays",
        }:
            return 7
        if said & {"month", "monthly"}:
            return 30
        if said & {"fortnight"}:
            return 14
        return 365 if said & {"year", "yearly"} else 1


def _time_of_day(words: Sequence[str], number: Number) -> bool:
    """`after 2 pm` is no amount."""
    return bool({"am", "pm", "oclock"} & set(words[number.end : number.end + 1]))
