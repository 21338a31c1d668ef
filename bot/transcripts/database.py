"""The one place where an engine is made: SQLite for one process, PostgreSQL for more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool

from bot.errors import SettingsError

POOL = {"poolclass": QueuePool, "pool_size": 2, "max_overflow": 2, "pool_pre_ping": True}
"""Rasa uses one connection at a time; its own 50 to 150 would starve a shared server."""

WAIT_SECONDS = 5


def connect(address: str) -> Engine:
    """An engine whose errors never repeat what a patient said. Raises SettingsError."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return sa.create_engine(url, hide_parameters=True, **POOL)


def _sqlite(url: URL) -> Engine:
    # Without a file every connection would see its own empty database.
    pool: dict[str, Any] = POOL if url.database else {"poolclass": sa.pool.StaticPool}
    if url.database:
        _make_folder(Path(url.database).parent)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        **pool,
    )
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _make_folder(folder: Path) -> None:
    """Make the data folder, open to its owner alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be made: {error.strerror}.") from error


def _prepare(connection: Any, _record: Any) -> None:
    """A reader never blocks the writer (WAL), and what is deleted leaves no trace in the file."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
