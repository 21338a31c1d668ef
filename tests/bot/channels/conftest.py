"""A server around the toy bot for whoever tests what comes over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.toy import serving
from tests.bot.visitor import Visitor

CLINIC = "https://www.clinic.example"

FOREIGN = [
    "https://evil.example",
    "http://www.clinic.example",
    "https://www.clinic.example.evil.example",
    "https://clinic.example",
    "https://www.clinic.example:8443",
    "null",
    "",
    "https://www.clinic.example/",
]


@pytest.fixture(scope="package")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the toy's `wait` waits for a file called `open`."""
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="package")
def address(
    toy_project: Path, toy_model: Path, gate: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server whose clinic has a website, and where nobody writes too often."""
    database = f"sqlite:///{tmp_path_factory.mktemp('web')}/conversations.db"
    often = "100000/second"
    limits = {"rate_conversation": often, "rate_address": often}
    given: dict[str, object] = {"origins": CLINIC, "socket": True, **limits}
    with serving(toy_project, toy_model, database, gate=gate, settings=given) as (where, _):
        yield where


@pytest.fixture
def patient(address: str) -> Visitor:
    """A newcomer."""
    return Visitor.of(address)
