"""The phrases people use, read from `data/language/*.yml`. Every fault is told with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Extra, Field, validator

from bot.documents import Document, parse, read
from bot.errors import DocumentError, Fault
from bot.language.patterns import compile_phrase

Phrases = tuple[str, ...]
Scalar = str | int | float


class Page(BaseModel):
    """Base of all entries: frozen, strict about keys."""

    class Config:
        """Pydantic's switches."""

        frozen = True
        extra = Extra.forbid
        min_anystr_length = 1
        smart_union = True


class Answers(Page):
    """How people answer one question: `anywhere` counts in any message, `asked` only when it is open.

    `listed` names it in an answer to a checklist ("the snoring, and my kidneys"). `past` says what "I used to" means for it: nothing, that it counts, or no.
    """

    question: str
    anywhere: Mapping[str, Phrases] = {}
    asked: Mapping[str, Phrases] = {}
    listed: Phrases = ()
    past: Literal["skip", "counts", "no"] = "skip"


class Warning_(Page):
    """Words that raise a red flag; `needs` names a fact without which they do not."""

    flag: str
    heard: Phrases
    needs: str | None = None


class Alarm(Page):
    """All about alarms: what raises them, and figures of speech that only sound like them."""

    warnings: tuple[Warning_, ...]
    figures: Phrases = ()


class Move(Page):
    """Something said about the conversation: as a whole message, or anywhere in one."""

    move: str
    whole: Phrases = ()
    anywhere: Phrases = ()


class Relative(Page):
    """A relative: what people call them, how near, and whether by blood."""

    id: str
    degree: Literal["first", "second", "third", "none"]
    words: Phrases


class Scope(Page):
    """The small words that turn a statement round, put it in the past, or give it to someone else."""

    negation: Phrases
    not_negation: Phrases
    double_negation: Phrases
    breaks: Phrases
    subjects: Phrases
    past: Phrases
    recent: Phrases
    stopped: Phrases
    planned: Phrases
    taking: Phrases
    allergic: Phrases
    self_words: Phrases
    others: Phrases
    children: Phrases
    hypothetical: Phrases


class Numerals(Page):
    """Words for numbers, for spans of time, for drinks; and set phrases with their number."""

    numbers: Mapping[str, float]
    months: Mapping[str, float]
    drinks: Mapping[str, float]
    cups: Mapping[str, float]
    per_week: Mapping[str, Phrases]
    onset_age: Mapping[str, Phrases]
    duration_months: Mapping[str, Phrases]
    none: Phrases


class Speech(Page):
    """Another language: its frequent words, its script, and its words for emergencies."""

    code: str
    name: str
    script: str | None = Field(None, description="A range of characters, as in a regular expression")
    words: Phrases = ()
    emergency: Mapping[str, Phrases] = {}


class Remedies(Page):
    """How medicines are spoken of beyond their names."""

    none: Phrases
    unknown: Phrases
    needs_taking: Phrases
    never_swap: tuple[tuple[str, str], ...]
    not_medicine: Phrases


class Subject(Page):
    """What people call a cause, a lab or a topic."""

    about: str
    called: Phrases = ()
    questions: Phrases = ()


class Polarity(Page):
    """Yes, no, unsure and refusing, whatever the question; in the order they are tried."""

    declined: Phrases
    unknown: Phrases
    surely_yes: Phrases
    surely_no: Phrases
    opening_yes: Phrases
    opening_no: Phrases
    yes: Phrases
    no: Phrases
    partial: Phrases
    none_of_these: Phrases
    all_of_these: Phrases
    closing: Phrases
    amends: Phrases

    @validator("*")
    def _not_empty(cls, value: Phrases) -> Phrases:
        if not value:
            raise ValueError("needs at least one phrase")
        return value


@dataclass(frozen=True)
class Lexicon:
    """Everything in `data/language`."""

    groups: Mapping[str, Phrases]
    answers: Mapping[str, Answers]
    polarity: Polarity
    scope: Scope
    alarm: Alarm
    moves: tuple[Move, ...]
    relatives: tuple[Relative, ...]
    numerals: Numerals
    speeches: tuple[Speech, ...]
    remedies: Remedies
    subjects: tuple[Subject, ...]
    spelling: Mapping[str, Phrases]


