"""Relatives named through other relatives: `mum's sister`, `the brother of my father`, `dad and his dad`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

OUTSIDER = "not_blood"
NOBODY_TOLD = "nobody"
"""Somebody whom the list of relatives has no name for: a grandchild, the mother of a child."""

_PARENT, _SIBLING, _CHILD, _GRAND, _PIBLING = "parent", "sibling", "child", "grandparent", "pibling"
_CLASS: Mapping[str, str] = {
    **dict.fromkeys(("mother", "father", "parents"), _PARENT),
    **dict.fromkeys(("sister", "brother", "half_sibling"), _SIBLING),
    **dict.fromkeys(("aunt", "uncle"), _PIBLING),
}
_WOMEN, _MEN = frozenset({"mother", "sister", "aunt"}), frozenset({"father", "brother", "uncle"})
_HUSBANDS = frozenset({"husband", "hubby", "boyfriend", "stepdad", "stepfather"})
_WIVES = frozenset({"wife", "missus", "girlfriend", "stepmum", "stepmom", "stepmother"})
_SHADE = words_of("big little older younger elder eldest youngest twin half only own late real first")
_OLDER: Mapping[str, str] = {"sister": "aunt", "brother": "uncle", "half_sibling": "aunt"}
_AS_AUNTS: Mapping[str, str] = {"mother": "aunt", "father": "uncle"}

_OF: Mapping[tuple[str, str], str] = {
    (_PARENT, _PARENT): _GRAND,
    (_PARENT, _CHILD): NOBODY_TOLD,
    (_SIBLING, _CHILD): "niece_nephew",
    (_CHILD, _PARENT): NOBODY_TOLD,
    (_CHILD, _CHILD): NOBODY_TOLD,
    (_GRAND, _PARENT): _GRAND,
    (_GRAND, _CHILD): NOBODY_TOLD,
    (_PIBLING, _CHILD): "cousin",
    (_PIBLING, _PARENT): _GRAND,
    ("niece_nephew", _PARENT): NOBODY_TOLD,
}


@dataclass(frozen=True)
class Mention:
    """A relative named in a sentence; `owned` where it is his or her relative and not `my`."""

    who: str
    start: int
    end: int
    owned: bool = False


def expanded(who: str) -> tuple[str, ...]:
    """The relatives a name stands for: both of the parents; none for those who are not family."""
    if who in {OUTSIDER, NOBODY_TOLD}:
        return ()
    return ("mother", "father") if who == "parents" else (who,)


def relative_of(owner: str, who: str) -> str:
    """Whom `owner's who` is to the patient."""
    if OUTSIDER in {owner, who}:
        return OUTSIDER
    first, second = _CLASS.get(owner, owner), _CLASS.get(who, who)
    if second == _SIBLING and first in {_PARENT, _GRAND, _PIBLING}:
        return _OLDER[who]
    if (first, second) == ("cousin", _PARENT):
        return _AS_AUNTS.get(who, NOBODY_TOLD)
    if first == "cousin":
        return "cousin"
    return _OF.get((first, second), who)


def composed(sentence: Sentence, named: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The relatives of a sentence, those named through another one put together with him or her."""
    found: list[Mention] = []
    for mention in named:
        last = found[-1] if found else None
        if last and _possessed(sentence, last, mention):
            found[-1] = Mention(relative_of(last.who, mention.who), last.start, mention.end, last.owned)
        elif last and _of(sentence, last, mention):
            found[-1] = Mention(relative_of(mention.who, last.who), last.start, mention.end, last.owned)
        else:
            found.append(_theirs(sentence, mention, [*before, *found]))
    return found


def _possessed(sentence: Sentence, owner: Mention, who: Mention) -> bool:
    """`mum's big sister`, `my moms mum`, `my cousin her mum`, `cousin sister`; `mum dad` is two people."""
    between = sentence.words[owner.end : who.start]
    if between and between[0] == "s":
        return _SHADE.issuperset(between[1:])
    if between and between[0] in {"his", "her"}:
        return _SHADE.issuperset(between[1:]) and _fits(sentence, between[0], owner)
    last = sentence.words[owner.end - 1]
    several = last.endswith("s") and last != sentence.stems[owner.end - 1]
    return not between and (owner.who == "cousin" or several)


def _of(sentence: Sentence, who: Mention, owner: Mention) -> bool:
    """`the sister of my father`."""
    between = sentence.words[who.end : owner.start]
    return between[:1] == ("of",) and {"my", "the", "our"}.issuperset(between[1:])


def _theirs(sentence: Sentence, mention: Mention, before: Sequence[Mention]) -> Mention:
    """`dad and his sister`: the one named before whom `his` or `her` fits."""
    words = [word for word in sentence.words[max(0, mention.start - 2) : mention.start] if word not in _SHADE]
    whose = words[-1] if words else ""
    if whose not in {"his", "her", "their"}:
        return mention
    for owner in reversed(before):
        if owner.who != NOBODY_TOLD and _fits(sentence, whose, owner):
            return Mention(relative_of(owner.who, mention.who), mention.start, mention.end, True)
    return Mention(mention.who, mention.start, mention.end, True)


def _fits(sentence: Sentence, whose: str, owner: Mention) -> bool:
    said = frozenset(sentence.words[owner.start : owner.end])
    if whose == "his":
        return owner.who not in _WOMEN and not said & _WIVES
    return whose == "their" or (owner.who not in _MEN and not said & _HUSBANDS)
