"""One labelled reply against what was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import SILENT, Value
from bot.language.interpretation import Interpretation
from bot.language.learned.labelled import Labelled

MEDICINES = frozenset({"medications", "otc_medications"})
TENTH = 0.1


@dataclass(frozen=True)
class Judgement:
    """What was right of one reply.

    `understood` is outcome and value together; `named` and `found` count the facts told beside the
    open question, and those of them that were noted rightly; `wrong` are facts noted otherwise than told.
    """

    labelled: Labelled
    heard: Interpretation
    outcome: bool
    understood: bool
    named: int
    found: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]


class Judge:
    """Knows of what kind each question is, and so when two answers are the same."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._questions = knowledge.questions
        self._checklists = knowledge.checklists

    def judge(self, labelled: Labelled, heard: Interpretation) -> Judgement:
        """The judgement of one reply."""
        beside = self._beside(labelled)
        found = [name for name, value in beside.items() if self._same(name, heard.also.get(name), value)]
        return Judgement(
            labelled,
            heard,
            outcome=heard.outcome == labelled.outcome,
            understood=heard.outcome == labelled.outcome and self._value(labelled, heard),
            named=len(beside),
            found=len(found),
            wrong=tuple(n for n in beside if n not in found and heard.also.get(n) is not None),
            missed=tuple(flag for flag in labelled.alerts if flag not in heard.alerts),
            false_alarms=tuple(flag for flag in heard.alerts if flag not in labelled.alerts),
        )

    def _beside(self, labelled: Labelled) -> Mapping[str, Value]:
        """The facts told beside the open question; a checklist's own items are its value."""
        items = self._items(labelled)
        return {name: value for name, value in labelled.also.items() if name not in items}

    def _items(self, labelled: Labelled) -> tuple[str, ...]:
        checklist = self._checklists.get(labelled.reply.question or "")
        return checklist.questions if checklist else ()

    def _value(self, labelled: Labelled, heard: Interpretation) -> bool:
        items = self._items(labelled)
        if not items or labelled.outcome != "answer":
            return self._same(labelled.reply.question or "", heard.value, labelled.value)
        if isinstance(labelled.value, str) and labelled.value in SILENT:
            return heard.value == labelled.value
        if labelled.value == "no" and not set(items) & set(heard.also):
            return False  # a "no" that nothing is noted of
        return all(self._item(labelled, item, heard.also.get(item)) for item in items)

    def _item(self, labelled: Labelled, item: str, heard: Value | None) -> bool:
        """Whether an item of a checklist was noted as told: what was not told must not become a yes."""
        denied = "no" if labelled.value == "no" or labelled.others == "no" else None
        told = labelled.also.get(item, denied)
        if told is None or (told == denied and item not in labelled.also):
            return heard in (None, "no", "adequate", *SILENT)
        return self._same(item, heard, told)

    def _same(self, question: str, heard: Value | None, told: Value | None) -> bool:
        model = self._questions.get(question)
        if heard is None or told is None:
            return heard is told
        if isinstance(told, tuple) or isinstance(heard, tuple):
            return isinstance(told, tuple) and isinstance(heard, tuple) and set(told) == set(heard)
        if model and model.kind == "number" and _is_number(heard) and _is_number(told):
            return _near(model, float(heard), float(told))  # type: ignore[arg-type]
        return heard == told


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float))


def _near(question: Question, heard: float, told: float) -> bool:
    """A year or a week of one's age is counted whole; all else within a tenth."""
    if question.id in {"age", "gestation_weeks"}:
        return abs(heard - told) < 1.01 if question.id == "gestation_weeks" else heard == told
    return abs(heard - told) <= max(TENTH * abs(told), 0.02)
