"""Answers to a checklist: which of its items somebody has, and whether that closes the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Checklist, Question
from bot.knowledge.values import DECLINED, SILENT, UNKNOWN, Value
from bot.language.answers.closings import (
    all_but,
    bare,
    nothing_after_all,
    of_the_rest,
    only_denials,
    rest_yes,
)
from bot.language.answers.places import named_by_place, open_items
from bot.language.answers.setting import Setting
from bot.language.answers.verdicts import beside, joined
from bot.language.words.facts import CUE, FactReader, Said
from bot.language.words.message import MOST_CHARACTERS
from bot.language.words.text import Sentence, clean, split

_WELL = frozenset({"fine", "good", "ok", "okay", "clear", "healthy", "normal"})


@dataclass(frozen=True)
class Ticked:
    """The items answered; `value` is "yes" where somebody only said that something applies."""

    value: Value | None = None
    also: Mapping[str, Value] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether the checklist was answered at all."""
        return self.value is not None or bool(self.also)


@dataclass(frozen=True)
class _Mention:
    """An item in the words of a reply: by a phrase of its own, or by its `name` alone."""

    item: Question
    said: Said
    name: bool

    @property
    def place(self) -> tuple[tuple[str, ...], int, int]:
        """Where it stands."""
        return self.said.sentence.words, self.said.hit.start, self.said.hit.end


class ChecklistReader:
    """Reads answers to checklists."""

    def __init__(self, knowledge: Knowledge, facts: FactReader) -> None:
        self._questions, self._facts = knowledge.questions, facts

    def read(
        self, checklist: Checklist, setting: Setting, raised: Sequence[str], denied: Sequence[str]
    ) -> Ticked:
        """The items named, and the others where the reply closes the list."""
        items, rest = self._items(checklist), self._open(checklist, setting.facts)
        named = self._named(items, setting, raised, denied)
        leaning, labels = setting.leaning, setting.labels
        ticked = [name for name, value in named.items() if value not in {"no", "adequate", *SILENT}]
        if leaning == DECLINED and not named:
            return Ticked(DECLINED, _all(rest, DECLINED))
        if leaning == UNKNOWN and not named:
            return Ticked(UNKNOWN, _all(rest, UNKNOWN))
        if named and ("all_but" in labels or all_but(setting)) and leaning != "no":
            return Ticked(None, {i.id: i.item_no if i.id in named else i.item_yes for i in rest})
        if named and not ticked and rest_yes(setting):
            return Ticked(None, {item.id: item.item_yes for item in rest} | named)
        if "all_of_these" in labels and leaning != "no" and not named:
            return Ticked(None, {item.id: item.item_yes for item in rest})
        if nothing_after_all(setting):
            return Ticked("no", _all(rest, "no"))
        plainly_no = "none_of_these" in labels or (leaning == "no" and bare(setting))
        closed = (plainly_no and not only_denials(named)) or "none_of_these" in labels
        closed = closed or "closing" in labels
        if not named and of_the_rest(setting):
            return Ticked()
        if closed and (named or plainly_no):
            return Ticked(None if named else "no", _all(rest, "no") | named)
        if not named and leaning in {"yes", "partial"} and bare(setting):
            return Ticked("yes")
        return Ticked(None, named)

    def whole(self, checklist: Checklist, facts: Mapping[str, Value], value: str) -> Mapping[str, Value]:
        """What "no", "unknown" or "declined" to the whole list says of the items still open."""
        return _all(self._open(checklist, facts), value)

    def _items(self, checklist: Checklist) -> list[Question]:
        return [self._questions[name] for name in checklist.questions if name in self._questions]

    def _open(self, checklist: Checklist, facts: Mapping[str, Value]) -> list[Question]:
        items = self._items(checklist)
        still = open_items(items, facts)
        return [item for item in items if item.id in still]

    def _named(
        self, items: Sequence[Question], setting: Setting, raised: Sequence[str], denied: Sequence[str]
    ) -> dict[str, Value]:
        """The items spoken of in words or by their place."""
        named: dict[str, Value] = {
            mention.item.id: value
            for mention, value in _judged(self._mentions(items, setting), setting.message.sentences)
        }
        named |= {item.id: "no" for item in items if item.id in denied}
        named |= {item.id: "yes" for item in items if item.id in raised}
        if setting.asking or setting.message.asks:
            return named
        raw = split(clean(setting.message.text[:MOST_CHARACTERS]))
        for name, meant in named_by_place(raw, items, setting.facts).items():
            item = self._questions[name]
            named[name] = item.item_yes if meant else item.item_no
        return named

    def _mentions(self, items: Sequence[Question], setting: Setting) -> list[_Mention]:
        """Where the items are named, in the order of the words: in their own phrases, and by name alone."""
        wanted = {item.id: item for item in items}
        found = [
            _Mention(wanted[said.question], said, False)
            for said in setting.said
            if said.question in wanted and said.value != CUE
        ]
        phrases = [mention.said for mention in found]
        for item in () if setting.asking else items:
            listed = self._facts.listed(item.id, setting.message, setting.facts)
            names = [_Mention(item, s, True) for s in listed if not any(_overlaps(s, p) for p in phrases)]
            own = any(phrase.question == item.id for phrase in phrases)
            found += [name for name in names if not own or name.said.value == "no" or _beside(name)]
        order = {sentence.words: place for place, sentence in enumerate(setting.message.sentences)}
        return sorted(found, key=lambda m: (order.get(m.place[0], 0), m.place[1], m.place[2]))


