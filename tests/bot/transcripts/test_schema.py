"""The tables: made, taken back, and recognised; on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine

from bot.transcripts import schema
from bot.transcripts.database import connect
from bot.transcripts.schema import SchemaError
from bot.transcripts.tables import METADATA


@pytest.fixture
def engine(address: str) -> Engine:
    return connect(address)


def tables(engine: Engine) -> set[str]:
    return {name for name in sa.inspect(engine).get_table_names() if name != "sqlite_sequence"}


def is_ours(_item: object, name: str, *_rest: object) -> bool:
    """Not what SQLite keeps for itself: its numbers, and its index of words."""
    return name != "sqlite_sequence" and not name.startswith("message_words")


def test_the_steps_lead_to_the_tables_the_program_uses(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.connect() as connection:
        settings = {
            "version_table": schema.VERSION_TABLE,
            "compare_type": True,
            "include_object": is_ours,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=settings), METADATA) == []


def test_up_down_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine)
    assert tables(engine) == {schema.VERSION_TABLE}
    schema.upgrade(engine)
    schema.check(engine)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.upgrade(engine)
    schema.check(engine)


def test_a_new_sqlite_file_is_made_ready_by_itself(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/new.db")
    schema.make_ready(engine)
    assert set(METADATA.tables) < tables(engine)


def test_a_new_postgresql_database_is_not_touched_unasked(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return
    with pytest.raises(SchemaError, match=r"^The database is empty. Run `rls-triage db upgrade` once.$"):
        schema.make_ready(engine)
    assert tables(engine) == set()


@pytest.mark.parametrize("act", [schema.make_ready, schema.upgrade, schema.check])
def test_another_programs_database_is_left_alone(engine: Engine, act: object) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(SchemaError, match=r"another program's tables \(invoices\)"):
        act(engine)  # type: ignore[operator]
    assert tables(engine) == {"invoices"}


@pytest.mark.parametrize("act", [schema.make_ready, schema.upgrade, schema.check])
def test_a_newer_database_is_refused_in_one_line(engine: Engine, act: object) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(
        SchemaError, match=r"^The database has version 9999, newer than this program's \d+\.$"
    ):
        act(engine)  # type: ignore[operator]


def test_an_older_database_says_how_to_upgrade_it(engine: Engine) -> None:
    schema.upgrade(engine, "0001")
    with pytest.raises(
        SchemaError, match=r"version 0001, this program needs \d+. Run `rls-triage db upgrade`"
    ):
        schema.make_ready(engine)


def test_a_database_that_takes_nothing_is_refused_in_one_line(tmp_path: Path) -> None:
    schema.make_ready(connect(f"sqlite:///{tmp_path}/x.db"))
    with pytest.raises(SchemaError, match=r"^The database cannot be used: .*readonly.*$"):
        schema.make_ready(connect(f"sqlite:///file:{tmp_path}/x.db?mode=ro&uri=true"))
