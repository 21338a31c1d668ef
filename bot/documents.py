"""YAML files read strictly, with the line of every value, into pydantic models.

`yes`, `no`, `on` and `off` stay words (YAML 1.2): they are answers here, not booleans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, Extra, ValidationError

from bot.errors import Fault

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader, where every word stays a word: `yes` is an answer, a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
    ]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


class Strict(BaseModel):
    """A model whose values stay as they were read."""

    class Config:
        """Frozen, strict about keys, no blank text."""

        frozen = True
        extra = Extra.forbid
        anystr_strip_whitespace = True
        min_anystr_length = 1


@dataclass(frozen=True)
class Document:
    """The data of one YAML file and the line of each place in it."""

    path: Path
    data: Any
    lines: Mapping[Place, int] = field(repr=False, default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, message: str, place: Place = ()) -> Fault:
        """A fault at a place in this document."""
        return Fault(self.path, self.line(place), message)


def read(path: Path) -> Document | Fault:
    """A file as data with lines; a fault where it is not YAML, or says a key twice."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            lines: dict[Place, int] = {}
            doubled = None if node is None else _number(node, (), lines)
            data = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except UnicodeDecodeError:
        return Fault(path, 1, "is not UTF-8 text")
    except OSError as error:
        return Fault(path, 1, f"cannot be read: {error.strerror}")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return Fault(path, mark.line + 1 if mark else 1, f"is not valid YAML: {problem}")
    if doubled:
        return Fault(path, doubled[1], f"key '{doubled[0]}' stands twice")
    return Document(path, data, lines)


def _number(node: Any, place: Place, lines: dict[Place, int]) -> tuple[str, int] | None:
    """Note the line of every place below a node; return the first key that stands twice."""
    lines[place] = node.start_mark.line + 1
    children: Iterable[tuple[str | int, Any]] = ()
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                return key.value, key.start_mark.line + 1
            seen.add(key.value)
        children = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = enumerate(node.value)
    for key, child in children:
        doubled = _number(child, (*place, key), lines)
        if doubled:
            return doubled
    return None


def parse(model: type[Model], document: Document, place: Place = ()) -> Model | list[Fault]:
    """The part of a document at a place as a model, or every fault in it."""
    data = document.data
    for step in place:
        data = data[step]
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        return [
            document.fault(_message(problem), (*place, *_known(problem["loc"]))) for problem in error.errors()
        ]


def _known(location: tuple[int | str, ...]) -> Place:
    return tuple(step for step in location if step != "__root__")


def _message(problem: Mapping[str, Any]) -> str:
    """One plain sentence for one of pydantic's problems."""
    where = ".".join(str(step) for step in _known(problem["loc"])) or "this entry"
    kind = problem["type"]
    if kind == "value_error.extra":
        return f"unknown key '{where}'"
    if kind == "value_error.missing":
        return f"key '{where}' is missing"
    return f"{where}: {problem['msg']}"
