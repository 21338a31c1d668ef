"""The one place where an engine is made: SQLite for one process, PostgreSQL for more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

from bot.errors import SettingsError

THREADS = 4
"""How many turns of one process may be at the database at once; the rest of a turn needs one core."""

WAIT_SECONDS = 5
"""How long a database may keep a patient waiting before the turn is given up."""

POOL = {
    "poolclass": QueuePool,
    "pool_size": THREADS,
    "max_overflow": 2,
    "pool_timeout": WAIT_SECONDS,
    "pool_pre_ping": True,
}
"""Rasa's own 50 to 150 connections a process would starve a shared server."""

WAIT_MS = WAIT_SECONDS * 1000

POSTGRESQL = {
    "connect_timeout": WAIT_SECONDS,
    "application_name": "rls-triage",
    "tcp_user_timeout": WAIT_MS,
    "keepalives_idle": 30,
    "options": f"-c statement_timeout={WAIT_MS} -c lock_timeout={WAIT_MS} -c timezone=UTC",
}

WRITES = "writes"
"""The execution option of a connection that is going to write."""


def connect(address: str) -> Engine:
    """An engine whose errors never repeat what a patient said. Raises SettingsError."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return sa.create_engine(url, hide_parameters=True, connect_args=POSTGRESQL, **POOL)
    except (sa.exc.ArgumentError, ValueError, ImportError) as error:
        raise SettingsError(
            "The database address cannot be read, or needs a driver not installed."
        ) from error


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write."""
    return engine.execution_options(**{WRITES: True})


def is_shared(engine: Engine) -> bool:
    """Whether each thread has a connection of its own, rather than all the same one."""
    return not isinstance(engine.pool, StaticPool)


def _sqlite(url: URL) -> Engine:
    # Without a file every connection would see its own empty database.
    in_memory = url.database in (None, "", ":memory:")
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else POOL
    if url.database and not in_memory and not url.database.startswith("file:"):
        _make_folder(Path(url.database).parent)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        **pool,
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _make_folder(folder: Path) -> None:
    """Make the data folder, open to its owner alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise SettingsError(f"The data folder {folder} cannot be written to.")


def _prepare(connection: Any, _record: Any) -> None:
    """A reader never blocks the writer (WAL), and what is deleted leaves no trace in the file."""
    connection.isolation_level = None  # transactions begin as `_begin` says, not as the driver guesses
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Who is going to write waits for its turn at once: SQLite lets nobody wait who has read before."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
