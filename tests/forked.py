"""Servers for tests, forked from one process that has imported Rasa: the import takes longer than most tests.

What runs is the same module, with the arguments and surroundings it would have after `python -m`.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

PREPARED = "tests.imported"
"""What the process that forks has imported."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([PREPARED])


class Forked:
    """A running server, with the methods of `subprocess.Popen` that a test needs."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.join()


def forked(
    module: str,
    arguments: Sequence[str],
    folder: Path,
    surroundings: Mapping[str, str],
    log: Path | None = None,
) -> Forked:
    """Run a module as `python -m` would, in a folder, with these variables alone; `log` is what it says."""
    given = (module, list(arguments), str(folder), dict(surroundings), str(log or os.devnull))
    process = _CONTEXT.Process(target=_run, args=given, name=module)
    process.start()
    return Forked(process)


def _run(module: str, arguments: list[str], folder: str, surroundings: dict[str, str], log: str) -> None:
    """In the new process: become what was asked for."""
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(folder)
    sys.path[:0] = [folder, *filter(None, surroundings.get("PYTHONPATH", "").split(":"))]
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
