"""Both models trained from nothing, by the clock, with their steps shown."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from tests.bench.project import environment, write_default_config

LONGEST_SECONDS = 3600
"""Seven thousand examples keep the default pipeline's networks busy for long where others use the machine."""

Say = Callable[[str], None]


class TrainingError(BotError):
    """A training that came to no model."""


@dataclass(frozen=True)
class Trained:
    """What a training took: seconds by the clock, and of the processors."""

    seconds: float
    processor_seconds: float


def train_ours(project: Path, say: Say) -> Trained:
    """The time until `rls-triage train` has made the model that `serve` will find."""
    return _run([sys.executable, "-m", "bot.cli", "train"], project, say, models=project / "models")


def train_default(project: Path, folder: Path, epochs: int, say: Say) -> Trained:
    """The time until `rasa train` has made the default pipeline's model in this folder."""
    write_default_config(folder, epochs)
    files = ["--config", str(folder / "config.yml"), "--domain", "domain.yml", "--data", "data"]
    out = ["--out", str(folder), "--fixed-model-name", "default"]
    # A cache of its own: what one pipeline has computed must not shorten the other's training.
    more = {"RASA_CACHE_DIRECTORY": str(folder / "cache"), "LOG_LEVEL": "INFO"}
    return _run([sys.executable, "-m", "rasa", "train", *files, *out], project, say, folder, **more)


def _run(command: Sequence[str], project: Path, say: Say, models: Path, **more: str) -> Trained:
    started, used = time.monotonic(), _processor_seconds()
    said: list[str] = []
    steps = _Steps(say)
    with _process(command, environment(project, **more), project) as process:
        for line in process.stdout or ():
            said.append(line)
            steps.show(line)
        process.wait()
    if process.returncode or not list(models.glob("*.tar.gz")):
        raise TrainingError("Training failed. It said:\n" + "".join(said[-30:]).rstrip())
    return Trained(time.monotonic() - started, _processor_seconds() - used)


@contextmanager
def _process(
    command: Sequence[str], surroundings: Mapping[str, str], project: Path
) -> Iterator[subprocess.Popen[str]]:
    """A training with a session of its own, so that all of it can be ended: late, or with us."""
    process = subprocess.Popen(
        command,
        cwd=project,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    limit = threading.Timer(LONGEST_SECONDS, _end, [process.pid])
    limit.start()
    try:
        yield process
    finally:
        limit.cancel()
        if process.poll() is None:
            _end(process.pid)
            process.wait()


def _processor_seconds() -> float:
    """What all processes ended so far that stem from this one have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(session: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)


class _Steps:
    """What a training writes, shown as its steps, and a long step as its tenths."""

    def __init__(self, say: Say) -> None:
        self._say, self._started, self._tenths = say, time.monotonic(), 0

    def show(self, line: str) -> None:
        """Show a line, if it tells of something new."""
        step = re.search(r"Starting to train component '(\w+)'|^\s*training (\w+) \.\.\.", line)
        tenths = re.match(r"Epochs: +(\d+)\d%", line)
        if step:
            self._tenths = 0
            self._say(f"    {self._elapsed:4.0f} s  {step[1] or step[2]}")
        elif tenths and int(tenths[1]) > self._tenths:
            self._tenths = int(tenths[1])
            self._say(f"    {self._elapsed:4.0f} s    {self._tenths}0 %")

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self._started
