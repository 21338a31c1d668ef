"""Danger signs in the words of a message. Rules alone, on every message; when in doubt, they are heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.values import Value
from bot.language.circumstances import circumstances
from bot.language.facts import may_speak_for_child
from bot.language.lexicon import Lexicon
from bot.language.numbers import Numbers
from bot.language.pages import Sign
from bot.language.patterns import Hit, PhraseBook
from bot.language.scope import Scopes
from bot.language.signs import SignBook, Told
from bot.language.tenses import Tenses
from bot.language.text import Sentence, Vocabulary
from bot.language.together import Opener

FIGURE = "figure of speech"
WRITES_FOR_ANOTHER = frozenset({"parent", "carer"})
_AFTER_ALL = (
    *(
        f"well {how}"
        for how in ("a little", "a bit", "a tiny", "maybe", "some", "sometimes", "only a", "just a")
    ),
    *(f"until {when}" for when in ("now", "today", "yesterday", "last night", "this", "tonight")),
    *(f"but {when}" for when in ("yesterday", "last night", "earlier", "this morning", "a little", "a bit")),
)
"""Second thoughts after a denied danger: then it is heard, for a needless alarm costs little."""
_MODALS = frozenset({"can", "could", "will", "would"})
_CLAIMS = frozenset({"say", "see", "feel", "find", "notic", "complain", "claim", "report", "think", "call"})
_WELL = frozenset(
    {"fine", "normal", "ok", "okay", "perfect", "easy", "clear", "good", "great", "straight", "strong"}
)
_BETWEEN = frozenset(
    {"is", "are", "s", "feel", "feels", "all", "both", "very", "perfectly", "just", "me", "look", "looks"}
)


@dataclass(frozen=True)
class _Heard:
    """A sentence with everything found in it that bears on alarms."""

    sentence: Sentence
    members: Mapping[str, Sequence[Hit]]
    told: Sequence[Told]
    marks: list[Hit]


class AlertReader:
    """Hears red flags."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, scopes: Scopes) -> None:
        self._scopes, self._signs = scopes, SignBook(vocabulary, lexicon)
        self._tenses = Tenses(vocabulary, lexicon)
        self._bystander = frozenset(lexicon.signs.witnessed)
        self._warnings = [
            Sign(
                flag=entry.flag,
                heard=entry.heard,
                needs=(entry.needs,) if entry.needs else (),
                unless=entry.unless,
            )
            for entry in lexicon.alarm.warnings
        ]
        phrases = [(str(i), phrase) for i, sign in enumerate(self._warnings) for phrase in sign.heard]
        figures = [(FIGURE, phrase) for phrase in lexicon.alarm.figures]
        self._book = PhraseBook(vocabulary, lexicon.groups, [*phrases, *figures])
        self._opener = Opener(vocabulary, _words_of(lexicon))
        self._numbers = Numbers(lexicon.numerals.numbers)

    def read(
        self, sentences: Sequence[Sentence], facts: Mapping[str, Value], question: str | None = None
    ) -> tuple[dict[str, None], dict[str, None]]:
        """The red flags raised, and those clearly denied, each in the order of the words."""
        heard = [self._heard(sentence, question) for sentence in self._opener.sentences(sentences)]
        met = self._met(heard)
        holding = circumstances(sentences, facts, question, met.keys())
        raised: dict[str, None] = {}
        denied: dict[str, None] = {}
        for one in heard:
            for told in one.told:
                if told.sign.needs and not holding.intersection(told.sign.needs):
                    continue
                if self._denied(one, told):
                    denied |= {} if len(told.parts) > 1 else {told.flag: None}
                elif self._counts(one, told, facts, "child" in holding):
                    raised[told.flag] = None
        raised |= {
            flag: None
            for flag, sign in self._signs.apart(met, question)
            if not sign.needs or holding.intersection(sign.needs)
        }
        if denied and _taken_back(sentences):
            raised |= denied
        return raised, {flag: None for flag in denied if flag not in raised}

    def _heard(self, sentence: Sentence, question: str | None) -> _Heard:
        hits = self._book.find(sentence)
        members = self._signs.members(sentence)
        if not hits and not members:
            return _Heard(sentence, {}, (), [])
        figures = [hit for hit in hits if hit.label == FIGURE]
        members = {name: [hit for hit in some if not _inside(hit, figures)] for name, some in members.items()}
        members = {name: some for name, some in members.items() if some}
        _count_tablets(sentence, members, self._numbers)
        told = [
            Told(self._warnings[int(hit.label)].flag, (hit,), self._warnings[int(hit.label)])
            for hit in hits
            if hit.label != FIGURE and not _inside(hit, figures)
        ]
        told = [one for one in told if not any(name in members for name in one.sign.unless)]
        told += self._signs.told(sentence, members, question)
        return _Heard(sentence, members, told, self._marks(sentence, members))

    def _marks(self, sentence: Sentence, members: Mapping[str, Sequence[Hit]]) -> list[Hit]:
        """What may turn a sign round: not a denial that is part of a sign (`will not lift`), nor `can't`."""
        marks = self._scopes.marks(sentence)
        own = [hit for hits in members.values() for hit in hits]
        return [
            mark
            for mark in marks
            if mark.label != "negation"
            or not (_part_of_sign(sentence, mark, own) or _of_ability(sentence, mark))
        ]

    def _met(self, heard: Sequence[_Heard]) -> dict[str, list[Hit]]:
        """The classes met anywhere in the message, told as true and of now."""
        met: dict[str, list[Hit]] = defaultdict(list)
        for one in heard:
            for name in one.members.keys() & self._signs.named:
                for hit in one.members[name]:
                    setting = self._scopes.setting(one.sentence, hit, one.marks)
                    if not (setting.denied or self._tenses.over(one.sentence, hit)):
                        met[name].append(hit)
        return met

    def _denied(self, one: _Heard, told: Told) -> bool:
        return any(
            self._scopes.setting(one.sentence, part, one.marks).denied or _found_well(one.sentence, part)
            for part in told.parts
        )

    def _counts(self, one: _Heard, told: Told, facts: Mapping[str, Value], of_child: bool) -> bool:
        """Whether it is now and about the patient; a child spoken of may be the patient."""
        setting = self._scopes.setting(one.sentence, told.whole, one.marks)
        if setting.past or setting.asked or self._tenses.over(one.sentence, told.whole):
            return False
        if (setting.planned and not told.sign.planned) or self._tenses.asking(one.sentence, told.whole):
            return False
        if not self._of_other(one, told) or _me_too(one.sentence):
            return True
        if facts.get("respondent") in WRITES_FOR_ANOTHER:
            return True
        if (setting.of_child or of_child) and may_speak_for_child(facts):
            return True
        return told.flag in self._bystander and self._tenses.this_minute(one.sentence)

    def _of_other(self, one: _Heard, told: Told) -> bool:
        """Whether every part of it belongs to somebody else: not `my chest, like someone sitting on it`."""
        settings = (self._scopes.setting(one.sentence, part, one.marks) for part in told.parts)
        return not told.sign.anyones and all(setting.of_other for setting in settings)


