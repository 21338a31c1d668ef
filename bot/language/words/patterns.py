"""Phrases as a nurse writes them in `data/language`, found in sentences by spaCy's Matcher.

    moving ... help/helps      a gap of up to four words; either of two words
    (a) lap of <ground>        a word that may be missing; any word of a group in words.yml
    for NUM years              any number

Endings do not matter (`moves` finds `moving`). A phrase is only tried where its rarest word
stands in the sentence: that keeps thousands of phrases within a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.matcher import Matcher

from bot.language.words.text import NUMBER, Sentence, Vocabulary, clean, split, stem
from bot.language.words.word_list import words_of

GAP = "..."
_COMMON = words_of(
    "i my me it is are be am to of the a an and in on at do does have has had not no for with they that this "
    "get go"
)
_NUMBER_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "couple",
    "few",
    "several",
    "dozen",
)
Groups = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Slot:
    """One place of a phrase: the stems that may stand there; none of them for a gap."""

    stems: frozenset[str]
    optional: bool = False

    @property
    def rarity(self) -> int:
        """How poor an anchor this place is: small is good."""
        if not self.stems or self.optional:
            return 1_000_000
        return len(self.stems) + 50 * len(self.stems & _COMMON)


@dataclass(frozen=True)
class Hit:
    """Where a phrase was found (end exclusive), what it is filed under, and the words it spells out."""

    label: str
    start: int
    end: int
    said: frozenset[str]

    def __len__(self) -> int:
        return self.end - self.start


def compile_phrase(phrase: str, groups: Groups) -> tuple[Slot, ...]:
    """A phrase as slots. Raises ValueError for an unknown group or a phrase of gaps only."""
    slots = tuple(slot for part in phrase.split() for slot in _slots(part, groups))
    if not any(slot.stems and not slot.optional for slot in slots):
        raise ValueError(f"'{phrase}' names no word that must be there")
    return slots


def _slots(part: str, groups: Groups) -> Iterable[Slot]:
    if part == GAP:
        return (Slot(frozenset()),)
    optional = part.startswith("(") and part.endswith(")")
    choices = (part[1:-1] if optional else part).split("/")
    words = [word for choice in choices for word in _choice(choice, groups)]
    if len(choices) == 1 and choices[0] != "NUM" and not choices[0].startswith("<"):
        return tuple(Slot(frozenset({stem(word)}), optional) for word in words)
    return (Slot(frozenset(stem(word) for word in words), optional),)


def _choice(choice: str, groups: Groups) -> list[str]:
    if choice == "NUM":
        return [NUMBER, *_NUMBER_WORDS]
    if not choice.startswith("<"):
        return list(_words(choice))
    name = choice.strip("<>")
    if name not in groups:
        raise ValueError(f"there is no group of words called '{name}'")
    return [word for entry in groups[name] for word in _words(entry)]


@lru_cache(maxsize=20_000)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(split(clean(phrase)))


class PhraseBook:
    """Phrases under labels, to be found in sentences."""

    def __init__(self, vocabulary: Vocabulary, groups: Groups, phrases: Iterable[tuple[str, str]]) -> None:
        self._entries: list[tuple[str, frozenset[str]]] = []
        by_anchor: dict[str, list[tuple[int, list[dict[str, Any]]]]] = defaultdict(list)
        for label, phrase in phrases:
            slots = compile_phrase(phrase, groups)
            said = frozenset(stem_ for slot in slots for stem_ in slot.stems)
            vocabulary.add_stems(said)
            anchor = min(slots, key=lambda slot: slot.rarity)
            for word in anchor.stems:
                by_anchor[word].append((len(self._entries), [_token(slot) for slot in slots]))
            self._entries.append((label, said))
        self._vocabulary = vocabulary
        self._patterns = dict(by_anchor)
        self._matchers: dict[str, Matcher] = {}

    def find(self, sentence: Sentence) -> list[Hit]:
        """Every phrase found in a sentence, in the order of the words."""
        hits: set[Hit] = set()
        for word in (word for word in set(sentence.stems) if word in self._patterns):
            for key, start, end in self._matcher(word)(sentence.span):
                label, said = self._entries[int(self._vocabulary.nlp.vocab.strings[key][1:])]
                hits.add(Hit(label, start, end, said))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.label))

    def _matcher(self, anchor: str) -> Matcher:
        """The matcher of an anchor word, built the first time the word is met."""
        matcher = self._matchers.get(anchor)
        if matcher is None:
            matcher = Matcher(self._vocabulary.nlp.vocab, validate=False)
            for index, tokens in self._patterns[anchor]:
                matcher.add(f"p{index}", [tokens])
            self._matchers[anchor] = matcher
        return matcher


def _token(slot: Slot) -> dict[str, Any]:
    if not slot.stems:
        return {"OP": "{0,4}"}
    stems = sorted(slot.stems)
    token: dict[str, Any] = {"ORTH": stems[0] if len(stems) == 1 else {"IN": stems}}
    if slot.optional:
        token["OP"] = "?"
    return token
