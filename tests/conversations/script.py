"""Conversations as YAML: what the patient writes, and what must be true of the bot's reply."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, Extra, Field

from bot.documents import Loader

FOLDER = Path(__file__).parent


class Turn(BaseModel):
    """One message and what must hold of the reply.

    `asks` is the id of the question or checklist the bot asks, `says` and `never` are pieces of its
    words, `noted` are answers as they stand afterwards (null for none), `emergency` is a red flag's
    id, `assessment` what the closing must hold, `messages` how many there may be at most.
    """

    user: str
    asks: str | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    noted: dict[str, Any] = {}
    emergency: str | None = None
    assessment: dict[str, Any] | None = None
    messages: int | None = None

    class Config:
        """Strict about keys."""

        extra = Extra.forbid


class Script(BaseModel):
    """A named conversation; `use` names fragments that come before its own turns."""

    name: str
    use: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = Field(...)

    class Config:
        """Strict about keys."""

        extra = Extra.forbid


@dataclass(frozen=True)
class Scenario:
    """A conversation with its fragments put in."""

    name: str
    turns: tuple[Turn, ...]


def scenarios() -> list[Scenario]:
    """Every conversation of this folder."""
    fragments = {each.name: each for each in _scripts(FOLDER / "fragments.yml")}
    files = sorted(path for path in FOLDER.glob("*.yml") if path.name != "fragments.yml")
    return [_put_together(script, fragments) for path in files for script in _scripts(path)]


def _put_together(script: Script, fragments: dict[str, Script]) -> Scenario:
    before = tuple(turn for name in script.use for turn in _put_together(fragments[name], fragments).turns)
    return Scenario(script.name, before + script.turns)


def _scripts(path: Path) -> list[Script]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    return [Script.parse_obj(each) for each in data]
