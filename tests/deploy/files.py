"""The files of `deploy/`, read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

DEPLOY = ROOT / "deploy"

CONSOLE, MESSENGERS = "console.yml", "messengers.yml"
"""What a clinic may add to the bots in Kubernetes."""

Document = dict[str, Any]


def documents(path: Path) -> list[Document]:
    """Every document of a YAML file."""
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def compose() -> Document:
    """What `docker compose` reads."""
    return documents(DEPLOY / "compose.yml")[0]


def manifests() -> dict[str, Document]:
    """The Kubernetes objects by kind, without what may be added."""
    paths = sorted((DEPLOY / "kubernetes").glob("*.yml"))
    bots = [path for path in paths if path.name not in (CONSOLE, MESSENGERS)]
    return {each["kind"]: each for path in bots for each in documents(path)}


def added(name: str) -> dict[str, Document]:
    """What one file adds to them, by kind."""
    return {each["kind"]: each for each in documents(DEPLOY / "kubernetes" / name)}


def pods() -> Iterator[Document]:
    """The pods of every kind of object that makes some, the console's as well."""
    for manifest in (*manifests().values(), *added(CONSOLE).values()):
        if manifest["kind"] in {"Deployment", "Job"}:
            yield manifest["spec"]["template"]["spec"]


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is kept, with its text. What a clinic adds is in `secrets`."""
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file() and "secrets" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
