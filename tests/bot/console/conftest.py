"""A small clinic's console, and visitors of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.transcripts.database import connect
from tests.bot.console import clinic
from tests.bot.console.visitor import Clock, ConsoleUnderTest


@pytest.fixture(scope="session")
def small_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file to copy."""
    return clinic.found(tmp_path_factory.mktemp("clinic") / "transcripts.db")


@pytest.fixture
def engine(small_clinic: Path, tmp_path: Path) -> Iterator[Engine]:
    """The small clinic's database, this test's own."""
    engine = connect(clinic.copied(small_clinic, tmp_path / "data" / "transcripts.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """The console's clock."""
    return Clock()


@pytest.fixture
def make_console(engine: Engine, clock: Clock) -> Callable[..., ConsoleUnderTest]:
    """A console with other settings than the usual ones."""
    return lambda **settings: ConsoleUnderTest(engine, clock, **settings)


@pytest.fixture
def console(make_console: Callable[..., ConsoleUnderTest]) -> ConsoleUnderTest:
    """The small clinic's console: `console("reviewer")` is somebody signed in with that role."""
    return make_console()
