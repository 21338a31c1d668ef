"""Every name a medicine goes by, from the knowledge: generics, other names, brands, products, classes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import MedicineClass, Product
from bot.language.words.pages import Remedies
from bot.language.words.patterns import Hit
from bot.language.words.sounds import sound
from bot.language.words.spelling import Neighbours, distance
from bot.language.words.text import NUMBER, Sentence, Vocabulary, clean, split, stem
from bot.language.words.word_list import words_of

_FUZZY = 6
_TWO_SLIPS = 9
_RUN_TOGETHER = 9
_ALIKE_BEGUN = 12
"""More names than these beginning alike are of several medicines."""
_JOINED = 4
"""The most words a name falls apart into: `prop ran a lol`."""
_FAINT, _CLEAR, _LOUD = 6, 7, 10
"""The sounds a word must have to count with no, one and two of them wrong."""
_HARDLY, _NEAR, _ALIKE_TO = 0.3, 0.45, 0.5
"""How many letters may be wrong in a name that sounds nearly (short, long) or wholly like the word."""
_ALIKE = ({"g", "k"}, {"b", "p"}, {"d", "t"})
_JOINTS = ("and", "plus", "with", "then", "mcg", "mg", "ml", "n")
_NOT_AT_EDGE = words_of("and the for my i on take taking at of to it is")
Contents = tuple[str, ...]


class Pharmacy:
    """Finds the names of medicines in sentences and says what is in them."""

    def __init__(
        self, vocabulary: Vocabulary, knowledge: Knowledge, remedies: Remedies, country: str | None
    ) -> None:
        self._vocabulary = vocabulary
        generics = {name for group in knowledge.medication_classes.values() for name in _generics(group)}
        self._contents = names_of(knowledge, country)
        vocabulary.add(word for name in self._contents for word in split(name))
        self._matcher = PhraseMatcher(vocabulary.nlp.vocab)
        self._by_stems: dict[tuple[str, ...], list[str]] = {}
        for name in self._contents:
            stems = tuple(NUMBER if word[0].isdigit() else stem(word) for word in split(name))
            self._by_stems.setdefault(stems, []).append(name)
        vocabulary.add_stems(word for stems in self._by_stems for word in stems)
        self._matcher.add(
            "medicine", [Doc(vocabulary.nlp.vocab, words=list(stems)) for stems in self._by_stems]
        )
        self._filed = {
            _joined(name): name for name in reversed(list(self._contents)) if _joined(name).isalpha()
        }
        self._neighbours = Neighbours((name for name in self._filed if len(name) >= _FUZZY), depth=2)
        self._in_order = sorted(name for name in generics if name.isalpha())
        self._long = sorted((name for name in self._filed if len(name) >= 7), key=len, reverse=True)
        self._by_sound: dict[str, list[str]] = {}
        for name in self._filed:
            self._by_sound.setdefault(sound(name), []).append(name)
        self._heard = Neighbours((key for key in self._by_sound if len(key) >= _FAINT), depth=2)
        self._pieces = frozenset(name for name in self._filed if len(name) >= 4).union(_JOINTS)
        self._never = {frozenset(pair) for pair in remedies.never_swap}
        self._classes = frozenset(knowledge.medication_classes) - generics
        self._class_of = {name: group.id for name, group in knowledge.class_of.items()}

    @property
    def words(self) -> frozenset[str]:
        """Every word of the names: none of them is a slip of another word."""
        return frozenset(word for name in self._contents for word in name.split())

    def contents(self, name: str) -> Contents:
        """The generics in what goes by a name; the class itself for the name of a class."""
        return self._contents[name]

    def group(self, name: str) -> str | None:
        """The class, where a name says no more than that: `a statin`."""
        contents = self._contents[name]
        return contents[0] if contents[0] in self._classes else None

    def class_of(self, generic: str) -> str | None:
        """The class of a generic."""
        return self._class_of.get(generic)

    def find(self, sentence: Sentence, by_ear: bool = False) -> list[Hit]:
        """The names in a sentence, the longest of overlapping ones, misspelt ones too.

        `by_ear` where a medicine was asked for: then a strange word may also be one that only sounds like it.
        """
        spans = [sentence.span.doc[start:end] for _, start, end in self._matcher(sentence.span)]
        first = sentence.span.start
        hits = [
            Hit(name, span.start - first, span.end - first, frozenset())
            for span in filter_spans(spans)
            if (name := self._name(sentence, span.start - first, span.end - first))
        ]
        hits += self._misspelt(sentence, _taken(hits), by_ear)
        if by_ear:
            hits += self._apart(sentence, _taken(hits))
        return sorted(hits, key=lambda hit: hit.start)

    def _name(self, sentence: Sentence, start: int, end: int) -> str | None:
        """The name as it is filed: as written, or as its stems lead to it with the same numbers."""
        written = sentence.words[start:end]
        digits = [word for word in written if word[0].isdigit()]
        names = self._by_stems.get(sentence.stems[start:end], [])
        alike = [name for name in names if [word for word in name.split() if word[0].isdigit()] == digits]
        return " ".join(written) if " ".join(written) in alike else next(iter(alike), None)

    def _misspelt(self, sentence: Sentence, taken: set[int], by_ear: bool) -> Iterator[Hit]:
        for index, word in enumerate(sentence.words):
            if index in taken or len(word) < _FUZZY:
                continue
            single = word.removesuffix("s")
            if word not in self._filed and single in self._filed and single not in self._classes:
                yield Hit(self._filed[single], index, index + 1, frozenset())
                continue
            if word not in self._filed and self._vocabulary.knows(word):
                continue
            for name in self._guess(word, by_ear):
                yield Hit(self._filed[name], index, index + 1, frozenset())

    def _apart(self, sentence: Sentence, taken: set[int]) -> Iterator[Hit]:
        """A name that fell apart into words, as when it is dictated: `gabba pent in`."""
        start = 0
        while start < len(sentence) - 1:
            for end in range(min(start + _JOINED, len(sentence)), start + 1, -1):
                name = None if taken.intersection(range(start, end)) else self._joined(sentence, start, end)
                if name:
                    yield Hit(self._filed[name], start, end, frozenset())
                    start = end - 1
                    break
            start += 1

    def _joined(self, sentence: Sentence, start: int, end: int) -> str | None:
        words = sentence.words[start:end]
        if not all(word.isalpha() for word in words) or _NOT_AT_EDGE.intersection((words[0], words[-1])):
            return None
        if all(self._vocabulary.knows(word) for word in words):
            return None
        return self._by_ear("".join(words), most=1)

    def _guess(self, word: str, by_ear: bool) -> list[str]:
        """The names one strange word may be: one near name, or names run together."""
        near = self._near(word, by_ear)
        if near is None and by_ear:
            near = self._cut_short(word)
        if near is None and by_ear and len(word) > _FUZZY:
            near = self._by_ear_alone(word)
        if near:
            return [near]
        if len(word) < _RUN_TOGETHER:
            return []
        return self._parts(word) or [name for name in self._long if name in word]

    def _cut_short(self, word: str) -> str | None:
        """The one medicine whose name begins so: `amitrip`, `levothy`."""
        place = bisect_left(self._in_order, word)
        begun = list(
            takewhile(lambda name: name.startswith(word), self._in_order[place : place + _ALIKE_BEGUN])
        )
        inside = {self._inside(name) for name in begun}
        return begun[0] if len(inside) == 1 else None

    def _parts(self, word: str) -> list[str]:
        """The names a word is wholly made of: `nytolandgaviscon`, `mgibuprofen` after a dose."""
        parts: list[list[str] | None] = [[], *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(end):
                before, piece = parts[start], word[start:end]
                if before is not None and parts[end] is None and piece in self._pieces:
                    parts[end] = [*before, *([] if piece in _JOINTS else [piece])]
        return parts[-1] or []

    def _near(self, word: str, asked: bool) -> str | None:
        """The one name near a word; none where another medicine is nearly as near."""
        most = 2 if len(word) >= _TWO_SLIPS and asked else 1
        if not asked and len(word) < _TWO_SLIPS:
            return None
        near = [
            (far, name)
            for far, name in self._neighbours.near(word, most)
            if name[0] == word[0] or (far == 1 and len(word) >= _TWO_SLIPS)
        ]
        if not near:
            return None
        far, best = near[0]
        rivals = [
            name for other, name in near[1:] if self._inside(name) != self._inside(best) and other <= far + 1
        ]
        swapped = any({best, name} in self._never for name in rivals)
        tied = any(other == far and name in rivals for other, name in near[1:])
        return None if swapped or tied else best

    def _inside(self, joined: str) -> Contents:
        return self._contents[self._filed[joined]]

    def _by_ear_alone(self, word: str) -> str | None:
        """By ear, where the spelling does not decide: what is heard must be what is spelt most nearly."""
        spelt = self._neighbours.near(word, 2)
        if not spelt:
            return self._by_ear(word, most=2)
        alike = [each for each in spelt if each[1][0] == word[0]] or spelt
        nearest = {self._inside(name) for far, name in alike if far == alike[0][0]}
        heard = self._by_ear(word, most=1)
        return heard if heard and nearest == {self._inside(heard)} else None

    def _by_ear(self, word: str, most: int) -> str | None:
        """The one name that sounds like a word; of several the one clearly written more like it."""
        heard = sound(word.removesuffix("s"))
        bounds = (_FAINT, _CLEAR, _LOUD)[: most + 1]
        allowed = sum(len(heard) >= least for least in bounds) - 1
        if allowed < 0:
            return None
        near = [
            (far, name)
            for far, key in self._heard.near(heard, allowed)
            if key[0] == heard[0] or {key[0], heard[0]} in _ALIKE
            for name in self._by_sound[key]
        ]
        ranked = sorted((far + distance(word, name, 9), far, name) for far, name in near)
        ranked = [each for each in ranked if each[0] - each[1] <= len(each[2]) * _wrong(each[1], heard)]
        if not ranked:
            return None
        total, _, best = ranked[0]
        rivals = [each[0] for each in ranked[1:] if self._inside(each[2]) != self._inside(best)]
        return None if any(rival - total < 2 for rival in rivals) else best


def _wrong(far: int, heard: str) -> float:
    """What share of a name's letters may be wrong, by how nearly it sounds like the word."""
    if not far:
        return _ALIKE_TO
    return _NEAR if len(heard) > _CLEAR else _HARDLY