def _all(items: Sequence[Question], value: str) -> dict[str, Value]:
    return {item.id: item.item_no if value == "no" else value for item in items}


def _judged(mentions: Sequence[_Mention], sentences: Sequence[Sentence]) -> list[tuple[_Mention, Value]]:
    """Each mention with what is said of it; of `kidneys and sugar are fine`, the same of both."""
    after = dict(pairwise(sentence.words for sentence in sentences))
    follows = {sentence.words: sentence for sentence in sentences}
    besides = [_beside(m, follows.get(after.get(m.said.sentence.words, ()))) for m in mentions]
    for index in reversed(range(len(mentions) - 1)):
        here, then = mentions[index], mentions[index + 1]
        if besides[index] is None and _side_by_side(here, then):
            besides[index] = besides[index + 1] or ("no" if _found_well(then) else None)
    for index in range(1, len(mentions)):
        if besides[index] is None and _instead(mentions[index - 1], mentions[index]):
            besides[index] = "yes"
    return [(mention, _value(mention, said)) for mention, said in zip(mentions, besides, strict=True)]


def _beside(mention: _Mention, following: Sentence | None = None) -> str | None:
    """What the words around it say; of a danger, the alarms tell that."""
    hit = mention.said.hit
    if mention.item.group == "safety":
        return None
    return beside(mention.said.sentence, hit.start, hit.end, following)


def _found_well(mention: _Mention) -> bool:
    """`sugar is fine`, a phrase in itself."""
    hit = mention.said.hit
    return mention.said.value == "no" and mention.said.sentence.words[hit.end - 1] in _WELL


def _instead(first: _Mention, second: _Mention) -> bool:
    """`not liver, kidneys`: the second is what was meant."""
    sentence, start = first.said.sentence, first.said.hit.start
    same = sentence.words == second.said.sentence.words and start > 0 and sentence.words[start - 1] == "not"
    return same and sentence.words[first.said.hit.end : second.said.hit.start] == (",",)


def _side_by_side(first: _Mention, second: _Mention) -> bool:
    same = first.said.sentence.words == second.said.sentence.words
    return same and joined(first.said.sentence, first.said.hit.end, second.said.hit.start)


def _value(mention: _Mention, said: str | None) -> Value:
    """What is noted of an item. `sun: yes` says that there is enough of it, `no sun` that there is not."""
    item, value = mention.item, mention.said.value
    if said in SILENT:
        return said
    turned = item.item_yes != "yes"
    if mention.name and turned:
        enough = said == "yes" or (said is None and "plenty" in mention.said.sentence.words)
        return item.item_no if enough else item.item_yes
    if said is not None and value in {"yes", "no"} and not turned and (mention.name or value == "yes"):
        value = said
    if value == "yes":
        return item.item_yes
    return item.item_no if value == "no" else value


def _overlaps(said: Said, other: Said) -> bool:
    """Whether a name is part of a phrase: the `meat` of `I eat meat`."""
    return (
        said.sentence.words == other.sentence.words
        and other.hit.start < said.hit.end
        and said.hit.start < other.hit.end
    )
