"""`forget me`, on every channel: who writes nothing else has the conversation erased, and is told so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.transcripts.privacy.receipts import Receipt

_SAID = frozenset(
    (
        "forget me",
        "please forget me",
        "forget me please",
        "erase this chat",
        "delete this chat",
        "erase my data",
        "delete my data",
    )
)


@dataclass(frozen=True)
class Farewell:
    """What the bot says: with the receipt's number, where nothing was stored, and where it must be kept."""

    done: Callable[[str], str]
    nothing: str
    later: str

    def says(self, receipt: Receipt | None) -> str:
        """The last words of a conversation that is gone."""
        return self.done(receipt.number) if receipt else self.nothing


def wants_erasure(text: str | None) -> bool:
    """Whether a message is the wish to be forgotten, and nothing else."""
    return " ".join(re.sub(r"[^a-z ]", "", (text or "").casefold()).split()) in _SAID
