"""The entries of a knowledge folder with the file and line each one stands at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel

from bot.documents import Document, Place
from bot.errors import Fault
from bot.knowledge import model

KINDS: Mapping[str, str] = {
    "sources": "sources/*.yml",
    "causes": "causes/<id>.yml",
    "mimics": "mimics/<id>.yml",
    "labs": "labs/<id>.yml",
    "referrals": "referrals/<id>.yml",
    "red_flags": "red_flags/<id>.yml",
    "questions": "questions/*.yml",
    "checklists": "checklists.yml",
    "contradictions": "contradictions.yml",
    "medication_classes": "medications/<id>.yml",
    "products": "products.yml",
    "topics": "topics/<id>.yml",
    "countries": "countries.yml",
    "wording": "wording.yml",
}
"""Each kind of entry and where it stands; `<id>` means one entry a file, the rest are lists."""


@dataclass(frozen=True)
class Placed:
    """An entry and where it stands."""

    entry: Any
    document: Document
    place: Place

    @property
    def place_data(self) -> Any:
        """The entry as plain data, as its file has it."""
        data = self.document.data
        for step in self.place:
            data = data[step]
        return data

    def fault(self, message: str, place: Place = ()) -> Fault:
        """A fault at a place inside this entry."""
        return self.document.fault(message, (*self.place, *place))

    def parts(self) -> Iterator[tuple[Place, BaseModel]]:
        """Every model inside the entry, itself first, with its place."""
        yield from _parts(self.entry, ())


@dataclass
class Library:
    """What a folder holds so far, and what is wrong with it."""

    folder: Path
    entries: dict[str, dict[str, Placed]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    faults: list[Fault] = field(default_factory=list)

    _models: ClassVar[Mapping[str, type[BaseModel]]] = {
        "sources": model.Source,
        "causes": model.Cause,
        "mimics": model.Mimic,
        "labs": model.Lab,
        "referrals": model.Referral,
        "red_flags": model.RedFlag,
        "questions": model.Question,
        "checklists": model.Checklist,
        "contradictions": model.Contradiction,
        "medication_classes": model.MedicineClass,
        "products": model.Product,
        "topics": model.Topic,
        "countries": model.Country,
        "wording": model.Wording,
    }

    @classmethod
    def model_of(cls, kind: str) -> type[BaseModel]:
        """The model an entry of this kind has."""
        return cls._models[kind]

    @staticmethod
    def key(entry: Any) -> str:
        """What an entry is found by: its id, a source's key, a product's brand and country."""
        if isinstance(entry, model.Source):
            return entry.key
        if isinstance(entry, model.Product):
            return f"{entry.brand}|{entry.country or ''}"
        return str(entry.id)

    def kind_of(self, path: Path) -> str | None:
        """The kind a file holds, by its place in the folder."""
        relative = path.relative_to(self.folder)
        for kind, pattern in KINDS.items():
            if relative.match(pattern.replace("<id>", "*")) and len(relative.parts) == pattern.count("/") + 1:
                return kind
        return None

    def add(self, kind: str, placed: Placed) -> None:
        """Keep an entry; one whose id stands already, or is not its file's name, is a fault."""
        key = self.key(placed.entry)
        path = placed.document.path
        if KINDS[kind].endswith("/<id>.yml") and path.stem != key:
            self.faults.append(placed.fault(f"id '{key}' must be the file's name, '{path.stem}'", ("id",)))
        if key in self.entries[kind]:
            first = self.entries[kind][key]
            where = f"{first.document.path}:{first.document.line(first.place)}"
            self.faults.append(placed.fault(f"'{key}' stands already at {where}"))
            return
        self.entries[kind][key] = placed

    def placed(self) -> Iterator[tuple[str, Placed]]:
        """Every entry with its kind."""
        for kind, entries in self.entries.items():
            for entry in entries.values():
                yield kind, entry


def _parts(value: Any, place: Place) -> Iterator[tuple[Place, BaseModel]]:
    if isinstance(value, BaseModel):
        yield place, value
        for name, model_field in value.__fields__.items():
            yield from _parts(getattr(value, name), (*place, model_field.alias))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _parts(child, (*place, key))
    elif isinstance(value, tuple):
        for number, child in enumerate(value):
            yield from _parts(child, (*place, number))
