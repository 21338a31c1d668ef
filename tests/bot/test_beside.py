"""The console as a process: alone, and beside a bot, with which it ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import beside
from bot.settings import ROOT, Settings
from bot.transcripts import schema
from tests.bench.servers import free_port

COMMAND = [sys.executable, "-m", "bot.cli", "console"]


@contextmanager
def alone(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`rls-triage console` with its data in a folder."""
    own = {**os.environ, "RLS_DATA_FOLDER": str(folder)}
    with subprocess.Popen(
        [*COMMAND, "--port", str(port)], cwd=ROOT, env=own, stderr=subprocess.PIPE, text=True
    ) as console:
        try:
            yield console
        finally:
            console.kill()


def line(console: subprocess.Popen[str], words: str) -> str:
    """The next line it says with these words."""
    assert console.stderr is not None
    return next(said for said in console.stderr if words in said)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_alone_it_lets_in_the_first_admin_and_ends_when_told(tmp_path: Path) -> None:
    with alone(tmp_path / "data", free_port()) as console:
        link = line(console, "First sign-in").split()[-1]
        base = re.sub(r"/welcome/.*", "", link)
        assert base in line(console, "Console:")
        assert line(console, "Stop with Ctrl+C.")
        assert status(link) == 200
        assert status(f"{base}/welcome/made-up") == 404
        console.terminate()
        assert console.wait(30) == 0


async def test_beside_a_bot_it_is_started_anew_when_it_dies_and_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RLS_DATA_FOLDER", str(tmp_path / "data"))
    clinic = Settings(data_folder=tmp_path / "data", console_port=free_port())
    schema.make_ready_at(clinic.store_url)
    with beside.take(clinic) as listening:
        keeping = asyncio.create_task(beside.run(clinic, listening, pause=0))
        assert await asyncio.to_thread(status, f"{clinic.staff_link}/sign-in") == 200
        (first,) = children()
        os.kill(first, signal.SIGKILL)
        assert await asyncio.to_thread(status, f"{clinic.staff_link}/sign-in") == 200
        assert children() != [first]
        keeping.cancel()
        await asyncio.wait([keeping])
        assert children() == []
    said = capfd.readouterr().err.splitlines()
    assert [line for line in said if not line.startswith("First sign-in")] == []


def children() -> list[int]:
    """The consoles this process has started and not yet seen the end of."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(each) for each in found if b"console" in Path(f"/proc/{each}/cmdline").read_bytes()]


def test_it_ends_when_the_bot_is_killed_and_can_say_nothing_any_more(tmp_path: Path) -> None:
    clinic = Settings(data_folder=tmp_path / "data", console_port=free_port())
    with beside.take(clinic) as listening:
        number = listening.fileno()
        with subprocess.Popen(
            [*COMMAND, "--fd", str(number)],
            cwd=ROOT,
            env={**os.environ, "RLS_DATA_FOLDER": str(tmp_path / "data")},
            stdin=subprocess.PIPE,
            pass_fds=[number],
        ) as console:
            assert console.stdin is not None
            console.stdin.close()
            assert console.wait(30) == 143


def test_a_port_that_was_asked_for_and_is_taken_is_a_fault() -> None:
    taken = Settings(console_port=free_port())
    with beside.take(taken) as first:
        first.listen()
        with pytest.raises(Exception, match=r"^RLS_CONSOLE_HOST, RLS_CONSOLE_PORT: .* in use"):
            beside.take(taken)
