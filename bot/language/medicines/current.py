"""Which medicines somebody takes now, apart from those stopped, planned, refused or another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.language.medicines.named import Named
from bot.language.medicines.pharmacy import Pharmacy
from bot.language.medicines.statements import Statement
from bot.language.medicines.taking import Taking
from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit
from bot.language.words.scope import Scopes
from bot.language.words.text import Sentence, Vocabulary, clean, split, stem

_FROM = frozenset({"from", "of", "off"})
_SWITCH = frozenset({"switch", "chang", "mov", "went", "swap", "instead", "replac"})
_DOSE = frozenset({"mg", "mcg", "ug", "ml", "milligram", "microgram", "tablet", "patch", "capsul"})
_CORRECTS = frozenset(
    map(stem, ("sorry", "mean", "meant", "wait", "rather", "actually", "correction", "hang", "oops", "lie"))
)
_BESIDE = frozenset(
    map(stem, ("no", "not", "i", "on", "or", "its", "it", "is", "that", "hold", "make", "but", "s"))
)
_SIGNS = frozenset({",", ".", "-", "?", "!", ":", "…", ";"})
_FORGOTTEN = frozenset(
    map(stem, ("not", "forgot", "forget", "forgotten", "escapes", "begins", "starts", "called"))
)
_UMBRELLA = "iron_supplement"
"""Iron of no named kind: not told beside a kind that is named."""
_SHORT = 300


@dataclass(frozen=True)
class Mentions:
    """The medicines of a message: taken now, and no longer (or never) taken; whether one has no name."""

    current: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    nameless: bool = False
    vague: bool = False
    """Whether it only sounds as if something were taken: `two a day`, `the blister pack`."""
    none: bool = False
    sure: bool = False

    @property
    def anything(self) -> bool:
        """Whether a medicine was spoken of at all."""
        return bool(self.current or self.ended or self.nameless or self.none)


@dataclass
class _Notes:
    """What is noted while a message is read; of one named twice the last word counts."""

    taken: dict[str, bool] = field(default_factory=dict)
    groups: dict[str, bool] = field(default_factory=dict)
    nameless: bool = False


class MedicineReader:
    """Reads the medicines of a message."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, pharmacy: Pharmacy, scopes: Scopes) -> None:
        self._pharmacy = pharmacy
        self._taking = Taking(vocabulary, lexicon, scopes)
        self._named = Named(lexicon.remedies.kinds, pharmacy)
        self._needs_taking = frozenset(" ".join(split(clean(name))) for name in lexicon.remedies.needs_taking)

    def read(self, sentences: Sequence[Sentence], asked: bool, for_other: bool = False) -> Mentions:
        """The medicines spoken of; `asked` when that was the question, so that bare names count."""
        by_ear = asked and sum(len(sentence) for sentence in sentences) <= _SHORT
        statements = self._taking.statements(sentences, lambda piece: self._pharmacy.find(piece, by_ear))
        notes = _Notes()
        for place, statement in enumerate(statements):
            self._note(notes, statements, place, statement, asked, for_other)
        labels = {cue.label for statement in statements for cue in statement.cues}
        current = tuple(name for name, now in notes.taken.items() if now)
        if self._told(self._pharmacy.class_of(_UMBRELLA), [name for name in current if name != _UMBRELLA]):
            current = tuple(name for name in current if name != _UMBRELLA)
        ended = tuple(name for name, now in (notes.taken | notes.groups).items() if not now)
        unnamed = any(now and not self._told(group, current) for group, now in notes.groups.items())
        strange = asked and not current and any(_strange_dose(sentence) for sentence in sentences)
        if asked and unnamed:
            current = (*current, "unknown")
        return Mentions(
            current,
            ended,
            nameless=(notes.nameless or strange) and "unknown" not in current,
            vague=asked and "vague" in labels and not notes.taken,
            none="none" in labels and not current,
            sure="taking" in labels,
        )

    def _told(self, group: str | None, current: Sequence[str]) -> bool:
        """Whether a class is told by name, too: `the statin, rosuvastatin I think`."""
        return group is not None and any(self._pharmacy.class_of(name) == group for name in current)

    def _note(
        self,
        notes: _Notes,
        statements: Sequence[Statement],
        place: int,
        statement: Statement,
        asked: bool,
        for_other: bool,
    ) -> None:
        labels = {cue.label for cue in statement.cues}
        for hit in statement.hits:
            if hit.label in self._needs_taking and not (asked or "taking" in labels):
                continue
            now = self._now(statements, place, hit, for_other)
            if now is None:
                continue
            group = self._pharmacy.group(hit.label)
            for name in self._pharmacy.contents(hit.label):
                known = notes.groups if group else notes.taken
                known[name] = now
        if asked or "taking" in labels:
            self._note_nameless(notes, statements, place, for_other)

    def _note_nameless(
        self, notes: _Notes, statements: Sequence[Statement], place: int, for_other: bool
    ) -> None:
        """Medicines nobody can tell from the words: `the water tablet`; `can't remember the name`."""
        for cue in statements[place].cues:
            if cue.label != "unknown" or self._named.by_name(statements, place, cue):
                continue
            now = cue.said & _FORGOTTEN or self._taking.now(statements, place, cue, for_other)
            if now:
                notes.nameless = True
            elif now is False:
                notes.groups.setdefault("unknown", False)

    def _now(self, statements: Sequence[Statement], place: int, hit: Hit, for_other: bool) -> bool | None:
        sentence = statements[place].sentence
        if _switched_to(sentence, hit) or _meant(statements, place, hit):
            return True
        if _taken_back(statements, place, hit) or _switched_from(sentence, hit):
            return False
        if _swapped_away(statements[place], hit):
            return False
        return self._taking.now(statements, place, hit, for_other)


