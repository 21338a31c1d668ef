"""Second thoughts about an earlier answer: `actually it does help`, `no I mean 22 weeks`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.facts import FactReader, Said
from bot.language.gestation import gestation
from bot.language.numbers import tidy
from bot.language.quantities import Quantities
from bot.language.replies import Setting

_IN_TERMS = frozenset({"yes_no", "choice", "choices"})
_AGE = frozenset({"i", "am", "years", "year", "old", "sorry", "no", "actually", "now", "really", "yrs"})
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
