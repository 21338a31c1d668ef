"""Servers in processes of their own: started, waited for, weighed, and always ended."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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
    """A process to start, and the path it answers with 200 once it is up."""

    arguments: Sequence[str]
    port: int
    health: str


@dataclass(frozen=True)
class Servers:
    """Running processes; `port` is where the REST channel listens, `started` when they began."""

    port: int
    processes: tuple[subprocess.Popen[bytes], ...]
    started: float

    def memory(self) -> float | None:
        """Megabytes resident in all processes and their children; None where `/proc` is missing."""
        if not Path("/proc/self/status").exists():
            return None
        return sum(_resident(pid) for process in self.processes for pid in _family(process.pid)) / 1024


def ours(port: int) -> tuple[Command, ...]:
    """This bot as it is shipped."""
    arguments = [sys.executable, "-m", "bot.cli", "serve", "--rest", "--port", str(port)]
    return (Command(arguments, port, "/ready"),)


def default(folder: Path, port: int, action_port: int) -> tuple[Command, ...]:
    """`rasa run` with the default pipeline's model, and `rasa run actions` beside it."""
    rasa = [sys.executable, "-m", "rasa", "run"]
    files = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    model = ["--model", str(folder / "models" / "default.tar.gz")]
    return (
        Command([*rasa, *model, *files, "-i", "127.0.0.1", "--port", str(port)], port, "/"),
        Command(
            [*rasa, "actions", "--actions", "actions", "--port", str(action_port)], action_port, "/health"
        ),
    )


@contextmanager
def running(commands: Sequence[Command], project: Path) -> Iterator[Servers]:
    """The servers, all up. They are ended whatever happens."""
    surroundings = environment(project, SANIC_HOST="127.0.0.1")
    with ExitStack() as stack:
        started, processes = time.monotonic(), []
        for number, command in enumerate(commands):
            log = project / f"server-{command.port}-{number}.log"
            processes.append(stack.enter_context(_process(command, project, surroundings, log)))
        for number, command in enumerate(commands):
            _wait_for(command, processes[number], project / f"server-{command.port}-{number}.log")
        yield Servers(commands[0].port, tuple(processes), started)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _process(
    command: Command, project: Path, surroundings: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
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
        return connection.getresponse().status == 200
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
