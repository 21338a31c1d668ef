"""Answers to a checklist: which of its items somebody has, and whether that closes the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Checklist, Question
from bot.knowledge.values import DECLINED, UNKNOWN, Value
from bot.language.facts import CUE, FactReader
from bot.language.replies import Setting


@dataclass(frozen=True)
class Ticked:
    """The items answered; `value` is "yes" where somebody only said that something applies."""

    value: Value | None = None
    also: Mapping[str, Value] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether the checklist was answered at all."""
        return self.value is not None or bool(self.also)


class ChecklistReader:
    """Reads answers to checklists."""

    def __init__(self, knowledge: Knowledge, facts: FactReader) -> None:
        self._questions, self._facts = knowledge.questions, facts

    def read(
        self, checklist: Checklist, setting: Setting, raised: Sequence[str], denied: Sequence[str]
    ) -> Ticked:
        """The items named, and the others where the reply closes the list."""
        items = [self._questions[name] for name in checklist.questions if name in self._questions]
        named = self._named(items, setting, raised, denied)
        leaning, labels = setting.leaning, setting.labels
        ticked = [name for name, value in named.items() if value not in {"no", "adequate"}]
        if leaning == DECLINED and not ticked:
            return Ticked(DECLINED, {item.id: DECLINED for item in items} | named)
        if leaning == UNKNOWN and not named:
            return Ticked(UNKNOWN, {item.id: UNKNOWN for item in items})
        if "all_of_these" in labels and leaning != "no":
            return Ticked(None, {item.id: item.item_yes for item in items})
        closed = (
            bool({"none_of_these", "closing"} & set(labels))
            or len(ticked) > 1
            or (leaning == "no" and not _only_denials(named))
        )
        if closed and (ticked or "none_of_these" in labels or leaning == "no"):
            return Ticked(None if ticked else "no", {item.id: item.item_no for item in items} | named)
        if not named and leaning in {"yes", "partial"}:
            return Ticked("yes")
        return Ticked(None, named)

    def _named(
        self, items: Sequence[Question], setting: Setting, raised: Sequence[str], denied: Sequence[str]
    ) -> dict[str, Value]:
        named: dict[str, Value] = {}
        for item in items:
            said = [s for s in setting.said if s.question == item.id and s.value != CUE]
            said += self._facts.listed(item.id, setting.message, setting.facts)
            if item.id in raised:
                named[item.id] = "yes"
            elif said:
                values = [s.value for s in said]
                named[item.id] = _answer(item, "yes" if "yes" in values else values[-1])
            elif item.id in denied:
                named[item.id] = "no"
        return named


def _answer(item: Question, value: str) -> Value:
    """`yes` and `no` as the item means them: low or adequate for the sun."""
    if value == "yes":
        return item.item_yes
    return item.item_no if value == "no" else value


def _only_denials(named: Mapping[str, Value]) -> bool:
    """Whether single items were denied and nothing more: `no chest pain` leaves the others open."""
    return bool(named) and set(named.values()) == {"no"}
