"""Several bots behind the proxy on one PostgreSQL, and patients who hold whole conversations with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import servers as databases
from tests.bench import servers, stored, training
from tests.bench.conversation import Load, load, write_down
from tests.bench.lines import Line, Messages, Page
from tests.bench.project import copied_project, copy_model
from tests.bench.proxy import proxy
from tests.bench.report import Figure, figures
from tests.bench.servers import Servers, free_port
from tests.bench.stored import Kept
from tests.bench.training import Say

PEOPLE, CONVERSATIONS = 16, 64
HASTY = {"RLS_RATE_CONVERSATION": "1000/second", "RLS_RATE_ADDRESS": "1000/second"}
"""Settings for patients who answer without a thought."""

REPEATED_EVERY = 7
"""Every so many messages one is sent again, as a client does that has not heard back."""


@dataclass(frozen=True)
class Cluster:
    """Where the proxy listens, the bots behind it, and where they keep conversations."""

    port: int
    bots: Servers
    address: str


class Repeating(Line):
    """A patient whose phone sends some messages twice. The answer must be the same."""

    def __init__(self, page: Page) -> None:
        self._page, self._said, self.conversation = page, 0, page.conversation

    def say(self, text: str, message_id: str | None = None) -> Messages:
        """The answer to a message."""
        self._said += 1
        named = f"message-{self._said}"
        answer = self._page.say(text, named)
        if self._said % REPEATED_EVERY == 0 and self._page.say(text, named) != answer:
            raise servers.ServerError(f"A repeat of {text!r} was answered differently.")
        return answer

    def close(self) -> None:
        """End the connection."""
        self._page.close()


def run(bots: int, say: Say) -> int:
    """Start everything, play the load, print what came of it; 1 if anything was lost."""
    with copied_project() as project:
        copy_model(project)
        training.train_ours(project, say)
        say(f"Starting PostgreSQL, {bots} bots and the proxy ...")
        with _cluster(bots, project) as cluster:
            script = write_down(Page(cluster.port, "127.0.0.1"))
            say(f"{CONVERSATIONS} conversations, {PEOPLE} at a time ...")
            used = cluster.bots.processor_seconds()
            held = load(lambda number: Repeating(_dial(cluster, number)), script, PEOPLE, CONVERSATIONS)
            used = cluster.bots.processor_seconds() - used
            kept = stored.check(cluster.address, [talk.conversation for talk in held.talks], script)
            print(figures(f"CLUSTER, {bots} bots", _figures(cluster, held, kept, used)))
    return 0 if kept.is_whole else 1


@contextmanager
def _cluster(bots: int, project: Path) -> Iterator[Cluster]:
    with databases.postgres(durable=True) as database, _locks() as locks:
        address = database.new_database()
        servers.upgrade(project, address)
        settings = {"RLS_DATABASE_URL": address, **HASTY, **locks}
        commands = [servers.ours(free_port(), **settings) for _ in range(bots)]
        with servers.running(commands, project) as up, proxy(up.ports) as port:
            yield Cluster(port, up, address)


@contextmanager
def _locks() -> Iterator[Mapping[str, str]]:
    """The settings of the locks: PostgreSQL's own, or a Redis where RLS_LOCKS asks for one."""
    if os.environ.get("RLS_LOCKS") != "redis":
        yield {}
        return
    with databases.redis() as address:
        yield {"RLS_LOCKS": "redis", "RLS_REDIS_URL": address}


def _dial(cluster: Cluster, number: int) -> Page:
    """A patient at an address of their own: the proxy's limits are the real ones."""
    return Page(cluster.port, f"127.1.{number // 250}.{number % 250 + 1}")


def _figures(cluster: Cluster, held: Load, kept: Kept, used: float) -> Sequence[Figure]:
    return [
        Figure("conversations", len(held.talks), ""),
        Figure("turns", held.turns, ""),
        Figure("turns a second", held.rate, ""),
        Figure("turn, p50", held.turn_ms(0.5), "ms"),
        Figure("  p95", held.turn_ms(0.95), "ms"),
        Figure("processor time of a turn, all bots", 1000 * used / held.turns, "ms"),
        Figure("memory of all bots (RSS)", cluster.bots.memory() or 0, "MB"),
        Figure("messages lost", kept.lost, "", 0),
        Figure("  doubled", kept.doubled, "", 0),
        Figure("conversations out of order", kept.disordered, "", 0),
        Figure("turns miscounted or unanswered", kept.wrong, "", 0),
    ]
