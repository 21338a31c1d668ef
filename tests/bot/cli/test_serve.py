"""What stops the start of the server: one clear line and exit status 2, before anything slow begins."""

from __future__ import annotations

import multiprocessing
import os
import socket
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import training
from bot.cli import main
from bot.transcripts import schema
from bot.transcripts.database import connect
from tests.servers import Postgres

FORK = multiprocessing.get_context("fork")
NOBODY = 65534


@pytest.fixture(autouse=True)
def _begins_nothing_slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def slow(**_named: object) -> Path:
        raise AssertionError("a model was asked for")

    monkeypatch.setattr(training, "ready_model", slow)
    monkeypatch.setenv("RLS_PORT", str(_free_port()))
    monkeypatch.setenv("RLS_DATA_FOLDER", str(tmp_path / "data"))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def complaint(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """The one line a command ends with."""
    assert main(command or ["serve"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "s3cret" not in said.err
    (line,) = said.err.splitlines()
    return line


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("RLS_PORT", str(other.getsockname()[1]))
        assert complaint(capsys).endswith("cannot be served at: Address already in use.")


def test_a_host_that_is_not_this_machines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RLS_HOST", "203.0.113.9")
    assert "203.0.113.9" in complaint(capsys)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://bot:s3cret@127.0.0.1:1/clinic", "The database cannot be used: "),
        ("mysql://bot:s3cret@127.0.0.1/clinic", "RLS_DATABASE_URL: must start with"),
        ("postgresql://bot:s3cret@127.0.0.1:many/clinic", "The database address cannot be read"),
        ("sqlite:////proc/nowhere/x.db", "The data folder /proc/nowhere cannot be made: "),
    ],
)
def test_a_wrong_address_of_the_database(
    address: str, says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RLS_DATABASE_URL", address)
    assert complaint(capsys).startswith(says)


def test_a_postgresql_that_has_no_such_database_or_is_empty(
    postgres: Postgres, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.new_database()
    monkeypatch.setenv("RLS_DATABASE_URL", f"{address}_elsewhere")
    assert "does not exist" in complaint(capsys)
    monkeypatch.setenv("RLS_DATABASE_URL", address)
    assert complaint(capsys) == "The database is empty. Run `rls-triage db upgrade` once."


@pytest.mark.parametrize("command", ["serve", "db check", "db upgrade"])
def test_a_database_of_another_program_is_left_as_it_is(
    command: str, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(address).begin() as connection:
        connection.execute(sa.text("CREATE TABLE invoices (id INTEGER)"))
    monkeypatch.setenv("RLS_DATABASE_URL", address)
    assert "another program's tables (invoices)" in complaint(capsys, *command.split())
    assert sa.inspect(connect(address)).get_table_names() == ["invoices"]


def test_a_database_of_a_newer_or_older_version(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.upgrade(connect(address), "0001")
    monkeypatch.setenv("RLS_DATABASE_URL", address)
    latest = schema.latest()
    assert complaint(capsys).startswith(f"The database has version 0001, this program needs {latest}. Run")
    with connect(address).begin() as connection:
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    assert complaint(capsys) == f"The database has version 9999, newer than this program's {latest}."


def as_nobody(pipe: Connection) -> None:
    """`db check` by somebody without rights, in a process of its own."""
    from bot.cli import db
    from bot.errors import BotError

    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        db.check(None)  # type: ignore[arg-type]
        pipe.send("no complaint")
    except BotError as error:
        pipe.send(str(error))


def complaint_of_nobody() -> str:
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=as_nobody, args=(theirs,), daemon=True)
    process.start()
    assert ours.poll(60)
    process.join()
    return str(ours.recv())


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a database in it, which everybody may look into."""
    with tempfile.TemporaryDirectory() as shared:
        data = Path(shared) / "data"
        Path(shared).chmod(0o755)
        monkeypatch.setenv("RLS_DATA_FOLDER", str(data))
        assert main(["db", "upgrade"]) == 0
        yield data


def test_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    folder.chmod(0o555)
    before = (folder / "transcripts.db").read_bytes()
    assert complaint_of_nobody() == f"The data folder {folder} cannot be written to."
    assert (folder / "transcripts.db").read_bytes() == before


def test_a_database_file_that_cannot_be_written_to(folder: Path) -> None:
    folder.chmod(0o777)
    (folder / "transcripts.db").chmod(0o444)
    before = (folder / "transcripts.db").read_bytes()
    assert complaint_of_nobody().startswith("The database cannot be used: ")
    assert (folder / "transcripts.db").read_bytes() == before


def test_a_folder_that_cannot_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.chmod(0o555)
    monkeypatch.setenv("RLS_DATA_FOLDER", str(folder / "deeper"))
    assert complaint_of_nobody() == f"The data folder {folder}/deeper cannot be made: Permission denied."
