"""Brings messages to the bot and replies to patients: at once where it can be, else later and in order.

A turn is stored before its reply goes out, and holds the conversation's lock for one try only. Further
tries bring the same message again, which the bot answers with what is stored. What still has not arrived
then stays owed, and comes first when the patient is next heard from.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from bot.channels.once import AlreadyAnswered, Once
from bot.channels.sending import Line, Patience, Undeliverable, persist
from bot.channels.turn import OnMessage

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

Open = Callable[[], Line[Any]]


class Courier:
    """Brings messages to the bot, and sees to it that the replies arrive."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._late: dict[str, deque[tuple[OnMessage, Once, Open]]] = {}
        self._turns: set[asyncio.Task[Any]] = set()
        self._waiting: set[asyncio.Task[Any]] = set()

    async def bring(self, on_message: OnMessage, message: Once, open_line: Open) -> bool:
        """Take one turn; done when the reply is stored, for delivering it may take longer.

        Says whether there is a reply. Raises what kept it from being stored.
        """
        line = message.output_channel = open_line()
        turn = _begin(self._turn(on_message, message, open_line, line), self._turns)
        kept = asyncio.create_task(line.kept.wait())
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

        _begin(insist(), self._waiting)

    async def end(self) -> None:
        """Try no more. What was not delivered is owed; turns come to their end by themselves."""
        waiting = list(self._waiting)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _turn(self, on_message: OnMessage, message: Once, open_line: Open, line: Line[Any]) -> None:
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

    def _try_later(self, on_message: OnMessage, message: Once, open_line: Open, fault: Undeliverable) -> None:
        """Queue a message behind those of its conversation that are late already."""
        if not fault.again:
            logger.warning("A reply could not be delivered: %s", fault)
            return
        late = self._late.setdefault(message.sender_id, deque())
        late.append((on_message, message, open_line))
        if len(late) == 1:
            _begin(self._insist(message.sender_id, fault.after), self._waiting)

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

    async def _again(self, on_message: OnMessage, message: Once, open_line: Open) -> None:
        """One more try. Raises Undeliverable."""
        message.taken, message.output_channel = True, open_line()
        try:
            await on_message(message)
        except Undeliverable:
            raise
        except AlreadyAnswered:
            pass  # a later message brought it along, or the patient had it erased
        except Exception:
            logger.exception("A reply could not be sent again.")


def _begin(doing: Coroutine[Any, Any, Result], among: set[asyncio.Task[Any]]) -> asyncio.Task[Result]:
    """Begin a task, and hold on to it: the event loop alone would let it go."""
    task = asyncio.create_task(doing)
    among.add(task)
    task.add_done_callback(among.discard)
    return task
