"""The staff's console over a large database: how long its pages take, on both kinds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.transcripts.database import connect
from bot.transcripts.review import search
from bot.transcripts.tables import CONVERSATIONS
from tests import servers
from tests.bench import beside, clinic, years
from tests.bench.report import Figure, figures
from tests.bot.console.visitor import Clock, ConsoleUnderTest, Visitor

AIM = 100.0
"""Milliseconds for any page of the queue."""

FIGURES_AIM = 1000.0
"""Milliseconds for the page of figures, however many years there are."""

MORE = 6
"""So many times what the clinic holds comes to it before the figures are asked for again."""

SPANS: Mapping[str, int] = {"12 weeks": 12, "all": 55}
"""In weeks; the clinic's conversations are those of one year."""

TIMES = 9
PAGES: Mapping[str, str] = {
    "queue": "/queue",
    "all, newest first": "/queue?review=all&order=newest",
    "urgent, a danger sign": "/queue?review=all&urgency=emergency&red_flag=chest_pain_breathless",
    "cause, medicine, pregnant": "/queue?review=all&cause=anxiety&medicine=sertraline&pregnant=yes",
    "abandoned at a question": "/queue?review=all&state=abandoned&question=age",
    "tag, assigned, channel": "/queue?review=all&tag=tag+3&assigned=ann&channel=telegram",
    "over 30 minutes": "/queue?review=all&minutes_from=30&missed=1",
    "search, a rare word": "/queue?review=all&text=mattress",
    "search, an accent": "/queue?review=all&text=caf%C3%A9",
    "search, a word of everybody": "/queue?review=all&text=yes",
    "search, a phrase": "/queue?review=all&text=%22my+legs%22",
    "search, what the bot said": "/queue?review=all&whole=yes&text=evening",
    "search, what nobody said": "/queue?review=all&text=zyzzyva",
    "search and filters": "/queue?review=all&text=legs&cause=anxiety&state=finished&order=oldest",
    "a conversation": "/conversations/web:5000",
    "reviews": "/reviews",
}


def run(say: Callable[[str], None]) -> int:
    """Measure and print; 1 if a page takes longer than it may, or keeps a patient waiting."""
    slow = 0
    for name, engine in _databases():
        found = list(_measure(name, engine, say))
        cores, load_now = os.cpu_count(), os.getloadavg()[0]
        print(figures(f"CONSOLE, {name}, median of {TIMES}; {cores} cores, load {load_now:.1f}", found))
        slow += sum(each.aim is not None and each.value > each.aim for each in found)
        engine.dispose()
    return max(1 if slow else 0, beside.run(say))


def _measure(name: str, engine: Engine, say: Callable[[str], None]) -> Iterator[Figure]:
    say(f"{name}: filling {clinic.CONVERSATIONS_HELD} conversations ...")
    clinic.fill(engine)
    years.answer(engine)
    say(f"{name}: asking ...")
    yield from _pages(engine)
    yield _erasing(engine)
    events = clinic.CONVERSATIONS_HELD * clinic.EVENTS_EACH
    yield from _figures(engine, events)
    say(f"{name}: filling {MORE} times as many more ...")
    years.grow(engine, MORE)
    say(f"{name}: asking for figures ...")
    yield from _figures(engine, events * (1 + MORE))


def _pages(engine: Engine) -> Iterator[Figure]:
    visitor = ConsoleUnderTest(engine, Clock())("lead")
    deep = _deep(visitor)
    for name, path in {**PAGES, "queue, the 100th page": deep}.items():
        visitor.page(path)
        yield Figure(name, 1000 * median(_seconds(visitor, path) for _ in range(TIMES)), "ms", AIM)


def _figures(engine: Engine, events: int) -> Iterator[Figure]:
    visitor, until = ConsoleUnderTest(engine, Clock())("lead"), clinic.NOW.date()
    for name, number in SPANS.items():
        path = f"/figures/?since={until - timedelta(weeks=number)}&until={until}"
        visitor.page(path)
        took = 1000 * median(_seconds(visitor, path) for _ in range(TIMES))
        yield Figure(f"figures, {name} of {events:,} events", took, "ms", FIGURES_AIM)


def _seconds(visitor: Visitor, path: str) -> float:
    started = perf_counter()
    visitor.page(path)
    return perf_counter() - started


def _deep(visitor: Visitor) -> str:
    """The address of the hundredth page, as somebody gets there who presses Next."""
    path = "/queue?review=all"
    for _ in range(99):
        path = visitor.page(path).split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    return path


def _erasing(engine: Engine) -> Figure:
    """One conversation out of the database and of the index of words."""
    started = perf_counter()
    with engine.begin() as connection:
        connection.execute(sa.delete(CONVERSATIONS).where(CONVERSATIONS.c.id == "web:77"))
        search.forget(connection)
    return Figure("erase a conversation, words and all", 1000 * (perf_counter() - started), "ms")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _databases() -> Iterator[tuple[str, Engine]]:
    with _folder() as folder:
        yield "SQLite", connect(f"sqlite:///{folder}/clinic.db")
    with servers.postgres(durable=True) as server:
        yield "PostgreSQL", connect(server.new_database())
