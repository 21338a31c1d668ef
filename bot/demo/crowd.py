"""Plays the invented patients, as many at a time as there are cores.

A turn is computing for the most part, and Python computes on one core a process. The processes are forked
once the bot is loaded, so that it is loaded, and kept in memory, once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import timedelta
from multiprocessing.connection import wait
from threading import Thread

from bot.demo.play import Interrupted, Stage

EVERY = 20
"""Patients between two words of progress."""

GIVEN_UP = timedelta(hours=12)
"""After so long without a word the conversations of those who left count as abandoned."""

MOST_PROCESSES = 4
"""More would wait for each other: SQLite has one writer."""

Tell = Callable[[str], None]


def play(stage: Stage, count: int, tell: Tell, processes: int) -> int:
    """Let so many patients talk; the result is how many messages they wrote. Raises BotError."""
    written = 0
    for number, more in enumerate(_played(stage, count, processes), 1):
        written += more
        if number % EVERY == 0:
            tell(f"{number} of {count} patients have talked.")
    stage.agent.tracker_store.archive.abandon(stage.now - GIVEN_UP)
    return written


def cores() -> int:
    """How many processes may play; one where a process that has threads of the system's cannot be forked."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES) if sys.platform == "linux" else 1


def _played(stage: Stage, count: int, processes: int) -> Iterator[int]:
    """For each patient how many messages they wrote."""
    return _at_once(stage, count, processes) if processes > 1 else _one_by_one(stage, count)


def _one_by_one(stage: Stage, count: int) -> Iterator[int]:
    with closing(asyncio.new_event_loop()) as loop:
        for number in range(count):
            yield loop.run_until_complete(stage.play(number))


def _at_once(stage: Stage, count: int, processes: int) -> Iterator[int]:
    # A connection must not be used by two processes: each opens its own.
    stage.agent.tracker_store.engine.dispose()
    forked = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(processes, forked, _begin, (stage,)) as pool, _ending_with_this():
            # Not `pool.map`: it cancels what is left, over which a pool that is ended stumbles.
            played = [pool.submit(_play, number) for number in range(count)]
            yield from (each.result() for each in played)
    except BrokenProcessPool as error:
        raise Interrupted("A process that patients were played in was ended from outside.") from error


@contextmanager
def _ending_with_this() -> Iterator[None]:
    """Whatever ends this before its time, Ctrl+C also, ends the processes in the middle of their patients."""
    others = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for mine in set(multiprocessing.active_children()) - others:
            mine.terminate()
        raise


_STAGE: ContextVar[Stage] = ContextVar("stage")
_LOOP: ContextVar[asyncio.AbstractEventLoop] = ContextVar("loop")


def _begin(stage: Stage) -> None:
    """Make a forked process ready. Ctrl+C is for the one that forked it, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_the_parent, daemon=True).start()
    _STAGE.set(stage)
    _LOOP.set(asyncio.new_event_loop())


def _play(number: int) -> int:
    return _LOOP.get().run_until_complete(_STAGE.get().play(number))


def _end_with_the_parent() -> None:
    """Also where that one was killed, and could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
