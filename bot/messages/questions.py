"""Questions, checklists and answers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.dialogue.sayings import Ask, OutOfRange, Settle
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import Value
from bot.messages.message import Button, Message
from bot.messages.wording import Words, bullets, listed
from bot.triage.answers import Values

_PREFIX = {
    "again": "repeat_question",
    "more": "any_others",
    "which": "which_of_these",
    "buttons": "repeat_question",
}


class Questions:
    """Says questions, and answers read back."""

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self._knowledge = knowledge
        self._words = words

    def ask(self, saying: Ask) -> Message:
        """A question or checklist as a message, with its place in the interview beside it."""
        step = saying.step
        text = self._checklist(saying) if step.is_checklist else self._question(saying)
        custom: dict[str, Any] = {
            "kind": "question",
            "id": step.id,
            "asked": saying.asked,
            "left": saying.left,
        }
        if step.is_checklist:
            custom["asks"] = list(step.questions)
        return Message(text, tuple(self._buttons(saying)), custom)

    def settle(self, saying: Settle) -> Message:
        """The one question about a contradiction."""
        text = self._words.fill(self._knowledge.contradictions[saying.contradiction].ask)
        custom = {"kind": "question", "id": saying.question, "asked": saying.asked, "left": saying.left}
        question = self._knowledge.questions[saying.question]
        return Message(text, tuple(self._choices(question)), custom)

    def out_of_range(self, saying: OutOfRange) -> Message:
        """What a number may be."""
        question = self._knowledge.questions[saying.question]
        if question.minimum is None or question.maximum is None:
            return Message(self._words.say("impossible_answer"))
        low, high = f"{question.minimum:g}", f"{question.maximum:g}"
        return Message(
            self._words.say("out_of_range_unit", unit=question.unit or "", minimum=low, maximum=high)
        )

    def why(self, key: str) -> Message:
        """Why a question or checklist is asked."""
        listed_ = self._knowledge.checklists.get(key)
        return Message(self._words.fill(listed_.why if listed_ else self._knowledge.questions[key].why))

    def meaning(self, key: str) -> Message:
        """What a question means; of a checklist, what each line means."""
        checklist = self._knowledge.checklists.get(key)
        if checklist is None:
            return Message(self._words.fill(self._knowledge.questions[key].meaning))
        items = (self._knowledge.questions[question] for question in checklist.questions)
        return Message(bullets(f"{item.item}: {item.meaning}" for item in items))

    def facts(self, values: Values) -> str:
        """Answers read back in one line."""
        return listed(
            self.fact(key, value) for key, value in values.items() if key in self._knowledge.questions
        )

    def fact(self, key: str, value: Value) -> str:
        """One answer read back: "worse in the evening: yes"."""
        return f"{self._knowledge.questions[key].short}: {self.value(key, value)}"

    def value(self, key: str, value: Value) -> str:
        """One answer in words."""
        question = self._knowledge.questions[key]
        if isinstance(value, tuple):
            return listed(self._label(question, item) for item in value) or "none"
        if isinstance(value, Mapping):
            return f"trimester {value['trimester']}"
        if isinstance(value, (int, float)):
            unit = "" if question.unit is None or question.unit in question.short else question.unit
            return f"{value:g} {unit}".strip()
        return self._label(question, value)

    def item(self, question: str, child: bool = False) -> str:
        """A question's short form in a checklist."""
        asked = self._knowledge.questions[question]
        return (child and asked.item_child) or asked.item or asked.short

    def _label(self, question: Question, value: str) -> str:
        label = next((option.label for option in question.options if option.value == value), None)
        known = {"unknown": "not_sure", "declined": "rather_not"}
        if label is None and value in known:
            label = self._words.say(f"button_{known[value]}")
        return (label or value.replace("_", " ")).lower()

    def _question(self, saying: Ask) -> str:
        question = self._knowledge.questions[saying.step.id]
        text = (saying.child and question.ask_child) or question.ask
        return self._prefixed(saying, text)

    def _checklist(self, saying: Ask) -> str:
        checklist = self._knowledge.checklists[saying.step.id]
        text = (saying.child and checklist.ask_child) or checklist.ask
        opening = (
            self._words.say(_PREFIX[saying.manner])
            if saying.manner in {"more", "which"}
            else self._prefixed(saying, text)
        )
        return (
            f"{opening}\n{bullets(self.item(question, saying.child) for question in saying.step.questions)}"
        )

    def _prefixed(self, saying: Ask, text: str) -> str:
        text = self._words.fill(text)
        return f"{self._words.say('repeat_question')} {text}" if saying.manner == "again" else text

    def _buttons(self, saying: Ask) -> Iterator[Button]:
        step = saying.step
        if not step.is_checklist:
            yield from self._choices(self._knowledge.questions[step.id])
            return
        yield self._words.button("nothing_else" if saying.manner == "more" else "none_of_these")
        for question in step.questions:
            item = self.item(question, saying.child)
            yield Button(item, item)
        yield self._words.button("not_sure")

    def _choices(self, question: Question) -> Iterator[Button]:
        if question.kind == "yes_no" and not question.options:
            yield self._words.button("yes")
            yield self._words.button("no")
        for option in question.options:
            yield Button(option.label, option.label)
        if question.kind == "medications":
            yield self._words.button("no_medicines")
        yield self._words.button("not_sure")
        if question.group in {"safety", "mood"} or question.kind == "number":
            yield self._words.button("rather_not")
