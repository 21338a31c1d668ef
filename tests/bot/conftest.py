"""What many tests need: the toy bot, trained once, databases, and an event loop for coroutines."""

from __future__ import annotations

import asyncio
import fcntl
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.training import ready_model
from tests import servers
from tests.bot import toy
from tests.servers import Postgres


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture(scope="session")
def toy_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's folder."""
    return toy.write_project(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="session")
def toy_model(toy_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's trained model, made once for all who test side by side."""
    shared = tmp_path_factory.getbasetemp().parent / "toy-models"
    shared.mkdir(exist_ok=True)
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (toy_project / "models").symlink_to(shared)
        return ready_model(toy_project)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private PostgreSQL."""
    with servers.postgres() as running:
        yield running


@pytest.fixture(scope="session")
def redis_address() -> Iterator[str]:
    """A private Redis."""
    with servers.redis() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: every test that asks for one runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/transcripts.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()
