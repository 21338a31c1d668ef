"""Whether a database is ours and of this version, and how it becomes so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError
from bot.transcripts.database import connect, writing

VERSION_TABLE = "rls_schema_version"
"""Named after us, so that a database another program keeps with Alembic is not taken for ours."""

UPGRADE = "Run `rls-triage db upgrade` once."


class SchemaError(SettingsError):
    """A database that must not be written to as it is."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring a new or older database of ours to this version. Raises SchemaError for any other."""
    with _plainly(), engine.begin() as connection:
        if _tables(connection):
            _known(connection)
        command.upgrade(_steps(connection), to)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Back to an older version; what that one has no room for is lost."""
    with _plainly(), engine.begin() as connection:
        command.downgrade(_steps(connection), to)


def check(engine: Engine) -> None:
    """Raises SchemaError unless the database is ours, of this version, and takes what is written."""
    with _plainly(), engine.connect() as connection:
        if not _tables(connection):
            raise SchemaError(f"The database is empty. {UPGRADE}")
        version, needed = _known(connection), latest()
        if version != needed:
            raise SchemaError(f"The database has version {version}, this program needs {needed}. {UPGRADE}")
    with _plainly():
        try_to_write(engine)


def make_ready(engine: Engine) -> None:
    """Give a new SQLite file its tables; anything else must be right already."""
    with _plainly(), engine.connect() as connection:
        new = not _tables(connection)
    if new and engine.dialect.name == "sqlite":
        upgrade(engine)
    check(engine)


def make_ready_at(address: str) -> None:
    """`make_ready` for an address, leaving no connection open."""
    engine = connect(address)
    try:
        make_ready(engine)
    finally:
        engine.dispose()


def try_to_write(engine: Engine) -> None:
    """Raises SQLAlchemyError unless the database takes what is written. Nothing stays written."""
    with writing(engine).connect() as connection, connection.begin() as attempt:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))
        attempt.rollback()


def takes_writes(engine: Engine) -> bool:
    """Whether the database answers and takes what is written."""
    try:
        try_to_write(engine)
    except SQLAlchemyError:
        return False
    return True


def _tables(connection: Connection) -> set[str]:
    """Everybody's tables: neither the one with the version nor those SQLite keeps for itself."""
    names = set(sa.inspect(connection).get_table_names()) - {VERSION_TABLE}
    return {name for name in names if not name.startswith("sqlite_")}


def _known(connection: Connection) -> str:
    """The version of a database that is ours."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        names = ", ".join(sorted(_tables(connection))[:3])
        raise SchemaError(f"The database holds another program's tables ({names}). Name one of its own.")
    version = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if version not in {step.revision for step in _script().walk_revisions()}:
        raise SchemaError(f"The database has version {version}, newer than this program's {latest()}.")
    return str(version)


def latest() -> str:
    """The version this program needs."""
    return str(_script().get_current_head())


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("version_table", VERSION_TABLE)
    return config


def _steps(connection: Connection) -> Config:
    config = _config()
    config.attributes["connection"] = connection
    return config


@contextmanager
def _plainly() -> Iterator[None]:
    """A database that does not answer, as one line without what was asked of it."""
    try:
        yield
    except SQLAlchemyError as error:
        raise SchemaError(f"The database cannot be used: {first_line(error)}") from error


def first_line(error: SQLAlchemyError) -> str:
    """What went wrong, without the statement it went wrong in."""
    return str(error).splitlines()[0]
