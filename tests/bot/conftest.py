"""The toy bot, trained once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.training import ready_model
from tests.bot import toy


@pytest.fixture(scope="session")
def toy_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's folder."""
    return toy.write_project(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="session")
def toy_model(toy_project: Path) -> Path:
    """The toy's trained model."""
    return ready_model(toy_project)