def _words_of(lexicon: Lexicon) -> Iterator[str]:
    """The words that run-together writing may consist of."""
    groups = (*lexicon.signs.words.values(), lexicon.signs.joining)
    for phrases in (*groups, *(entry.heard for entry in lexicon.alarm.warnings)):
        for phrase in phrases:
            yield from (word for part in phrase.split() for word in part.split("/"))


def _count_tablets(sentence: Sentence, members: dict[str, list[Hit]], numbers: Numbers) -> None:
    """Tablets by a number nobody takes at once are many tablets."""
    tablets = members.get("tablets", [])
    for number in numbers.find(sentence.words) if tablets else ():
        if number.value >= 10 and any(0 <= hit.start - number.end <= 4 for hit in tablets):
            span = Hit("many", number.start, number.end, frozenset(sentence.stems[number.start : number.end]))
            members.setdefault("many", []).append(span)


def _part_of_sign(sentence: Sentence, mark: Hit, own: Sequence[Hit]) -> bool:
    """Whether a denial is one of the words of a class: `will not lift`, but not `can not feel any`."""
    return any(
        hit.start <= mark.start
        and mark.end <= hit.end
        and set(sentence.stems[mark.start : mark.end]) <= hit.said
        and not (hit.end < len(sentence) and sentence.stems[hit.end] == "any")
        for hit in own
    )


def _of_ability(sentence: Sentence, mark: Hit) -> bool:
    """`I can't get comfy with this chest pain` denies no pain; `I can't say I have any` does."""
    before = sentence.stems[mark.start - 1] if mark.start else ""
    after = sentence.stems[mark.end] if mark.end < len(sentence) else ""
    return sentence.stems[mark.start] == "not" and before in _MODALS and after not in _CLAIMS


def _found_well(sentence: Sentence, part: Hit) -> bool:
    """`chest fine`, `my breathing is normal`."""
    for word in sentence.words[part.end : part.end + 3]:
        if word in _WELL:
            return True
        if word not in _BETWEEN:
            return False
    return False


def _me_too(sentence: Sentence) -> bool:
    """`my husband had chest pain and now so do I`."""
    said = " ".join(sentence.words)
    return any(
        phrase in said for phrase in ("so do i", "so have i", "so am i", "me too", "and i do too", "now i do")
    )


def _taken_back(sentences: Sequence[Sentence]) -> bool:
    """`no chest pain. well, a little`, `not today but yesterday, yes`."""
    said = " ".join(word for sentence in sentences for word in sentence.words if word[0].isalnum())
    return any(phrase in said for phrase in _AFTER_ALL)


def _inside(hit: Hit, figures: Sequence[Hit]) -> bool:
    """Whether the phrase begins in a figure of speech (`dying for a coffee`)."""
    return any(figure.start <= hit.start < figure.end for figure in figures)
