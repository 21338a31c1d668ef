"""Danger signs in the words of a message. Rules alone, on every message; when in doubt, they are heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.values import Value
from bot.language.dangers.circumstances import ANOTHER, CHILD, WRITTEN_FOR, circumstances
from bot.language.dangers.counts import Counts
from bot.language.dangers.denials import found_well, me_too, taken_back
from bot.language.dangers.signs import SignBook, Told, explained
from bot.language.dangers.tenses import Tenses
from bot.language.dangers.weightless import ended, weightless
from bot.language.words.facts import may_speak_for_child
from bot.language.words.fragments import joined
from bot.language.words.lexicon import Lexicon
from bot.language.words.pages import Sign
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.scope import Scopes
from bot.language.words.text import Sentence, Vocabulary
from bot.language.words.together import Opener

FIGURE = "figure of speech"


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
        self._tenses, self._vocabulary = Tenses(vocabulary, lexicon), vocabulary
        excuses = self._signs.excuses()
        self._bystander = frozenset(lexicon.signs.witnessed)
        self._warnings = [
            Sign(
                flag=entry.flag,
                heard=entry.heard,
                needs=(entry.needs,) if entry.needs else (),
                unless=(*entry.unless, *excuses.get(entry.flag, ())),
            )
            for entry in lexicon.alarm.warnings
        ]
        phrases = [(str(i), phrase) for i, sign in enumerate(self._warnings) for phrase in sign.heard]
        figures = [(FIGURE, phrase) for phrase in lexicon.alarm.figures]
        self._book = PhraseBook(vocabulary, lexicon.groups, [*phrases, *figures])
        self._opener = Opener(vocabulary, _words_of(lexicon))
        self._counts_of = Counts(lexicon)

    def read(
        self, sentences: Sequence[Sentence], facts: Mapping[str, Value], question: str | None = None
    ) -> tuple[dict[str, None], dict[str, None]]:
        """The red flags raised, and those clearly denied, each in the order of the words."""
        heard = self._all_heard(sentences, question)
        scraps = self._all_heard([*joined(sentences, self._vocabulary)], question)
        met = self._met(heard)
        holding = circumstances(sentences, facts, question, met.keys())
        anyones = bool({ANOTHER, CHILD} & holding) or any(self._tenses.this_minute(s) for s in sentences)
        own = met if anyones else self._met(heard, of_patient=True)
        raised: dict[str, None] = {}
        denied: dict[str, None] = {}
        for one in (*heard, *scraps):
            for told in one.told:
                if told.sign.needs and not holding.intersection(told.sign.needs):
                    continue
                if self._denied(one, told):
                    denied |= {} if len(told.parts) > 1 else {told.flag: None}
                elif self._counts(one, told, facts, holding):
                    raised[told.flag] = None
        raised |= {
            flag: None
            for flag, sign in self._signs.apart(met, own, question)
            if not sign.needs or holding.intersection(sign.needs)
        }
        if denied and taken_back(sentences):
            raised |= denied
        return raised, {flag: None for flag in denied if flag not in raised}

    def _all_heard(self, sentences: Sequence[Sentence], question: str | None) -> list[_Heard]:
        return [self._heard(sentence, question) for sentence in self._opener.sentences(sentences)]

    def _heard(self, sentence: Sentence, question: str | None) -> _Heard:
        hits = self._book.find(sentence)
        members = self._signs.members(sentence)
        if not hits and not members:
            return _Heard(sentence, {}, (), [])
        figures = [hit for hit in hits if hit.label == FIGURE]
        members = {name: [hit for hit in some if not _inside(hit, figures)] for name, some in members.items()}
        members = {name: some for name, some in members.items() if some}
        for name, spans in self._counts_of.classes(sentence, members).items():
            members.setdefault(name, []).extend(spans)
        marks = self._scopes.marks(sentence)
        affirmed = self._affirmed(sentence, members, marks)
        told = [
            Told(self._warnings[int(hit.label)].flag, (hit,), self._warnings[int(hit.label)])
            for hit in hits
            if hit.label != FIGURE and not _inside(hit, figures)
        ]
        told = [one for one in told if not explained(one.sign.unless, one.parts, affirmed)]
        told += self._signs.told(sentence, members, affirmed, question)
        return _Heard(sentence, members, told, self._weighty(sentence, members, hits, marks))

    def _affirmed(
        self, sentence: Sentence, members: Mapping[str, Sequence[Hit]], marks: list[Hit]
    ) -> Mapping[str, Sequence[Hit]]:
        """The words nothing denies: `slurred and not had a drink` is not explained by the drink."""
        if not any(mark.label == "negation" for mark in marks):
            return members
        return {
            name: [hit for hit in hits if not self._scopes.setting(sentence, hit, marks).denied]
            for name, hits in members.items()
            if name in self._signs.excusing
        }

    def _weighty(
        self, sentence: Sentence, members: Mapping[str, Sequence[Hit]], hits: list[Hit], marks: list[Hit]
    ) -> list[Hit]:
        """What may turn a sign round."""
        own = [*hits, *(hit for name in members.keys() & self._signs.making for hit in members[name])]
        return [mark for mark in marks if mark.label != "negation" or not weightless(sentence, mark, own)]

    def _met(self, heard: Sequence[_Heard], of_patient: bool = False) -> dict[str, list[Hit]]:
        """The classes met anywhere in the message, told as true and of now; and of the patient alone."""
        met: dict[str, list[Hit]] = defaultdict(list)
        for one in heard:
            for name in one.members.keys() & (self._signs.named | {WRITTEN_FOR}):
                for hit in one.members[name]:
                    setting = self._scopes.setting(one.sentence, hit, one.marks)
                    others = of_patient and setting.of_other
                    if not (setting.denied or others or self._tenses.over(one.sentence, hit)):
                        met[name].append(hit)
        return met

    def _denied(self, one: _Heard, told: Told) -> bool:
        return any(found_well(one.sentence, part) or self._denies(one, part) for part in told.parts)

    def _denies(self, one: _Heard, part: Hit) -> bool:
        marks = [
            mark for mark in one.marks if mark.label != "negation" or not ended(one.sentence, mark, part)
        ]
        return self._scopes.setting(one.sentence, part, marks).denied

    def _counts(self, one: _Heard, told: Told, facts: Mapping[str, Value], holding: frozenset[str]) -> bool:
        """Whether it is now and about the patient; a child spoken of may be the patient."""
        setting = self._scopes.setting(one.sentence, told.whole, one.marks)
        now = self._tenses.this_minute(one.sentence)
        over = all(self._tenses.over(one.sentence, part) for part in told.parts)
        if setting.past or over:
            return False
        planned = setting.planned and not told.sign.planned
        if not now and (setting.asked or planned or self._tenses.asking(one.sentence, told.whole)):
            return False
        if not self._of_other(one, told) or me_too(one.sentence) or ANOTHER in holding:
            return True
        if (setting.of_child or CHILD in holding) and may_speak_for_child(facts):
            return True
        return told.flag in self._bystander and now

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


def _inside(hit: Hit, figures: Sequence[Hit]) -> bool:
    """Whether the phrase begins in a figure of speech (`dying for a coffee`)."""
    return any(figure.start <= hit.start < figure.end for figure in figures)
