"""The phrases people use, read from `data/language/*.yml`. Every fault is told with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.documents import Document, parse, read
from bot.errors import DocumentError, Fault
from bot.language.words.pages import (
    Alarm,
    Answers,
    Move,
    Numerals,
    Page,
    Phrases,
    Polarity,
    Relative,
    Remedies,
    Scope,
    Signs,
    Speech,
    Subject,
)
from bot.language.words.patterns import compile_phrase


@dataclass(frozen=True)
class Lexicon:
    """Everything in `data/language`."""

    groups: Mapping[str, Phrases]
    answers: Mapping[str, Answers]
    polarity: Polarity
    scope: Scope
    alarm: Alarm
    signs: Signs
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


_SINGLE = {"words", "polarity", "scope", "alerts", "signs", "numerals", "medicines", "spelling"}
_LISTS = {"moves", "relatives", "languages", "subjects"}


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder. Raises DocumentError with every fault in it."""
    files = _Files(folder)
    groups, spelling = files.one("words", _Many), files.one("spelling", _Many)
    polarity, scope = files.one("polarity", Polarity), files.one("scope", Scope)
    alarm, numerals = files.one("alerts", Alarm), files.one("numerals", Numerals)
    remedies, signs = files.one("medicines", Remedies), files.one("signs", Signs)
    moves, relatives = files.many("moves", Move), files.many("relatives", Relative)
    speeches, subjects = files.many("languages", Speech), files.many("subjects", Subject)
    answers = _answers(files)
    if groups:
        _check_phrases(files, groups.__root__)
    if files.faults or not (
        groups and spelling and polarity and scope and alarm and numerals and remedies and signs
    ):
        raise DocumentError(files.faults)
    return Lexicon(
        groups.__root__,
        answers,
        polarity,
        scope,
        alarm,
        signs,
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
