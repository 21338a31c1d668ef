"""Second thoughts about an earlier answer: `actually it does help`, `no I mean 22 weeks`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.answers.setting import Setting
from bot.language.numbers.gestation import gestation
from bot.language.numbers.numerals import tidy
from bot.language.numbers.quantities import Quantities
from bot.language.words.facts import FactReader, Said
from bot.language.words.word_list import words_of

_IN_TERMS = frozenset({"yes_no", "choice", "choices"})
_AGE = frozenset({"i", "am", "years", "year", "old", "sorry", "no", "actually", "now", "really", "yrs"})
_CORRECTING = words_of("not said told meant instead rather put wrong change wrote typed says")
_WEEKS = frozenset({"week", "weeks", "wks", "trimester", "months"})


class EarlierReader:
    """Finds the earlier answer a reply changes, by the terms of the question it was given to."""

    def __init__(self, knowledge: Knowledge, facts: FactReader, quantities: Quantities) -> None:
        self._questions = knowledge.questions
        self._facts, self._quantities = facts, quantities

    def facts(self, setting: Setting, question: str | None) -> dict[str, Value]:
        """The changed answer; nothing where the words fit several earlier questions."""
        numbers = dict(self._numbers(setting, question))
        if numbers:
            return numbers
        found = {
            earlier: said
            for earlier in setting.facts
            if earlier != question and self._in_terms(earlier) and (said := self._said(earlier, setting))
        }
        if len(found) != 1:
            return {}
        [(earlier, said)] = found.items()
        values = tuple(dict.fromkeys(each.value for each in said))
        listed = self._questions[earlier].kind == "choices"
        return {earlier: values if listed else values[-1]}

    def corrected(
        self, words: Sequence[str], facts: Mapping[str, Value], question: str | None
    ) -> dict[str, Value]:
        """`I said 45 but it's 54`: a number noted before, and the one that is to stand in its place."""
        numbers = self._quantities.numbers.find(words)
        if len(numbers) != 2 or not _CORRECTING.intersection(words):
            return {}
        found = {
            (earlier, tidy(new.value * unit))
            for old, new in (numbers, numbers[::-1])
            for earlier, noted in facts.items()
            for unit in (1, 12)
            if earlier != question and self._is_noted(earlier, noted, old.value, unit, new.value)
        }
        return dict(found) if len(found) == 1 else {}

    def _is_noted(self, earlier: str, noted: Value, old: float, unit: int, new: float) -> bool:
        """Whether a number is the one noted, in its own unit or in years."""
        model = self._questions.get(earlier)
        if model is None or model.kind != "number" or not isinstance(noted, (int, float)) or new == old:
            return False
        return noted == old * unit and (unit == 1) != (earlier == "duration_months" and noted >= 12)

    def _in_terms(self, question: str) -> bool:
        model = self._questions.get(question)
        return model is not None and model.kind in _IN_TERMS and model.group not in {"safety", "person"}

    def _said(self, question: str, setting: Setting) -> list[Said]:
        return self._facts.asked(question, setting.message, setting.facts)

    def _numbers(self, setting: Setting, question: str | None) -> Iterator[tuple[str, Value]]:
        """An age or weeks of pregnancy, where these are what the whole message says."""
        words = setting.message.words
        if "gestation_weeks" in setting.facts and question != "gestation_weeks" and _WEEKS & set(words):
            weeks = gestation(words, self._quantities.numbers, setting.today, asked=False)
            if weeks is not None:
                yield "gestation_weeks", weeks
        plain = [word for word in words if word[0].isalnum() and word not in _AGE]
        stated = "age" in words or (len(plain) == 1 and "am" in words)
        if "age" in setting.facts and question != "age" and stated:
            age = self._quantities.age(words, setting.today)
            if age is not None:
                yield "age", tidy(age)
