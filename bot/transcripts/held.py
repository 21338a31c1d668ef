"""What people said before they agreed that it may be stored: kept in memory, and only there."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """One conversation's events as JSON, and when they were last added to."""

    events: str
    at: float


class HeldConversations:
    """A bounded memory of unstored conversations; the one idle longest is forgotten first.

    A conversation is forgotten after `idle_seconds` without a message, or earlier when more than
    `most` conversations or `characters` characters are held. Whoever writes after that starts anew.
    """

    def __init__(
        self,
        most: int = 2_000,
        characters: int = 200_000_000,
        idle_seconds: float = 24 * 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._size = 0
        self._most = most
        self._characters = characters
        self._idle_seconds = idle_seconds
        self._clock = clock

    def __len__(self) -> int:
        return len(self._held)

    def get(self, conversation: str) -> str | None:
        """The events held for a conversation, or None."""
        self._forget_idle()
        held = self._held.get(conversation)
        return held.events if held else None

    def put(self, conversation: str, events: str) -> None:
        """Hold a conversation's events in place of those held so far."""
        self.drop(conversation)
        self._held[conversation] = Held(events, self._clock())
        self._size += len(events)
        while len(self._held) > self._most or (self._size > self._characters and len(self._held) > 1):
            self.drop(next(iter(self._held)))
        self._forget_idle()

    def drop(self, conversation: str) -> None:
        """Forget a conversation, if it is held."""
        held = self._held.pop(conversation, None)
        self._size -= len(held.events) if held else 0

    def _forget_idle(self) -> None:
        limit = self._clock() - self._idle_seconds
        while self._held and next(iter(self._held.values())).at < limit:
            self.drop(next(iter(self._held)))
