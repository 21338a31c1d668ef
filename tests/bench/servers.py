"""Servers in processes of their own: started, waited for, weighed, and always ended."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BotError
from tests.bench.project import environment

START_SECONDS = 300
END_SECONDS = 15
POLL_SECONDS = 0.05


class ServerError(BotError):
    """A server that did not come up."""


@dataclass(frozen=True)
class Command:
    """A process to start, the path it answers with this status once it is up, and settings of its own."""

    arguments: Sequence[str]
    port: int
    health: str
    settings: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Servers:
    """Running processes, each one's port, and when they began."""

    ports: tuple[int, ...]
    processes: tuple[subprocess.Popen[bytes], ...]
    started: float

    @property
    def port(self) -> int:
        """Where the first one listens."""
        return self.ports[0]

    def memory(self) -> float | None:
        """Megabytes resident in all processes and their children; None where `/proc` is missing."""
        if not Path("/proc/self/status").exists():
            return None
        return sum(_resident(pid) for process in self.processes for pid in _family(process.pid)) / 1024

    def processor_seconds(self) -> float:
        """What all processes and their children have used so far; 0 where `/proc` is missing."""
        if not Path("/proc/self/stat").exists():
            return 0
        return sum(_used(pid) for process in self.processes for pid in _family(process.pid))


def ours(port: int, **settings: str) -> Command:
    """This bot as it is shipped, with these settings, but without the staff's console beside it."""
    arguments = [sys.executable, "-m", "bot.cli", "serve", "--rest", "--port", str(port)]
    return Command(arguments, port, "/ready", {"RLS_CONSOLE": "off", **settings})


def stock(folder: Path, model: Path) -> tuple[Command, ...]:
    """`rasa run` with this model, and `rasa run actions` beside it."""
    port, action_port = free_port(), _action_port(folder)
    rasa = [sys.executable, "-m", "rasa", "run"]
    files = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    run = [*rasa, "--model", str(model), *files, "-i", "127.0.0.1", "--port", str(port)]
    actions = [*rasa, "actions", "--actions", "actions", "--port", str(action_port)]
    return Command(run, port, "/"), Command(actions, action_port, "/health")


def upgrade(project: Path, address: str) -> None:
    """Give a new database its tables."""
    command = [sys.executable, "-m", "bot.cli", "db", "upgrade"]
    surroundings = environment(project, RLS_DATABASE_URL=address)
    done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True)
    if done.returncode:
        raise ServerError(f"`rls-triage db upgrade` failed: {done.stderr.strip()}")


@contextmanager
def running(commands: Sequence[Command], project: Path) -> Iterator[Servers]:
    """The servers, all up. They are ended whatever happens."""
    with ExitStack() as stack:
        started = time.monotonic()
        processes = [stack.enter_context(_process(command, project)) for command in commands]
        for command, process in zip(commands, processes, strict=True):
            _wait_for(command, process, _log(command, project))
        yield Servers(tuple(command.port for command in commands), tuple(processes), started)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _process(command: Command, project: Path) -> Iterator[subprocess.Popen[bytes]]:
    surroundings = environment(project, SANIC_HOST="127.0.0.1", **command.settings)
    with _log(command, project).open("wb") as output:
        process = subprocess.Popen(
            command.arguments, cwd=project, env=surroundings, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _log(command: Command, project: Path) -> Path:
    return project / f"server-{command.port}.log"


def _action_port(folder: Path) -> int:
    """Where the endpoints of a folder expect the action server."""
    found = re.search(r"127\.0\.0\.1:(\d+)/webhook", (folder / "endpoints.yml").read_text())
    assert found, "write_stock writes the port"
    return int(found[1])


def _wait_for(command: Command, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_SECONDS
    while not _is_up(command):
        if process.poll() is not None or time.monotonic() > limit:
            last = log.read_text(errors="replace").splitlines()[-20:]
            ended = (
                f"ended with {process.returncode}" if process.returncode is not None else "did not come up"
            )
            raise ServerError("\n".join((f"{' '.join(command.arguments)} {ended}. It said:", *last)))
        time.sleep(POLL_SECONDS)  # a process cannot say when it listens


def _is_up(command: Command) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", command.port, timeout=5)
    try:
        connection.request("GET", command.health)
        return connection.getresponse().status == command.status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _family(pid: int) -> Iterator[int]:
    """A process and all that stem from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _resident(pid: int) -> float:
    """Kilobytes of memory a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _used(pid: int) -> float:
    """Seconds of the processors that a process has used; its name may hold blanks."""
    counted = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")
