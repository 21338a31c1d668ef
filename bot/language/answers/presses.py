"""Buttons: a text that is exactly what a button of the open question says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Checklist, Question
from bot.knowledge.values import DECLINED, UNKNOWN, Value

_EVERYWHERE: Mapping[str, str] = {
    "not sure": UNKNOWN,
    "i am not sure": UNKNOWN,
    "unknown": UNKNOWN,
    "rather not say": DECLINED,
    "i would rather not say": DECLINED,
    "declined": DECLINED,
}
NONE_OF_THESE = frozenset({"none of these", "none", "no"})
NOTHING_ELSE = frozenset({"nothing else", "that is all"})
SOME_OF_THESE = frozenset({"yes to some of these", "yes"})


@dataclass(frozen=True)
class Press:
    """What a button means: a value for the question, or answers to the items of a checklist."""

    value: Value | None = None
    also: Mapping[str, Value] = field(default_factory=dict)


class Buttons:
    """The buttons of every question and checklist."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._questions = knowledge.questions
        self._checklists = knowledge.checklists

    def press(self, question: str | None, text: str) -> Press | None:
        """The button a text equals, capitals aside; None for free text."""
        said = " ".join(text.split()).casefold()
        if not said or len(said) > 80 or question is None:
            return None
        if question in self._checklists:
            return self._of_checklist(self._checklists[question], said)
        asked = self._questions.get(question)
        return self._of_question(asked, said) if asked else None

    def _of_question(self, question: Question, said: str) -> Press | None:
        if said in _EVERYWHERE:
            return Press(_EVERYWHERE[said])
        for option in question.options:
            if said in {str(option.value).casefold(), option.label.casefold()}:
                value: Value = (
                    (str(option.value),) if question.kind in {"choices", "relatives"} else option.value
                )
                return Press(value)
        if question.kind == "yes_no" and said in {"yes", "no"}:
            return Press(said)
        if question.kind in {"medications", "relatives"} and said in {"none", "no", "none of these"}:
            return Press(())
        return None

    def _of_checklist(self, checklist: Checklist, said: str) -> Press | None:
        items = [self._questions[item] for item in checklist.questions if item in self._questions]
        if said in SOME_OF_THESE:
            return Press("yes")
        if said in NONE_OF_THESE | NOTHING_ELSE:
            return Press("no", {item.id: item.item_no for item in items})
        if said in _EVERYWHERE:
            return Press(_EVERYWHERE[said], {item.id: _EVERYWHERE[said] for item in items})
        named = [item for item in items if said in _names(item)]
        return Press(None, {item.id: item.item_yes for item in named}) if named else None


def _names(item: Question) -> frozenset[str]:
    spoken = item.id.replace("_", " ")
    return frozenset(name.casefold() for name in (item.id, spoken, item.item, item.item_child) if name)
