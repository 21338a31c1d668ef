"""The bots that are measured: ours on both databases, stock Rasa with our model and with its default one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.training import model_path
from tests.bench import servers, training
from tests.bench.project import write_stock
from tests.bench.servers import Command, free_port
from tests.bench.training import Say
from tests.servers import Postgres


@dataclass(frozen=True)
class Contender:
    """A bot by name, and the processes it takes. `talkers` of them hold conversations."""

    name: str
    commands: Callable[[], Sequence[Command]]
    talkers: int = 1


def on_sqlite(project: Path) -> Contender:
    """Ours as it is shipped: one process, SQLite, no second server."""
    return Contender("SQLite", lambda: [servers.ours(free_port(), RLS_DATA_FOLDER=str(project / "var"))])


def on_postgres(project: Path, database: Postgres, processes: int = 1) -> Contender:
    """Ours on a PostgreSQL of its own, in so many processes."""

    def commands() -> Sequence[Command]:
        address = database.new_database()
        servers.upgrade(project, address)
        return [servers.ours(free_port(), RLS_DATABASE_URL=address) for _ in range(processes)]

    return Contender("PostgreSQL" if processes == 1 else f"{processes} processes", commands, processes)


def light_stock(project: Path) -> Contender:
    """Our model under `rasa run`: Rasa's own store on SQLite, actions over HTTP, TensorFlow imported."""
    folder = write_stock(project, "light", free_port())
    return Contender("light Rasa", lambda: servers.stock(folder, model_path(project)))


def default_stock(project: Path, epochs: int, say: Say) -> Contender:
    """Rasa's default pipeline, trained, under `rasa run`."""
    folder = write_stock(project, "default", free_port())
    training.train_default(project, folder, epochs, say)
    model = folder / "default.tar.gz"
    return Contender("default Rasa", lambda: servers.stock(folder, model))
