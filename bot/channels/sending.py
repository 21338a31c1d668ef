"""What is said over a vendor's line: piece by piece, none twice, and tried again with patience."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rasa.core.channels.channel import OutputChannel

from bot.channels.turn import Outgoing
from bot.transcripts.reply import ANSWERS

Piece = TypeVar("Piece")
Result = TypeVar("Result")

REMEMBERED = 10_000
"""Replies of which it is known how far they have come."""


class Undeliverable(Exception):
    """A vendor did not take something.

    `again` says whether it may yet, `after` in how many seconds at the earliest if the vendor named them.
    """

    def __init__(self, reason: str, *, again: bool = True, after: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        self.after = after


@dataclass(frozen=True)
class Patience:
    """How often something is tried, and the seconds between; the last of these also for all later tries."""

    tries: int = 20
    waits: tuple[float, ...] = (0.5, 1, 2, 4, 8, 15, 30, 60)

    def wait(self, failures: int, asked: float | None = None) -> float:
        """How long to wait after so many failures, and no less than the vendor asked for."""
        return max(self.waits[min(failures, len(self.waits)) - 1], asked or 0)


async def persist(doing: Callable[[], Awaitable[Result]], patience: Patience) -> Result:
    """Do something until it comes through. Raises Undeliverable when the tries are used up."""
    for failures in range(1, patience.tries):
        try:
            return await doing()
        except Undeliverable as fault:
            if not fault.again:
                raise
            await asyncio.sleep(patience.wait(failures, fault.after))
    return await doing()


class Progress:
    """How many pieces of each reply have arrived. In memory: after a restart a piece may come twice."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._arrived: OrderedDict[str, int] = OrderedDict()
        self._most = most

    def arrived(self, reply: str) -> int:
        """The pieces of a reply that need not be said again."""
        return self._arrived.get(reply, 0)

    def note(self, reply: str, pieces: int) -> None:
        """So many pieces have arrived."""
        self._arrived[reply] = pieces
        self._arrived.move_to_end(reply)
        if len(self._arrived) > self._most:
            self._arrived.popitem(last=False)


@dataclass(frozen=True)
class Said:
    """A message of the bot's on its way to a patient.

    It stands at this `place` of the stored reply to the message `answers`; None for what is not kept.
    """

    conversation: str
    message: Outgoing
    answers: str | None = None
    place: int = 0


class Line(OutputChannel, ABC, Generic[Piece]):
    """A vendor's line to a patient, for one try at replying to one message.

    `kept` is set once the reply is stored: from then on the vendor need not bring the message again.
    """

    def __init__(self, message_id: str, progress: Progress) -> None:
        self.kept = asyncio.Event()
        self.spoke = False
        self._message_id = message_id
        self._progress = progress
        self._places: Counter[str] = Counter()
        self._pieces: Counter[str] = Counter()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Say what of a message has not arrived yet. Raises Undeliverable."""
        answers = message.get(ANSWERS)
        if answers == self._message_id:
            self.kept.set()
        reply = f"{recipient_id} {answers or f'unkept {self._message_id}'}"
        place = self._places[reply]
        self._places[reply] += 1
        for piece in await self.pieces(Said(recipient_id, message, answers, place)):
            self._pieces[reply] += 1
            if self._pieces[reply] > self._progress.arrived(reply):
                await self.send(recipient_id, piece)
                self._progress.note(reply, self._pieces[reply])
            self.spoke = True

    @abstractmethod
    async def pieces(self, said: Said) -> Sequence[Piece]:
        """What the vendor is sent for a message, in order: as many each time."""

    @abstractmethod
    async def send(self, conversation: str, piece: Piece) -> None:
        """Send one piece. Raises Undeliverable."""
