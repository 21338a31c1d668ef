"""A long time on one bot: whether its memory stays what it was, and every conversation whole."""

from __future__ import annotations

from pathlib import Path

from tests.bench import servers, stored, training
from tests.bench.conversation import Load, Script, load, write_down
from tests.bench.lines import Rest
from tests.bench.project import copied_project, copy_model
from tests.bench.report import Figure, figures
from tests.bench.servers import ServerError, Servers, free_port
from tests.bench.stored import Kept
from tests.bench.training import Say

PEOPLE = 4
FIRST_TURNS = 1_000
MOST_GROWTH = 1.1
STEPS = 10


def run(turns: int, say: Say) -> int:
    """Talk for so many turns, print what came of it; 1 if memory grew or anything was lost."""
    with copied_project() as project:
        copy_model(project)
        training.train_ours(project, say)
        command = servers.ours(free_port(), RLS_DATA_FOLDER=str(project / "var"))
        with servers.running([command], project) as up:
            found = _soak(up, project, turns, say)
    print(figures(f"SOAK of {turns} turns", found))
    return 0 if all("MISSED" not in each.verdict for each in found) else 1


def _soak(up: Servers, project: Path, turns: int, say: Say) -> list[Figure]:
    script = write_down(Rest(up.port, "soak-first"))
    names: list[str] = []
    held = _talk(up, script, names, FIRST_TURNS)
    first = latest = _memory(up)
    slowest = held.turn_ms(0.95)
    for _ in range(STEPS):
        held = _talk(up, script, names, (turns - FIRST_TURNS) // STEPS)
        latest = _memory(up)
        say(f"{len(names) * len(script)} turns: {latest:.0f} MB, p95 {held.turn_ms(0.95):.0f} ms")
    kept = stored.check(f"sqlite:///{project / 'var' / 'transcripts.db'}", names, script)
    return _figures(first, latest, slowest, held, kept)


def _talk(up: Servers, script: Script, names: list[str], turns: int) -> Load:
    """About so many more turns, in conversations that have not been held yet."""
    begun, more = len(names), max(1, round(turns / len(script)))
    names += [f"soak-{begun + number}" for number in range(more)]
    return load(lambda number: Rest(up.port, names[begun + number]), script, PEOPLE, more)


def _memory(up: Servers) -> float:
    found = up.memory()
    if found is None:
        raise ServerError("This machine does not tell how much memory a process holds.")
    return found


def _figures(first: float, latest: float, early: float, held: Load, kept: Kept) -> list[Figure]:
    return [
        Figure(f"memory after {FIRST_TURNS} turns", first, "MB"),
        Figure("  at the end", latest, "MB"),
        Figure("  ratio", latest / first, "", MOST_GROWTH),
        Figure(f"turn p95, first {FIRST_TURNS}", early, "ms"),
        Figure("  last tenth", held.turn_ms(0.95), "ms"),
        Figure("messages lost", kept.lost, "", 0),
        Figure("  doubled", kept.doubled, "", 0),
        Figure("conversations out of order", kept.disordered, "", 0),
        Figure("turns miscounted or unanswered", kept.wrong, "", 0),
    ]