def _between(statements: Sequence[Statement], place: int, hit: Hit) -> tuple[tuple[str, ...], bool]:
    """The words from a medicine to the next one, and whether there is a next one."""
    here = statements[place]
    following = [other for other in here.hits if other.start >= hit.end]
    if following:
        return here.sentence.stems[hit.end : following[0].start], True
    between = here.sentence.stems[hit.end :]
    for each in statements[place + 1 : place + 4]:
        if each.hits:
            return (*between, *each.sentence.stems[: each.hits[0].start]), True
        between = (*between, *each.sentence.stems)
    return between, False


def _taken_back(statements: Sequence[Statement], place: int, hit: Hit) -> bool:
    """`sertraline, no hang on, citalopram`: the first is taken back."""
    between, more = _between(statements, place, hit)
    if not more or set(between) - _CORRECTS - _BESIDE - _SIGNS:
        return False
    return bool(_CORRECTS.intersection(between)) or (between == ("no",) and _alike(statements, place, hit))


def _alike(statements: Sequence[Statement], place: int, hit: Hit) -> bool:
    """Whether the next name begins alike: `Moviprep no Movicol`."""
    following = next((other for other in statements[place].hits if other.start >= hit.end), None)
    return following is not None and following.label[:3] == hit.label[:3]


def _meant(statements: Sequence[Statement], place: int, hit: Hit) -> bool:
    """`not clonidine, clonazepam`; `metolazone, sorry no, metoprolol`: the second is meant."""
    last = _last(statements, place, hit)
    if last is None:
        return False
    where, other = last
    if other.label == hit.label:
        return False
    if _taken_back(statements, where, other):
        return True
    stems = statements[where].sentence.stems
    between, _ = _between(statements, where, other)
    contrasted = not set(between) - _CORRECTS - _SIGNS - {"but", "its", "it", "is"} and not {
        "or",
        "nor",
    } & set(stems)
    return contrasted and stems[max(0, other.start - 1) : other.start] == ("not",)


def _last(statements: Sequence[Statement], place: int, hit: Hit) -> tuple[int, Hit] | None:
    """The medicine named before, and where."""
    for where in range(place, max(-1, place - 4), -1):
        earlier = [each for each in statements[where].hits if where < place or each.end <= hit.start]
        if earlier:
            return where, earlier[-1]
    return None


def _switched_from(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.stems[max(0, hit.start - 6) : hit.start]
    return bool(before) and before[-1] in _FROM and bool(_SWITCH.intersection(before))


def _swapped_away(here: Statement, hit: Hit) -> bool:
    """`changed sertraline to citalopram`, `warfarin got swapped for apixaban`, `..., back on citalopram`."""
    stems = here.sentence.stems
    following = next((other for other in here.hits if other.start >= hit.end), None)
    if following is None:
        return False
    swaps = _SWITCH.intersection(
        (*stems[max(0, hit.start - 3) : hit.start], *stems[hit.end : following.start])
    )
    back = stems[max(0, following.start - 2) : following.start] == ("back", "on")
    return back or bool(swaps and stems[following.start - 1] in {"to", "with", "onto", "for"})


def _switched_to(sentence: Sentence, hit: Hit) -> bool:
    """`from Prozac to Zoloft`: the second is taken."""
    before = sentence.stems[max(0, hit.start - 10) : hit.start]
    return bool(before) and before[-1] in {"to", "with", "onto", "for"} and bool(_SWITCH.intersection(before))


def _strange_dose(sentence: Sentence) -> bool:
    """A dose of something whose name nobody knows: `flubberol 20 mg`."""
    return any(
        stem in _DOSE
        and index > 1
        and sentence.stems[index - 1] == "0"
        and sentence.span[index - 2].text == "_"
        for index, stem in enumerate(sentence.stems)
    )
