"""Answers to a checklist: which of its items somebody has, and whether that closes the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Checklist, Question
from bot.knowledge.values import DECLINED, UNKNOWN, Value
from bot.language.facts import CUE, FactReader, Said
from bot.language.places import named_by_place, open_items
from bot.language.replies import Setting
from bot.language.text import stem

_ALONE = frozenset(
    tuple(said.split()) for said in ("i do", "i have", "i am", "i do not", "i have not", "i am not")
)
_JOINTS = frozenset({"and", ",", "&", "+", "plus", "/", "also", "too", "n", ";", ".", "or"})
_DOUBT = frozenset(
    map(stem, ("maybe", "perhaps", "possibly", "unsure", "might", "wonder", "suspect", "dunno", "waiting"))
)
_UNSURE = frozenset(map(stem, ("sure", "know", "certain")))


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
        still = open_items(items, setting.facts)
        rest = [item for item in items if item.id in still]
        found = self._found(items, setting)
        named = self._named(items, found, raised, denied)
        for name in named_by_place(setting.message.words, items, setting.facts):
            named[name] = self._questions[name].item_yes
        leaning, labels = setting.leaning, setting.labels
        ticked = [name for name, value in named.items() if value not in {"no", "adequate"}]
        if leaning == DECLINED and not ticked:
            return Ticked(DECLINED, {item.id: DECLINED for item in rest} | named)
        if leaning == UNKNOWN and not named:
            return Ticked(UNKNOWN, {item.id: UNKNOWN for item in rest})
        if "all_but" in labels and named and leaning != "no":
            return Ticked(None, {i.id: i.item_no if i.id in named else i.item_yes for i in rest})
        if "all_of_these" in labels and leaning != "no":
            return Ticked(None, {item.id: item.item_yes for item in rest})
        plainly_no = "none_of_these" in labels or (leaning == "no" and _bare(setting))
        closed = (plainly_no and not _only_denials(named)) or "none_of_these" in labels
        closed = closed or "closing" in labels or (len(ticked) > 1 and _several(found, setting))
        if closed and (ticked or plainly_no):
            return Ticked(None if ticked else "no", {item.id: item.item_no for item in rest} | named)
        if not named and leaning in {"yes", "partial"} and _bare(setting):
            return Ticked("yes")
        return Ticked(None, named)

    def _found(self, items: Sequence[Question], setting: Setting) -> dict[str, list[Said]]:
        """What is said of each item: in phrases of its own, and by its name alone."""
        own = {
            item.id: [s for s in setting.said if s.question == item.id and s.value != CUE] for item in items
        }
        phrases = [said for said_of in own.values() for said in said_of]
        for item in (item for item in items if not own[item.id]):
            if setting.asking:
                continue
            listed = self._facts.listed(item.id, setting.message, setting.facts)
            own[item.id] += [s for s in listed if not any(_inside(s, other) for other in phrases)]
        return own

    def _named(
        self,
        items: Sequence[Question],
        found: Mapping[str, Sequence[Said]],
        raised: Sequence[str],
        denied: Sequence[str],
    ) -> dict[str, Value]:
        named: dict[str, Value] = {}
        for item in items:
            said = found[item.id]
            if item.id in raised:
                named[item.id] = "yes"
            elif item.id in denied:
                named[item.id] = "no"
            elif said and item.group != "safety" and all(_doubted(each) for each in said):
                named[item.id] = UNKNOWN
            elif said:
                values = [s.value for s in said]
                named[item.id] = _answer(item, "yes" if "yes" in values else values[-1])
        return named


def _answer(item: Question, value: str) -> Value:
    """`yes` and `no` as the item means them: low or adequate for the sun."""
    if value == "yes":
        return item.item_yes
    return item.item_no if value == "no" else value


def _inside(said: Said, other: Said) -> bool:
    """Whether a name is part of a longer phrase: the `meat` of `I eat meat`."""
    return (
        said.sentence.words == other.sentence.words
        and other.hit.start <= said.hit.start
        and said.hit.end <= other.hit.end
        and len(other.hit) > len(said.hit)
    )


def _several(found: Mapping[str, Sequence[Said]], setting: Setting) -> bool:
    """Whether somebody lists things, so that the list is complete: not one phrase that fits two items."""
    spots = {(said.sentence.words, said.hit.end) for said_of in found.values() for said in said_of}
    return len(spots) != 1 and bool(_JOINTS.intersection(setting.message.words))


def _bare(setting: Setting) -> bool:
    """Whether yes or no stands by itself: not the `I am` of `I am 41`, `I do not` of `I do not go out`."""
    strong = {"opening_yes", "surely_yes", "opening_no", "surely_no"} & set(setting.labels)
    words = tuple(word for word in setting.message.words if word[0].isalnum())
    return bool(strong) or len(words) <= 2 or words[-3:] in _ALONE or words[-2:] in _ALONE


def _doubted(said: Said) -> bool:
    """`maybe thyroid`, `not sure about my liver`."""
    before = said.sentence.stems[max(0, said.hit.start - 5) : said.hit.start]
    unsure = any(word in _UNSURE and "not" in before[:index] for index, word in enumerate(before))
    open_ = not {",", "but", ";"}.intersection(before)
    return open_ and (unsure or bool(_DOUBT.intersection(before)))


def _only_denials(named: Mapping[str, Value]) -> bool:
    """Whether single items were denied and nothing more: `no chest pain` leaves the others open."""
    return bool(named) and set(named.values()) == {"no"}
