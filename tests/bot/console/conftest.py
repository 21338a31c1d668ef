"""A small clinic: a database with a few conversations, and its console."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.transcripts.database import connect
from tests.bot.console.visitor import Clock, ConsoleUnderTest
from tests.bot.transcripts.conversation import YES, answers, new_store, say, stands

OPEN, EMERGENCY, FINISHED = "web:open", "web:emergency", "telegram:4711"
"""The conversations of the small clinic."""

HOSTILE = "<script>alert('legs')</script> & café"
"""What the patient of the open conversation wrote."""


@pytest.fixture(scope="session")
def small_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file to copy."""
    path = tmp_path_factory.mktemp("clinic") / "transcripts.db"
    asyncio.run(_talk(f"sqlite:///{path}"))
    return path


async def _talk(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, conversation=OPEN)
    await say(store, HOSTILE, answers(("age", 47)), conversation=OPEN)
    await say(store, "yes", YES, conversation=EMERGENCY)
    await say(store, "my chest hurts", *stands("emergency", "emergency"), conversation=EMERGENCY)
    await say(store, "yes", YES, conversation=FINISHED)
    await say(store, "no more", *stands("finished", "routine"), conversation=FINISHED)
    store.engine.dispose()


@pytest.fixture
def engine(small_clinic: Path, tmp_path: Path) -> Iterator[Engine]:
    """The small clinic's database, this test's own."""
    copied = tmp_path / "data" / "transcripts.db"
    copied.parent.mkdir()
    with sqlite3.connect(small_clinic) as connection:
        connection.execute("VACUUM INTO ?", [str(copied)])
    engine = connect(f"sqlite:///{copied}")
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
