"""Whether the log of what staff did is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.transcripts.staff.audit import BEGINNING, Entry


@dataclass(frozen=True)
class Found:
    """How many entries were looked at, the mark of the last, and what is wrong, if anything."""

    count: int
    mark: str | None
    fault: str | None = None


def look_through(log: Iterable[Entry], noted: str | None = None) -> Found:
    """Follow the chain from its beginning. `noted` is an earlier mark, which must still be there."""
    count, last, seen = 0, None, noted is None
    for entry in log:
        if fault := _fault(entry, last):
            return Found(count, last.mark if last else None, fault)
        count, last, seen = count + 1, entry, seen or entry.mark == noted
    mark = last.mark if last else None
    return Found(count, mark, None if seen else f"The entry noted as {noted} is not in the log any more.")


def _fault(entry: Entry, last: Entry | None) -> str | None:
    follows = last.id + 1 if last else 1
    if entry.id != follows:
        return f"Entry {follows} is missing."
    if entry.computed() != entry.hash:
        return f"Entry {entry.id} was changed after it had been written."
    if entry.previous != (last.hash if last else BEGINNING):
        return f"Entry {entry.id} does not follow from the one before: one of the two was replaced."
    return None
