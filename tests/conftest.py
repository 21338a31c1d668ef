"""What many tests need once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from bot.knowledge.loader import DEFAULT_FOLDER, Knowledge, load
from bot.settings import ROOT

# Same examples every time and on every machine; a slow machine is no failure.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The knowledge as it is shipped."""
    return load(DEFAULT_FOLDER, ROOT / ".cache")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Under `--dist loadgroup` a file stays in one process, and all files with a browser in the same one."""
    for item in items:
        group = "browser" if "browser" in item.path.parts else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))
