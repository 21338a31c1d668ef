"""Facts in the words of a message: those of the open question, and those told unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.values import Value
from bot.language.words.lexicon import Lexicon
from bot.language.words.message import Message
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.scope import Setting
from bot.language.words.text import Sentence, Vocabulary

_FLIPPED = {"yes": "no", "no": "yes", "partial": "no"}
CUE = "cue"
_WRITER = "respondent"
_APART = frozenset({"me", "mine", "myself", "i"})
"""Where the writer speaks of himself, a child is somebody else."""


@dataclass(frozen=True)
class Said:
    """A value somebody's words stand for, and where."""

    question: str
    value: str
    sentence: Sentence
    hit: Hit
    sure: bool = False
    """Whether nothing around it may turn it round."""


class FactReader:
    """Finds the phrases of `data/language` that answer questions."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._past = {question: entry.past for question, entry in lexicon.answers.items()}
        groups = lexicon.groups
        self._anywhere = PhraseBook(
            vocabulary,
            groups,
            [
                (f"{question}|{value}", phrase)
                for question, entry in lexicon.answers.items()
                if question != "family_members"
                for value, phrases in entry.anywhere.items()
                for phrase in phrases
            ],
        )
        self._asked = {
            question: PhraseBook(
                vocabulary,
                groups,
                [
                    (f"{question}|{value}", phrase)
                    for value, phrases in entry.asked.items()
                    for phrase in phrases
                ],
            )
            for question, entry in lexicon.answers.items()
        }
        self._listed = {
            question: PhraseBook(vocabulary, groups, [(f"{question}|yes", phrase) for phrase in entry.listed])
            for question, entry in lexicon.answers.items()
            if entry.listed
        }

    def said(self, message: Message, facts: Mapping[str, Value]) -> list[Said]:
        """What is told in any message, whatever was asked."""
        return list(self._read(self._anywhere, message, facts))

    def asked(self, question: str, message: Message, facts: Mapping[str, Value]) -> list[Said]:
        """What answers an open question in its own terms."""
        book = self._asked.get(question)
        return list(self._read(book, message, facts)) if book else []

    def listed(self, question: str, message: Message, facts: Mapping[str, Value]) -> list[Said]:
        """What names a question in an answer to a checklist."""
        book = self._listed.get(question)
        return list(self._read(book, message, facts)) if book else []

    def _read(self, book: PhraseBook, message: Message, facts: Mapping[str, Value]) -> Iterator[Said]:
        others_too = facts.get("respondent") in {"parent", "carer"}
        children_too = may_speak_for_child(facts) and not _APART.intersection(message.words)
        for sentence in message.sentences:
            hits = _longest(book.find(sentence))
            marks = message.scopes.marks(sentence) if hits else []
            for hit in hits:
                question, _, value = hit.label.partition("|")
                setting = message.scopes.setting(sentence, hit, marks)
                of_child = children_too and setting.of_child
                if not (setting.about_patient(others_too) or of_child or question == _WRITER):
                    continue
                meant = self._meant(question, value, setting)
                if meant is not None:
                    yield Said(question, meant, sentence, hit, setting.sure)

    def _meant(self, question: str, value: str, setting: Setting) -> str | None:
        if setting.asked or setting.wondered or (setting.planned and value != "no"):
            return None
        if value == CUE:
            return None if setting.denied else value
        if setting.undone:
            return _FLIPPED.get(value, value)
        if setting.well and value == "yes":
            return "no"
        if setting.denied and (value != "no" or (setting.flatly and not setting.answered)):
            return _FLIPPED.get(value)
        if setting.past and self._past.get(question) != "counts":
            return "no" if self._past.get(question) == "no" and value in _FLIPPED else None
        return value


def may_speak_for_child(facts: Mapping[str, Value]) -> bool:
    """Whether a child spoken of may be the patient: until we know that an adult is."""
    age = facts.get("age")
    grown = isinstance(age, (int, float)) and age >= 18
    return not grown and facts.get("respondent") != "self"


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of phrases about one question that overlap, the ones that span most."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, -len(hit.said))):
        question = hit.label.partition("|")[0]
        inside = any(
            other.label.partition("|")[0] == question
            and other.start <= hit.start
            and hit.end <= other.end
            and other.label != hit.label
            and other.end - other.start > hit.end - hit.start
            for other in kept
        )
        if not inside:
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