def _joined(name: str) -> str:
    """A name as one word: `cocodamol`."""
    return name.replace(" ", "").replace("-", "")


def _taken(hits: Iterable[Hit]) -> set[int]:
    return {index for hit in hits for index in range(hit.start, hit.end)}


def _generics(group: MedicineClass) -> tuple[str, ...]:
    return tuple(medicine.generic for medicine in group.medicines)


def names_of(knowledge: Knowledge, country: str | None) -> Mapping[str, Contents]:
    """What is in every name, cleaned as messages are; a class name stands for the class itself."""
    contents: dict[str, Contents] = {}
    generics = {name for group in knowledge.medication_classes.values() for name in _generics(group)}
    for group in knowledge.medication_classes.values():
        for called in (group.name, *group.called):
            if not generics.intersection(split(clean(called))):
                _file(contents, called, (group.id,))
    for group in knowledge.medication_classes.values():
        for medicine in group.medicines:
            for name in (medicine.generic.replace("_", " "), *medicine.names, *medicine.brands):
                _file(contents, name, (medicine.generic,))
    triggers = frozenset(name for name, effect in _effects(knowledge).items() if effect == "triggers")
    for brand, products in _by_brand(knowledge.products.values()).items():
        _file(contents, brand, _choice(products, contents.get(_key(brand)), country, triggers))
    return contents


def _effects(knowledge: Knowledge) -> Mapping[str, str]:
    return {
        medicine.generic: medicine.effect or group.effect
        for group in knowledge.medication_classes.values()
        for medicine in group.medicines
    }


def _key(name: str) -> str:
    return " ".join(split(clean(name)))


def _file(contents: dict[str, Contents], name: str, generics: Contents) -> None:
    key = _key(name)
    for spelt in (key, key.replace("&", "and"), key.replace("+", "and")):
        if spelt:
            contents[spelt] = generics


def _by_brand(products: Iterable[Product]) -> Mapping[str, list[Product]]:
    brands: dict[str, list[Product]] = {}
    for product in products:
        brands.setdefault(product.brand, []).append(product)
    return brands


def _choice(
    products: Sequence[Product], brand: Contents | None, country: str | None, triggers: frozenset[str]
) -> Contents:
    """The product of the country; without one, the reading that may stir up legs: the safer to ask about."""
    here = [product for product in products if product.country == country] if country else []
    if here:
        return here[0].contains
    anywhere = [product.contains for product in products if product.country is None or not country]
    choices = [*anywhere, *([brand] if brand else [])]
    risky = [contains for contains in choices if triggers.intersection(contains)]
    return (risky or choices or [products[0].contains])[0]