class _Many(Page):
    """A mapping of names to lists of words."""

    __root__: Mapping[str, Phrases]


Model = TypeVar("Model", bound=BaseModel)


class _Files:
    """The files of a folder, and the faults met while they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.documents: dict[str, Document] = {}
        for path in sorted(folder.glob("*.yml")):
            document = read(path)
            if isinstance(document, Fault):
                self.faults.append(document)
            else:
                self.documents[path.stem] = document

    def one(self, name: str, model: type[Model]) -> Model | None:
        """The one thing a file holds."""
        document = self.documents.get(name)
        if document is None:
            if not any(fault.path.stem == name for fault in self.faults):
                self.faults.append(Fault(self.folder / f"{name}.yml", 1, "is missing"))
            return None
        return self._kept(parse(model, document))

    def many(self, name: str, model: type[Model]) -> tuple[Model, ...]:
        """The list a file holds."""
        document = self.documents.get(name)
        if document is None or not isinstance(document.data, list):
            self.faults.append(Fault(self.folder / f"{name}.yml", 1, "must be there and hold a list"))
            return ()
        read_ = [self._kept(parse(model, document, (index,))) for index in range(len(document.data))]
        return tuple(entry for entry in read_ if entry is not None)

    def _kept(self, parsed: Model | list[Fault]) -> Model | None:
        if isinstance(parsed, list):
            self.faults.extend(parsed)
            return None
        return parsed


_SINGLE = {"words", "polarity", "scope", "alerts", "numerals", "medicines", "spelling"}
_LISTS = {"moves", "relatives", "languages", "subjects"}


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder. Raises DocumentError with every fault in it."""
    files = _Files(folder)
    groups, spelling = files.one("words", _Many), files.one("spelling", _Many)
    polarity, scope = files.one("polarity", Polarity), files.one("scope", Scope)
    alarm, numerals = files.one("alerts", Alarm), files.one("numerals", Numerals)
    remedies = files.one("medicines", Remedies)
    moves, relatives = files.many("moves", Move), files.many("relatives", Relative)
    speeches, subjects = files.many("languages", Speech), files.many("subjects", Subject)
    answers = _answers(files)
    if groups:
        _check_phrases(files, groups.__root__)
    if files.faults or not (groups and spelling and polarity and scope and alarm and numerals and remedies):
        raise DocumentError(files.faults)
    return Lexicon(
        groups.__root__,
        answers,
        polarity,
        scope,
        alarm,
        moves,
        relatives,
        numerals,
        speeches,
        remedies,
        subjects,
        spelling.__root__,
    )


def _answers(files: _Files) -> dict[str, Answers]:
    """The answers of every question, each told once, from the files of that kind."""
    answers: dict[str, Answers] = {}
    for name in sorted(set(files.documents) - _SINGLE - _LISTS):
        for index, entry in enumerate(files.many(name, Answers)):
            if entry.question in answers:
                files.faults.append(files.documents[name].fault(f"'{entry.question}' stands twice", (index,)))
            answers[entry.question] = entry
    return answers


def _check_phrases(files: _Files, groups: Mapping[str, Phrases]) -> None:
    """Every phrase must compile: its groups exist and it names a word."""
    for name, document in files.documents.items():
        if name not in {"words", "spelling", "languages", "relatives"}:
            _check(document, document.data, (), groups, files.faults)


def _check(
    document: Document,
    data: Any,
    place: tuple[str | int, ...],
    groups: Mapping[str, Phrases],
    faults: list[Fault],
) -> None:
    if isinstance(data, Mapping):
        for key, child in data.items():
            _check(document, child, (*place, key), groups, faults)
    elif isinstance(data, list):
        for index, child in enumerate(data):
            _check(document, child, (*place, index), groups, faults)
    elif isinstance(data, str) and place and isinstance(place[-1], int):
        try:
            compile_phrase(data, groups)
        except ValueError as error:
            faults.append(document.fault(str(error), place))
