"""A PostgreSQL and a Redis of our own: in a temporary folder, on a free port, and ended with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
START_SECONDS = 120
USER = "postgres"


@dataclass
class Postgres:
    """A private PostgreSQL, with a database for whoever asks."""

    binaries: Path
    data: Path
    port: int
    durable: bool = False
    databases: int = 0

    def new_database(self) -> str:
        """The address of an empty database."""
        self.databases += 1
        name = f"clinic_{self.databases}"
        self.run(f"CREATE DATABASE {name}")
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str) -> None:
        """Run a statement as the one who may do everything."""
        connection = psycopg2.connect(host="127.0.0.1", port=self.port, user=USER, dbname=USER)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def break_connections(self) -> None:
        """End every connection but the one that asks, as a failover does."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def start(self) -> None:
        """Begin to answer."""
        log = self.data / "log"
        # Tests need no disk; what is measured must wait for it.
        fsync = "on" if self.durable else "off"
        settings = f"-p {self.port} -k {self.data} -c fsync={fsync} -c listen_addresses=127.0.0.1"
        self._control("start", "-l", str(log), "-o", settings)

    def stop(self) -> None:
        """Stop answering, at once."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        _run([str(self.binaries / "pg_ctl"), "-w", "-s", "-D", str(self.data), *arguments])


@contextmanager
def postgres(durable: bool = False) -> Iterator[Postgres]:
    """PostgreSQL, running."""
    binaries = found("postgresql", FOLDERS[0] if FOLDERS else None)
    with _folder() as data:
        _run([str(binaries / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "-N"])
        server = Postgres(binaries, data, _free_port(), durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def redis() -> Iterator[str]:
    """Redis, running; gives its address."""
    program = found("redis-server", shutil.which("redis-server"))
    port = _free_port()
    command = [str(program), "--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process,
    ):
        try:
            _wait_until(lambda: _answers(port))
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


def found(name: str, place: Path | str | None) -> Path:
    """Where a program is. A developer may lack it; the machine that has the last word may not."""
    if place is None:
        reason = f"{name} is not installed"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return Path(str(place))


def _run(command: Sequence[str]) -> None:
    """Run a program of PostgreSQL's, which refuses to work for root."""
    unprivileged = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*unprivileged, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that the unprivileged user may use."""
    folder = Path(tempfile.mkdtemp(prefix="rls-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _wait_until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < limit, "a server did not start"
        time.sleep(0.02)  # a process cannot say when it listens
