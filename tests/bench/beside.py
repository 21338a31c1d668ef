"""A patient's turns while staff use the console on the same database, and while they do not."""

from __future__ import annotations

import re
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookiejar import CookieJar
from itertools import cycle
from pathlib import Path
from statistics import median

from bot.console.passwords import Passwords
from bot.transcripts import inbox
from bot.transcripts.database import connect, writing
from bot.transcripts.staff import people
from tests.bench import clinic, servers, training
from tests.bench.conversation import Script, ask, write_down
from tests.bench.lines import Rest
from tests.bench.project import copied_project, copy_model
from tests.bench.report import Figure, figures
from tests.bench.servers import free_port
from tests.bench.training import Say

PACE = 1.0
"""Seconds from one page to the next: a nurse who reads takes half a minute or more."""

THOUGHT = 0.1
"""Seconds from an answer to the next message, far less than anybody takes."""

ROUNDS = 8
MOST_SLOWER = 1.05
NAME, PASSWORD = "bench", "four small blue boats"
ROUND = (
    "/queue",
    "/conversations/web:12",
    "/queue?review=all&text=mattress",
    "/queue?review=all&cause=anxiety&medicine=sertraline",
    "/conversations/web:4012",
    "/queue?review=all&text=yes",
)
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def run(say: Say) -> int:
    """Talk with and without staff at work, print both; 1 if the patient was kept waiting."""
    with copied_project() as project:
        copy_model(project)
        training.train_ours(project, say)
        say(f"Filling {clinic.CONVERSATIONS_HELD} conversations ...")
        _prepare(project)
        port, staff = free_port(), free_port()
        settings = {
            "RLS_CONSOLE": "true",
            "RLS_CONSOLE_PORT": str(staff),
            "RLS_CONSOLE_SECOND_FACTOR": "false",
        }
        with servers.running([servers.ours(port, **settings)], project) as up:
            browser = _sign_in(staff)
            script = write_down(Rest(up.port, "beside-first"))
            _talk(port, script, 0)
            say("Talking, by turns without and with staff at work ...")
            alone, beside, pages = _compare(port, script, browser, staff)
    ratio = sum(map(median, zip(*beside, strict=True))) / sum(map(median, zip(*alone, strict=True)))
    found = [
        Figure(f"turns, median of {ROUNDS} conversations, nobody at the console", _typical(alone), "ms"),
        Figure(f"  somebody opens a page every {PACE:g} s", _typical(beside), "ms"),
        Figure("  over that", ratio, "", MOST_SLOWER),
        Figure("pages opened", pages, ""),
    ]
    print(figures("CONSOLE beside the bot, one SQLite file of 10,000 conversations", found))
    return 0 if ratio <= MOST_SLOWER else 1


def _prepare(project: Path) -> None:
    """The database, and somebody who can sign in without a phone."""
    folder = project / "var"
    folder.mkdir(exist_ok=True)
    engine = connect(f"sqlite:///{folder / 'transcripts.db'}")
    clinic.fill(engine)
    with writing(engine).begin() as connection:
        person = people.add(connection, NAME, "lead", inbox.now())
        people.invite(connection, person, "code", inbox.now() + timedelta(days=1))
        people.accept(connection, person, Passwords.of().hash(PASSWORD), None)
    engine.dispose()


def _sign_in(port: int) -> urllib.request.OpenerDirector:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{port}/sign-in"
    form = browser.open(address).read().decode()
    token = _TOKEN.search(form)
    assert token, "the form carries a token"
    given = {"csrf_token": token[1], "name": NAME, "password": PASSWORD, "code": ""}
    browser.open(address, urllib.parse.urlencode(given).encode()).read()
    return browser


def _compare(
    port: int, script: Script, browser: urllib.request.OpenerDirector, staff: int
) -> tuple[list[list[float]], list[list[float]], int]:
    """Seconds of each turn of the script, without and with staff; one after the other, so that whatever
    else the machine does falls on both.
    """
    alone, beside, opened = [], [], [0]
    for number in range(1, ROUNDS + 1):
        alone.append(_talk(port, script, 2 * number))
        with _at_work(browser, staff, opened):
            beside.append(_talk(port, script, 2 * number + 1))
    return alone, beside, opened[0]


def _talk(port: int, script: Script, number: int) -> list[float]:
    line, turns = Rest(port, f"beside-{number}"), []
    for text in script:
        time.sleep(THOUGHT)
        started = time.perf_counter()
        ask(line, text)
        turns.append(time.perf_counter() - started)
    line.close()
    return turns


@contextmanager
def _at_work(browser: urllib.request.OpenerDirector, port: int, opened: list[int]) -> Iterator[None]:
    """Somebody opens page after page until the patient is done."""
    over = threading.Event()

    def work() -> None:
        for path in cycle(ROUND):
            browser.open(f"http://127.0.0.1:{port}{path}").read()
            opened[0] += 1
            if over.wait(PACE):
                return

    staff = threading.Thread(target=work)
    staff.start()
    try:
        yield
    finally:
        over.set()
        staff.join()


def _typical(talks: list[list[float]]) -> float:
    return 1000 * median(turn for talk in talks for turn in talk)
