"""What is said over a vendor's line: tried again with patience, in order, and no part of it twice.

A turn is stored before its reply goes out, and holds the conversation's lock for one try only. Further
tries bring the same message again, which the bot answers with what is stored. What still has not arrived
then stays owed, and comes first when the patient is next heard from.
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.turn import OnMessage, Outgoing
from bot.transcripts.inbox import Message
from bot.transcripts.offers import Numbered, Picking, Press, Refusal
from bot.transcripts.reply import ANSWERS

logger = logging.getLogger(__name__)

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


class AlreadyAnswered(Refusal):
    """A message that has come before, and whose reply has arrived."""


class Once(Picking):
    """A message that a vendor may bring again. It is answered once."""

    def read(self, known: Message | None, latest: Message | None) -> None:
        """Take the words of what is picked, or of the same message before. Raises AlreadyAnswered."""
        if known and known.delivered_at:
            raise AlreadyAnswered(self.message_id)
        super().read(known, latest)


class Typed(Once):
    """Words of the patient's own."""

    def picked(self, _latest: Message | None) -> None:
        """Nothing."""


class PressOnce(Once, Press):
    """A message made with buttons."""


class NumberedOnce(Once, Numbered):
    """A message typed where buttons are shown as a numbered list."""


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

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Say what of a message has not arrived yet. Raises Undeliverable."""
        answers = message.get(ANSWERS)
        if answers == self._message_id:
            self.kept.set()
        reply = f"{recipient_id} {answers or f'unkept {self._message_id}'}"
        for piece in self.pieces(recipient_id, message):
            self._places[reply] += 1
            if self._places[reply] > self._progress.arrived(reply):
                await self.send(recipient_id, piece)
                self._progress.note(reply, self._places[reply])
            self.spoke = True

    @abstractmethod
    def pieces(self, conversation: str, message: Outgoing) -> Iterable[Piece]:
        """What the vendor is sent for a message: always the same for the same one, in order."""

    @abstractmethod
    async def send(self, conversation: str, piece: Piece) -> None:
        """Send one piece. Raises Undeliverable."""


Open = Callable[[], Line[Any]]


class Courier:
    """Brings messages to the bot, and sees to it that the replies arrive."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._late: dict[str, deque[tuple[OnMessage, UserMessage, Open]]] = {}
        self._at_work: set[asyncio.Task[Any]] = set()

    async def bring(self, on_message: OnMessage, message: UserMessage, open_line: Open) -> bool:
        """Take one turn; done when the reply is stored, for delivering it may take longer.

        Says whether there is a reply. Raises what kept it from being stored.
        """
        line = message.output_channel = open_line()
        turn = self._begin(self._turn(on_message, message, open_line, line))
        kept = self._begin(line.kept.wait())
        await asyncio.wait({turn, kept}, return_when=asyncio.FIRST_COMPLETED)
        kept.cancel()
        if turn.done():
            turn.result()
        return line.spoke or line.kept.is_set()

    def say(self, doing: Callable[[], Awaitable[Any]]) -> None:
        """Say something beside the turns, in the background."""

        async def insist() -> None:
            try:
                await persist(doing, self._patience)
            except Undeliverable as fault:
                logger.warning("Something could not be said: %s", fault)

        self._begin(insist())

    async def end(self) -> None:
        """Try no more. What was not delivered is owed."""
        for task in self._at_work:
            task.cancel()
        if self._at_work:
            await asyncio.wait(self._at_work)

    async def _turn(
        self, on_message: OnMessage, message: UserMessage, open_line: Open, line: Line[Any]
    ) -> None:
        try:
            await on_message(message)
        except Undeliverable as fault:
            if not line.kept.is_set():
                raise
            self._try_later(on_message, message, open_line, fault)
        except Exception:
            if not line.kept.is_set():
                raise
            logger.exception("A reply could not be sent.")

    def _try_later(
        self, on_message: OnMessage, message: UserMessage, open_line: Open, fault: Undeliverable
    ) -> None:
        """Queue a message behind those of its conversation that are late already."""
        if not fault.again:
            logger.warning("A reply could not be delivered: %s", fault)
            return
        late = self._late.setdefault(message.sender_id, deque())
        late.append((on_message, message, open_line))
        if len(late) == 1:
            self._begin(self._insist(message.sender_id, fault.after))

    async def _insist(self, conversation: str, asked: float | None) -> None:
        """Bring the late messages of a conversation again, the oldest first, until all are delivered."""
        late, failures = self._late[conversation], 1
        try:
            while late and failures < self._patience.tries:
                await asyncio.sleep(self._patience.wait(failures, asked))
                asked, failures = None, failures + 1
                try:
                    await self._again(*late[0])
                except Undeliverable as fault:
                    asked = fault.after
                    if fault.again:
                        continue
                late.popleft()
                failures = 1
        finally:
            del self._late[conversation]

    async def _again(self, on_message: OnMessage, message: UserMessage, open_line: Open) -> None:
        """One more try. Raises Undeliverable."""
        message.output_channel = open_line()
        try:
            await on_message(message)
        except Undeliverable:
            raise
        except AlreadyAnswered:
            pass  # a later message of the patient's brought it along
        except Exception:
            logger.exception("A reply could not be sent again.")

    def _begin(self, doing: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.create_task(doing)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        return task
