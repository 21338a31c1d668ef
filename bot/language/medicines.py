"""Which medicines somebody takes now, apart from those stopped, planned, refused or another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.lexicon import Lexicon
from bot.language.patterns import Hit, PhraseBook
from bot.language.pharmacy import Pharmacy
from bot.language.scope import Scopes
from bot.language.text import Sentence, Vocabulary, clean, split, stem

_FROM = frozenset({"from", "of", "off"})
_SWITCH = frozenset({"switch", "chang", "mov", "went", "swap", "instead", "replac"})
_BEGUN = frozenset(map(stem, ("started", "put", "prescribed", "began")))
_NOT = frozenset({"not", "never", "used"})
_DOSE = frozenset({"mg", "mcg", "ug", "ml", "milligram", "microgram", "tablet", "patch", "capsul"})


@dataclass(frozen=True)
class Mentions:
    """The medicines of a message: taken now, and no longer (or never) taken; whether one has no name."""

    current: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    nameless: bool = False
    none: bool = False
    sure: bool = False

    @property
    def anything(self) -> bool:
        """Whether a medicine was spoken of at all."""
        return bool(self.current or self.ended or self.nameless or self.none)


class MedicineReader:
    """Reads the medicines of a message."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, pharmacy: Pharmacy, scopes: Scopes) -> None:
        self._pharmacy = pharmacy
        self._scopes = scopes
        scope, remedies = lexicon.scope, lexicon.remedies
        self._book = PhraseBook(
            vocabulary,
            lexicon.groups,
            [
                (label, phrase)
                for label, phrases in (
                    ("stopped", scope.stopped),
                    ("taking", scope.taking),
                    ("allergic", scope.allergic),
                    ("planned", scope.planned),
                    ("none", remedies.none),
                    ("unknown", remedies.unknown),
                    ("other", remedies.not_medicine),
                )
                for phrase in phrases
            ],
        )
        self._needs_taking = frozenset(" ".join(split(clean(name))) for name in remedies.needs_taking)

    def read(self, sentences: Sequence[Sentence], asked: bool, for_other: bool = False) -> Mentions:
        """The medicines spoken of; `asked` when that was the question, so that bare names count."""
        current: dict[str, None] = {}
        ended: dict[str, None] = {}
        nameless = none = sure = False
        for sentence in sentences:
            around = self._book.find(sentence)
            for hit, now in self._each(sentence, around, asked, for_other):
                for generic in self._pharmacy.contents(hit.label):
                    (current if now else ended)[generic] = None
            labels = {hit.label for hit in around}
            sure = sure or "taking" in labels
            nameless = nameless or ("unknown" in labels and (asked or "taking" in labels))
            none = none or "none" in labels
            nameless = nameless or (asked and not current and _strange_dose(sentence))
        gone = tuple(name for name in ended if name not in current)
        return Mentions(tuple(current), gone, nameless, none and not current, sure)

    def _each(
        self, sentence: Sentence, around: list[Hit], asked: bool, for_other: bool
    ) -> list[tuple[Hit, bool]]:
        marks = self._scopes.marks(sentence)
        found = []
        for hit in self._pharmacy.find(sentence):
            if any(
                other.label == "other" and other.start <= hit.start and hit.end <= other.end
                for other in around
            ):
                continue
            left, right = self._scopes.clause(sentence, hit.start, hit.end)
            labels = {near.label for near in around if left <= near.start and near.end <= right}
            setting = self._scopes.setting(sentence, hit, marks)
            if not setting.about_patient(for_other) or setting.asked:
                continue
            if hit.label in self._needs_taking and not (asked or "taking" in labels):
                continue
            over = (
                setting.denied
                or setting.past
                or bool(labels & {"stopped", "allergic"})
                or _switched_from(sentence, hit)
            )
            not_yet = "planned" in labels or setting.planned or _not_started(hit, around)
            over = (over and not _begun(sentence, hit, around, (left, right))) or not_yet
            found.append((hit, not over or _switched_to(sentence, hit)))
        return found


def _begun(sentence: Sentence, hit: Hit, around: list[Hit], clause: tuple[int, int]) -> bool:
    """`put me on amitriptyline two years ago`: long ago, and still."""
    before = sentence.stems[max(clause[0], hit.start - 6) : hit.start]
    stops = [near for near in around if near.label in {"stopped", "allergic"} and "ago" not in near.said]
    stopped = any(clause[0] <= near.start and near.end <= clause[1] for near in stops)
    return bool(_BEGUN.intersection(before)) and not stopped and not _NOT.intersection(before)


def _not_started(hit: Hit, around: list[Hit]) -> bool:
    """`prescribed sertraline but haven't started`."""
    return any(
        near.label == "planned" and "not" in near.said and 0 <= near.start - hit.end <= 4 for near in around
    )


def _switched_from(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.stems[max(0, hit.start - 6) : hit.start]
    return bool(before) and before[-1] in _FROM and bool(_SWITCH.intersection(before))


def _switched_to(sentence: Sentence, hit: Hit) -> bool:
    """`from Prozac to Zoloft`: the second is taken."""
    before = sentence.stems[max(0, hit.start - 10) : hit.start]
    return bool(before) and before[-1] in {"to", "with", "onto"} and bool(_SWITCH.intersection(before))


def _strange_dose(sentence: Sentence) -> bool:
    """A dose of something whose name nobody knows: `flubberol 20 mg`."""
    return any(
        stem in _DOSE
        and index > 1
        and sentence.stems[index - 1] == "0"
        and sentence.span[index - 2].text == "_"
        for index, stem in enumerate(sentence.stems)
    )
