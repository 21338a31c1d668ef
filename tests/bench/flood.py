"""One address that sends a hundred messages a second, while a patient at another talks with the bot."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import servers, training
from tests.bench.conversation import Script, ask, write_down
from tests.bench.lines import Page, TalkError
from tests.bench.project import copied_project, copy_model
from tests.bench.report import Figure, figures
from tests.bench.servers import Servers, free_port
from tests.bench.timing import percentile
from tests.bench.training import Say

A_SECOND = 100
CALM, FLOODING = "127.1.0.1", "127.2.0.1"
PACE = 0.25
"""Seconds from one message of the patient's to the next; nobody types faster."""

LEAST_SHARE = 0.9
"""The sender must come this near to the rate, or nothing was shown."""

MOST_SLOWER = 1.5


def run(say: Say) -> int:
    """Talk in peace and in the flood, print both; 1 if the patient was kept waiting or the flood was none."""
    with copied_project() as project:
        copy_model(project)
        training.train_ours(project, say)
        with servers.running([servers.ours(free_port())], project) as up:
            script = write_down(_Patient(up.port, CALM))
            say("A conversation in peace ...")
            peace = _talk(up, script)
            say(f"A conversation beside {A_SECOND} messages a second from elsewhere ...")
            with _flood(up) as (statuses, since):
                flooded = _talk(up, script)
                rate = statuses.total() / (time.monotonic() - since)
    ratio = percentile(flooded, 0.5) / percentile(peace, 0.5)
    found = [
        Figure("messages a second from the flooding address", rate, ""),
        Figure("  of them answered", statuses[200], ""),
        Figure("  refused", statuses[429], ""),
        Figure("the patient's turns, p50 in peace", 1000 * percentile(peace, 0.5), "ms"),
        Figure("  in the flood", 1000 * percentile(flooded, 0.5), "ms"),
        Figure("  over that in peace", ratio, "", MOST_SLOWER),
    ]
    print(figures("FLOOD from one address", found))
    return 0 if ratio <= MOST_SLOWER and rate >= LEAST_SHARE * A_SECOND else 1


class _Patient(Page):
    """Somebody who takes a moment before each message, as the clinic's limits want it; `turns` in seconds."""

    def __init__(self, port: int, source: str) -> None:
        super().__init__(port, source)
        self.turns: list[float] = []

    def say(self, text: str, message_id: str | None = None) -> list[dict[str, object]]:
        """The answer to a message."""
        time.sleep(PACE)
        started = time.perf_counter()
        answer = super().say(text, message_id)
        self.turns.append(time.perf_counter() - started)
        return answer


def _talk(up: Servers, script: Script) -> list[float]:
    line = _Patient(up.port, CALM)
    for text in script:
        ask(line, text)
    line.close()
    return line.turns


@contextmanager
def _flood(up: Servers) -> Iterator[tuple[Counter[int], float]]:
    """Messages at an even pace until the end; the counts of what came of them, and when it began."""
    statuses: Counter[int] = Counter()
    enough = threading.Event()
    line, since = Page(up.port, FLOODING), time.monotonic()

    def send() -> None:
        for number in _beats(since, enough):
            statuses[_status(line, f"flood {number}")] += 1

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield statuses, since
    finally:
        enough.set()
        sender.join()
        line.close()


def _beats(since: float, enough: threading.Event) -> Iterator[int]:
    """A number each time a message is due."""
    number = 0
    while not enough.wait(max(0.0, since + number / A_SECOND - time.monotonic())):
        yield number
        number += 1


def _status(line: Page, text: str) -> int:
    try:
        line.say(text)
    except TalkError as error:
        return error.status
    return 200
