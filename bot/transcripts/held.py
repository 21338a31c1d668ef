"""What is kept in memory, and only there: conversations nobody may store yet, and trackers at hand."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from rasa.shared.core.events import Event

from bot.transcripts.events import Row
from bot.transcripts.inbox import Message

Value = TypeVar("Value")


@dataclass(frozen=True)
class Held:
    """What was said to be stored once the patient agrees: event rows and messages, in their order.

    `base` is the number of the last event that had been stored when the hold began. If more has
    been stored since, by whatever process, the hold has had its day.
    """

    base: int = 0
    rows: tuple[Row, ...] = ()
    messages: dict[str, Message] = field(default_factory=dict)

    def with_message(self, message: Message) -> Held:
        """The same with a message as it now stands."""
        return replace(self, messages={**self.messages, message.message_id: message})

    def besides(self, message: Message | None) -> list[Message]:
        """The messages other than this one."""
        named = message.message_id if message else None
        return [each for each in self.messages.values() if each.message_id != named]

    @property
    def events(self) -> list[Event]:
        """The rows as Rasa's events again."""
        return [Event.from_parameters(json.loads(row["data"])) for row in self.rows]

    @property
    def size(self) -> int:
        """Characters, roughly."""
        return sum(len(row["data"]) for row in self.rows) + sum(len(m.text) for m in self.messages.values())


class Memory(Generic[Value]):
    """A bounded memory by conversation; the one idle longest is forgotten first.

    A conversation is forgotten after `idle_seconds` without a message, or earlier when more than
    `most` conversations or a total `size` are kept. Of the held ones, who writes after that starts anew.
    """

    def __init__(
        self,
        most: int = 2_000,
        size: int = 200_000_000,
        idle_seconds: float = 24 * 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept: OrderedDict[str, tuple[Value, int, float]] = OrderedDict()
        self._size = 0
        self._most = most
        self._largest = size
        self._idle_seconds = idle_seconds
        self._clock = clock

    def __len__(self) -> int:
        return len(self._kept)

    def conversations(self) -> list[str]:
        """The ids of what is kept."""
        return list(self._kept)

    def get(self, conversation: str) -> Value | None:
        """What is kept of a conversation, or None."""
        self._forget_idle()
        kept = self._kept.get(conversation)
        return kept[0] if kept else None

    def put(self, conversation: str, value: Value, size: int = 0) -> None:
        """Keep this in place of what was kept of the conversation so far."""
        self.drop(conversation)
        self._kept[conversation] = (value, size, self._clock())
        self._size += size
        while len(self._kept) > self._most or (self._size > self._largest and len(self._kept) > 1):
            self.drop(next(iter(self._kept)))
        self._forget_idle()

    def drop(self, conversation: str) -> None:
        """Forget a conversation, if it is kept."""
        kept = self._kept.pop(conversation, None)
        self._size -= kept[1] if kept else 0

    def _forget_idle(self) -> None:
        limit = self._clock() - self._idle_seconds
        while self._kept and next(iter(self._kept.values()))[2] < limit:
            self.drop(next(iter(self._kept)))
