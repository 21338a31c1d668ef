"""Every name a medicine goes by, from the knowledge: generics, other names, brands, products, classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Product
from bot.language.pages import Remedies
from bot.language.patterns import Hit
from bot.language.spelling import Neighbours
from bot.language.text import NUMBER, Sentence, Vocabulary, clean, split, stem

_FUZZY = 6
_TWO_SLIPS = 9
_RUN_TOGETHER = 12
Contents = tuple[str, ...]


class Pharmacy:
    """Finds the names of medicines in sentences and says what is in them."""

    def __init__(
        self, vocabulary: Vocabulary, knowledge: Knowledge, remedies: Remedies, country: str | None
    ) -> None:
        self._vocabulary = vocabulary
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
        single = [name for name in self._contents if name.isalpha()]
        self._neighbours = Neighbours((name for name in single if len(name) >= _FUZZY), depth=2)
        self._long = sorted((name for name in single if len(name) >= 7), key=len, reverse=True)
        self._never = {frozenset(pair) for pair in remedies.never_swap}
        self._met: dict[str, str | None] = {}

    def contents(self, name: str) -> Contents:
        """The generics in what goes by a name."""
        return self._contents[name]

    def find(self, sentence: Sentence) -> list[Hit]:
        """The names in a sentence, the longest of overlapping ones, misspelt ones too."""
        spans = [sentence.span.doc[start:end] for _, start, end in self._matcher(sentence.span)]
        first = sentence.span.start
        hits = [
            Hit(name, span.start - first, span.end - first, frozenset())
            for span in filter_spans(spans)
            if (name := self._name(sentence, span.start - first, span.end - first))
        ]
        taken = {index for hit in hits for index in range(hit.start, hit.end)}
        return sorted([*hits, *self._misspelt(sentence, taken)], key=lambda hit: hit.start)

    def _name(self, sentence: Sentence, start: int, end: int) -> str | None:
        """The name as it is filed: as written, or as its stems lead to it with the same numbers."""
        written = sentence.words[start:end]
        digits = [word for word in written if word[0].isdigit()]
        names = self._by_stems.get(sentence.stems[start:end], [])
        alike = [name for name in names if [word for word in name.split() if word[0].isdigit()] == digits]
        return " ".join(written) if " ".join(written) in alike else next(iter(alike), None)

    def _misspelt(self, sentence: Sentence, taken: set[int]) -> Iterator[Hit]:
        for index, word in enumerate(sentence.words):
            if index in taken or len(word) < _FUZZY or self._vocabulary.knows(word):
                continue
            for name in self._guess(word):
                yield Hit(name, index, index + 1, frozenset())

    def _guess(self, word: str) -> list[str]:
        """The names one strange word may be: one near name, or names run together."""
        near = self._near(word)
        if near:
            return [near]
        if len(word) < _RUN_TOGETHER:
            return []
        found: list[str] = []
        for name in self._long:
            if name in word:
                found.append(name)
                word = word.replace(name, " ")
        return found

    def _near(self, word: str) -> str | None:
        """The one name near a word; none where another medicine is nearly as near."""
        most = 2 if len(word) >= _TWO_SLIPS else 1
        near = [
            (far, name) for far, name in self._neighbours.near(word, most) if name[0] == word[0] or far == 1
        ]
        if not near:
            return None
        far, best = near[0]
        rivals = [
            name
            for other, name in near[1:]
            if self._contents[name] != self._contents[best] and other <= far + 1
        ]
        swapped = any({best, name} in self._never for name in rivals)
        tied = any(other == far and name in rivals for other, name in near[1:])
        return None if swapped or tied else best


def names_of(knowledge: Knowledge, country: str | None) -> Mapping[str, Contents]:
    """What is in every name, cleaned as messages are; a class name stands for the class itself."""
    contents: dict[str, Contents] = {}
    for group in knowledge.medication_classes.values():
        for called in (group.name, *group.called):
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
    if key:
        contents[key] = generics


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
