"""The log of what staff did: what is written stays written, and whoever changes it is found out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.transcripts import schema
from bot.transcripts.database import connect, writing
from bot.transcripts.staff import audit
from bot.transcripts.staff.chain import Found, look_through

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


@pytest.fixture
def engine(address: str) -> Engine:
    """A database in which three things were done."""
    engine = connect(address)
    schema.upgrade(engine)
    for action in ("signed_in", "conversation_opened", "signed_out"):
        do(engine, action)
    return engine


def do(engine: Engine, action: str, conversation: str | None = "web:a") -> None:
    with writing(engine).begin() as connection:
        audit.append(connection, NOON, "anna", action, conversation, {"café": 1})


def found(engine: Engine, noted: str | None = None) -> Found:
    with engine.connect() as connection:
        return look_through(audit.entries(connection), noted)


def tamper(engine: Engine, statement: str) -> None:
    """Change the log as somebody could who owns the database."""
    with writing(engine).begin() as connection:
        unseal(connection)
        connection.execute(sa.text(statement))


def unseal(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in ("audit_no_update", "audit_no_delete"):
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(sa.text("DROP TRIGGER audit_stays ON audit"))


def test_the_chain_holds_and_its_end_can_be_noted(engine: Engine) -> None:
    before = found(engine)
    assert (before.count, before.fault) == (3, None)
    do(engine, "signed_in")
    after = found(engine, before.mark)
    assert (after.count, after.fault) == (4, None)
    assert after.mark != before.mark


def test_an_empty_log_is_whole(address: str) -> None:
    engine = connect(address)
    schema.upgrade(engine)
    assert found(engine) == Found(0, None)


@pytest.mark.parametrize("change", ["UPDATE audit SET person = 'bert'", "DELETE FROM audit WHERE id = 3"])
def test_the_database_itself_lets_nobody_change_it(engine: Engine, change: str) -> None:
    with (
        pytest.raises(sa.exc.DatabaseError, match="the audit log is only added to"),
        writing(engine).begin() as connection,
    ):
        connection.execute(sa.text(change))
    assert found(engine).count == 3


def test_nor_does_it_let_one_entry_take_the_place_of_another(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        return
    with (
        pytest.raises(sa.exc.DatabaseError, match="the audit log is only added to"),
        writing(engine).begin() as connection,
    ):
        connection.execute(sa.text("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 2"))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE audit SET person = 'bert' WHERE id = 2", "Entry 2 was changed"),
        ("UPDATE audit SET detail = '{}' WHERE id = 1", "Entry 1 was changed"),
        ("UPDATE audit SET conversation = NULL WHERE id = 3", "Entry 3 was changed"),
        ("DELETE FROM audit WHERE id = 2", "Entry 2 is missing"),
        ("DELETE FROM audit WHERE id = 1", "Entry 1 is missing"),
    ],
)
def test_who_changes_it_all_the_same_is_found_out(engine: Engine, change: str, fault: str) -> None:
    tamper(engine, change)
    assert str(found(engine).fault).startswith(fault)


def test_an_entry_written_anew_with_a_right_hash_does_not_fit_the_next(engine: Engine) -> None:
    with engine.connect() as connection:
        second = list(audit.entries(connection))[1]
    forged = audit.Entry(**{**vars(second), "person": "bert"}).computed()
    tamper(engine, f"UPDATE audit SET person = 'bert', hash = '{forged}' WHERE id = 2")
    assert str(found(engine).fault).startswith("Entry 3 does not follow")


def test_a_cut_off_end_is_found_out_by_who_noted_the_mark(engine: Engine) -> None:
    mark = found(engine).mark
    tamper(engine, "DELETE FROM audit WHERE id = 3")
    assert found(engine).fault is None
    assert found(engine, mark).fault == f"The entry noted as {mark} is not in the log any more."


def test_what_is_rolled_back_was_not_done_and_is_not_in_the_log(engine: Engine) -> None:
    with writing(engine).connect() as connection, connection.begin() as attempt:
        audit.append(connection, NOON, "anna", "erased")
        attempt.rollback()
    do(engine, "signed_in")
    assert found(engine) == Found(4, found(engine).mark)


def test_entries_written_at_the_same_time_stand_one_behind_the_other(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: do(engine, f"look_{number}"), range(24)))
    assert (found(engine).count, found(engine).fault) == (27, None)


def test_a_conversation_stands_in_the_log_without_its_id(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(sa.text("SELECT * FROM audit"))]
    assert len(rows) == 3
    assert "web:a" not in str(rows)


def asked(engine: Engine, ask: Callable[[Connection], list[audit.Entry]]) -> list[int]:
    with engine.connect() as connection:
        return [entry.id for entry in ask(connection)]


def test_the_newest_come_first_page_by_page_and_chosen(engine: Engine) -> None:
    assert asked(engine, lambda at: audit.latest(at, limit=2)) == [3, 2]
    assert asked(engine, lambda at: audit.latest(at, before=2)) == [1]
    assert asked(engine, lambda at: audit.latest(at, action="signed_out", person="anna")) == [3]
    assert asked(engine, lambda at: audit.latest(at, person="bert")) == []
