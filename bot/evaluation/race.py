"""The contenders on the same replies: how often right, how fast, how large."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.bootstrap import knowledge, reader, reply_model, understanding
from bot.evaluation.contenders import Contender, Linear, Reading, Tuned, meanings, n_grams, told
from bot.evaluation.diet import Diet
from bot.evaluation.figures import Share
from bot.evaluation.report import Compared
from bot.language.learned.hearing import NAMED, NUMBER
from bot.language.learned.labelled import Labelled

OPEN = frozenset({NUMBER, NAMED})
TIMED = 200
"""Replies asked one by one for the time."""

MEGABYTE = 1024 * 1024


def run(
    taught: Sequence[Labelled], part: Sequence[Labelled], epochs: int, say: Callable[[str], None]
) -> Iterator[Compared]:
    """Every contender taught on one part and asked about the other, each told as soon as it is through."""
    known = knowledge()
    field: list[Contender] = [
        Reading("rules alone", reader().interpret),
        Linear("n-grams, linear", n_grams(), known),
        Linear("sentence encoder, linear", meanings(), known),
        Diet(epochs),
        Tuned(reply_model()),
        Reading("rules and tuned encoder (shipped)", understanding().interpret),
    ]
    for contender in field:
        yield _compared(contender, taught, part, say)


def _compared(
    contender: Contender, taught: Sequence[Labelled], part: Sequence[Labelled], say: Callable[[str], None]
) -> Compared:
    say(f"{contender.name} ...")
    before = _memory()
    contender.learn(taught)
    taken = [name for name, _ in contender.take(part)]
    rights = [(told(one), name) for one, name in zip(part, taken, strict=True)]
    closed = [pair for pair in rights if pair[0] not in OPEN]
    started = time.perf_counter()
    contender.take(part[:TIMED])
    spent = 1000 * (time.perf_counter() - started) / min(TIMED, len(part))
    return Compared(contender.name, _share(rights), _share(closed), spent, (_memory() - before) / MEGABYTE)


def _share(pairs: Sequence[tuple[str, str]]) -> Share:
    return Share(sum(told == taken for told, taken in pairs), len(pairs))


def _memory() -> int:
    """Bytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
