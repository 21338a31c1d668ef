"""Signs of danger: words of several classes that stand close together, in whatever order.

`chest + crushing` is heard in `a crushing weight on my chest` and in `my chest, it's so tight`. The
classes and the signs stand in `data/language/signs.yml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from bot.language.words.lexicon import Lexicon
from bot.language.words.pages import Sign
from bot.language.words.patterns import Hit, PhraseBook, Slot, compile_phrase
from bot.language.words.text import Sentence, Vocabulary

_NEAR = 4
"""Words that may stand between the members of a sign, beside their own, for each member."""
_MOST = 10
"""Members of one class that are tried in a stretch."""
_TURNS = frozenset({"but", "however", "except", "whereas", "although"})
Members = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True)
class Told:
    """A flag that words speak of: where, by which of them, and under which conditions it counts."""

    flag: str
    parts: tuple[Hit, ...]
    sign: Sign

    @property
    def whole(self) -> Hit:
        """All of it as one place in the sentence."""
        return Hit(
            self.flag,
            min(part.start for part in self.parts),
            max(part.end for part in self.parts),
            frozenset().union(*(part.said for part in self.parts)),
        )


class _Classes:
    """The classes of words. Phrases without gaps are compared word by word: that is many times quicker."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._by_anchor: dict[str, list[tuple[str, int, tuple[Slot, ...], frozenset[str]]]] = defaultdict(
            list
        )
        gapped: list[tuple[str, str]] = []
        for name, phrases in lexicon.signs.words.items():
            for phrase in phrases:
                slots = compile_phrase(phrase, lexicon.groups)
                if any(slot.optional or not slot.stems for slot in slots):
                    gapped.append((name, phrase))
                else:
                    self._add(vocabulary, name, slots)
        self._gapped = PhraseBook(vocabulary, lexicon.groups, gapped)

    def _add(self, vocabulary: Vocabulary, name: str, slots: tuple[Slot, ...]) -> None:
        said = frozenset(stem for slot in slots for stem in slot.stems)
        vocabulary.add_stems(said)
        place = min(range(len(slots)), key=lambda index: slots[index].rarity)
        for stem in slots[place].stems:
            self._by_anchor[stem].append((name, place, slots, said))

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Every phrase of a class found in a sentence."""
        stems = sentence.stems
        for index, word in enumerate(stems):
            for name, place, slots, said in self._by_anchor.get(word, ()):
                start, end = index - place, index - place + len(slots)
                if start < 0 or end > len(stems):
                    continue
                if all(here in slot.stems for here, slot in zip(stems[start:end], slots, strict=True)):
                    yield Hit(name, start, end, said)
        yield from self._gapped.find(sentence)


class SignBook:
    """Finds the classes of words of alarms, and the signs they make up."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._classes = _Classes(vocabulary, lexicon)
        self._signs = [
            (frozenset(members), members, sign)
            for sign in lexicon.signs.signs
            for members in (tuple(part.strip() for part in heard.split("+")) for heard in sign.heard)
        ]
        self.named = frozenset(
            name
            for needed, _, sign in self._signs
            for name in (*(needed if sign.apart else ()), *(sign.unless if sign.apart else ()), *sign.needs)
        )
        """The classes that are asked for over a whole message."""
        self.making = frozenset(name for needed, _, _ in self._signs for name in needed)
        """The classes that signs are made of."""
        self.excusing = frozenset(name for _, _, sign in self._signs for name in sign.unless)
        """The classes that explain some sign away."""

    def members(self, sentence: Sentence) -> dict[str, list[Hit]]:
        """The words of each class in a sentence."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in sorted(set(self._classes.find(sentence)), key=lambda hit: (hit.start, hit.end, hit.label)):
            found[hit.label].append(hit)
        return dict(found)

    def told(
        self, sentence: Sentence, members: Members, affirmed: Members, question: str | None
    ) -> Iterator[Told]:
        """The signs of a sentence, each in one stretch of it between two turns (`but`).

        `affirmed` are the members nothing denies: only these explain a sign away.
        """
        for left, right in _stretches(sentence):
            here, beside = _between(members, left, right), _between(affirmed, left, right)
            for needed, names, sign in self._signs:
                if sign.apart or not needed <= here.keys() or not _asked(sign, question):
                    continue
                parts = _closest([here[name][:_MOST] for name in names])
                if parts and not explained(sign.unless, parts, beside):
                    yield Told(sign.flag, parts, sign)

    def apart(self, members: Members, own: Members, question: str | None) -> Iterator[tuple[str, Sign]]:
        """The signs whose members may stand in different sentences; one of them must be the patient's own."""
        for needed, _, sign in self._signs:
            told = sign.apart and needed <= members.keys() and needed & own.keys() and _asked(sign, question)
            if told and not any(name in members for name in sign.unless):
                yield sign.flag, sign

    def excuses(self) -> dict[str, tuple[str, ...]]:
        """The classes that explain away every sign of a flag, and so its whole phrases as well."""
        found: dict[str, set[str]] = {}
        for _, _, sign in self._signs:
            found.setdefault(sign.flag, set(sign.unless)).intersection_update(sign.unless)
        return {flag: tuple(sorted(names)) for flag, names in found.items()}


def explained(unless: Sequence[str], parts: Sequence[Hit], beside: Members) -> bool:
    """Whether one of these classes stands beside the parts of a sign, not within them."""
    return any(
        not any(part.start <= hit.start and hit.end <= part.end for part in parts)
        for name in unless
        for hit in beside.get(name, ())
    )


def _asked(sign: Sign, question: str | None) -> bool:
    """Whether the open question is one it is made for."""
    return not sign.open or question in sign.open


def _between(members: Members, left: int, right: int) -> dict[str, list[Hit]]:
    here = {
        name: [hit for hit in hits if left <= hit.start and hit.end <= right]
        for name, hits in members.items()
    }
    return {name: hits for name, hits in here.items() if hits}


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    cuts = [index for index, word in enumerate(sentence.stems) if word in _TURNS]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(sentence)], strict=True))


def _closest(classes: Sequence[Sequence[Hit]]) -> tuple[Hit, ...] | None:
    """One member of each class, as close together as can be; None where none are close enough."""
    best: tuple[int, tuple[Hit, ...]] | None = None
    for parts in product(*classes):
        gap = _gap(parts)
        if gap is not None and gap <= _NEAR * len(classes) and (best is None or gap < best[0]):
            best = gap, parts
    return best[1] if best else None


def _gap(parts: Sequence[Hit]) -> int | None:
    """The words between the members; None where two of them are the same words."""
    ordered = sorted(parts, key=lambda part: part.start)
    if any(one.end > other.start for one, other in pairwise(ordered)):
        return None
    return ordered[-1].end - ordered[0].start - sum(map(len, ordered))
