"""`data/knowledge/` read into one frozen value, checked, and kept compiled for the next start.

Reading YAML takes seconds, so the plain data of a checked folder is kept as JSON under the hash
of its files: what is found there was checked when it was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.documents import Document, parse, read
from bot.errors import DocumentError, Fault
from bot.knowledge import model
from bot.knowledge.checks import check
from bot.knowledge.library import KINDS, Library, Placed

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "knowledge"


@dataclass(frozen=True)
class Knowledge:
    """Everything known, by id. `version` is the hash of the files it was read from."""

    version: str
    sources: Mapping[str, model.Source] = field(default_factory=dict)
    causes: Mapping[str, model.Cause] = field(default_factory=dict)
    mimics: Mapping[str, model.Mimic] = field(default_factory=dict)
    labs: Mapping[str, model.Lab] = field(default_factory=dict)
    referrals: Mapping[str, model.Referral] = field(default_factory=dict)
    red_flags: Mapping[str, model.RedFlag] = field(default_factory=dict)
    questions: Mapping[str, model.Question] = field(default_factory=dict)
    checklists: Mapping[str, model.Checklist] = field(default_factory=dict)
    contradictions: Mapping[str, model.Contradiction] = field(default_factory=dict)
    medication_classes: Mapping[str, model.MedicineClass] = field(default_factory=dict)
    products: Mapping[str, model.Product] = field(default_factory=dict)
    topics: Mapping[str, model.Topic] = field(default_factory=dict)
    countries: Mapping[str, model.Country] = field(default_factory=dict)
    wording: Mapping[str, model.Wording] = field(default_factory=dict)

    @cached_property
    def class_of(self) -> Mapping[str, model.MedicineClass]:
        """The class of each medicine, by generic name."""
        return {
            medicine.generic: group
            for group in self.medication_classes.values()
            for medicine in group.medicines
        }

    @cached_property
    def effect_of(self) -> Mapping[str, model.Effect]:
        """What each medicine does to restless legs, by generic name."""
        return {
            medicine.generic: medicine.effect or group.effect
            for group in self.medication_classes.values()
            for medicine in group.medicines
        }


def load(folder: Path = DEFAULT_FOLDER, cache: Path | None = None) -> Knowledge:
    """The checked knowledge of a folder. Raises DocumentError with every fault found.

    `cache` is a folder for the compiled form; without one, or where it cannot be written, the
    files are read afresh.
    """
    paths = sorted(folder.rglob("*.yml"))
    version = _fingerprint(folder, paths)
    compiled = cache / f"knowledge-{version[7:23]}.json" if cache else None
    found = _from_cache(compiled) if compiled else None
    if found is None:
        library = read_library(folder, paths)
        faults = [*library.faults, *check(library)]
        if faults:
            raise DocumentError(faults)
        found = {kind: _entries(placed) for kind, placed in library.entries.items()}
        if compiled:
            _to_cache(compiled, {kind: _plain(placed) for kind, placed in library.entries.items()})
    return Knowledge(version=version, **found)


def read_library(folder: Path, paths: list[Path] | None = None) -> Library:
    """All files of a folder with every fault in them, and every entry with its place."""
    library = Library(folder)
    found = sorted(folder.rglob("*.yml")) if paths is None else paths
    if not found:
        library.faults.append(Fault(folder, 1, "holds no knowledge (no *.yml file)"))
    for path in found:
        document = read(path)
        if isinstance(document, Fault):
            library.faults.append(document)
        else:
            _file(library, document)
    return library


def _file(library: Library, document: Document) -> None:
    kind = library.kind_of(document.path)
    if kind is None:
        library.faults.append(
            document.fault(f"is not in a known place; known are {', '.join(KINDS.values())}")
        )
        return
    if KINDS[kind].endswith("/<id>.yml"):
        places: list[tuple[int, ...]] = [()]
    elif isinstance(document.data, list):
        places = [(number,) for number in range(len(document.data))]
    else:
        library.faults.append(document.fault("must be a list of entries"))
        return
    for place in places:
        entry = parse(library.model_of(kind), document, place)
        if isinstance(entry, list):
            library.faults.extend(entry)
        else:
            library.add(kind, Placed(entry, document, place))


def _fingerprint(folder: Path, paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes() + b"\n")
    return f"sha256:{digest.hexdigest()}"


def _entries(placed: Mapping[str, Placed]) -> Mapping[str, Any]:
    return {key: each.entry for key, each in placed.items()}


def _plain(placed: Mapping[str, Placed]) -> list[Any]:
    return [entry.place_data for entry in placed.values()]


def _models(kind: str, entries: list[Any]) -> Mapping[str, Any]:
    found = (Library.model_of(kind).parse_obj(data) for data in entries)
    return {Library.key(entry): entry for entry in found}


def _from_cache(compiled: Path) -> dict[str, Mapping[str, Any]] | None:
    """The compiled entries; None where there are none, or not of today's shape."""
    try:
        kept = json.loads(compiled.read_text(encoding="utf-8"))
        if not isinstance(kept, dict) or set(kept) != set(KINDS):
            return None
        return {kind: _models(kind, found) for kind, found in kept.items()}
    except (OSError, ValueError, TypeError):
        return None


def _to_cache(compiled: Path, entries: Mapping[str, list[Any]]) -> None:
    """Write beside, then rename: a reader never meets half a file."""
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        fresh = compiled.with_suffix(f".{id(entries)}.tmp")
        fresh.write_text(json.dumps(entries), encoding="utf-8")
        fresh.replace(compiled)
    except OSError:
        return
