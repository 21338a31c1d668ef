"""The agent that takes each message once, one after the other, and keeps it whatever fails."""

from __future__ import annotations

import asyncio
import copy
import logging
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.errors import BotError
from bot.metrics import Metrics
from bot.transcripts import inbox
from bot.transcripts.delivery import Delivery
from bot.transcripts.draft import Draft, Unkept, drafted, is_collected
from bot.transcripts.inbox import Message
from bot.transcripts.locks import Locks
from bot.transcripts.offers import Picking
from bot.transcripts.privacy.farewell import Farewell, wants_erasure
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.shown import around
from bot.transcripts.tally import STORAGE_FAULTS, Tally
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.upkeep import erase

logger = logging.getLogger(__name__)


class NotReady(BotError):
    """A message came before there is a model to answer it."""


class ExactlyOnce(Agent):
    """Locks the conversation, keeps the message, thinks, stores turn and reply together, then replies.

    A repeated message gets the reply already given. What an earlier message is still owed, because
    a process died or a channel was down, comes first.
    """

    tracker_store: TranscriptStore
    lock_store: Locks

    def __init__(
        self, *arguments: Any, metrics: Metrics | None = None, farewell: Farewell | None = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.farewell = farewell
        self.tally = Tally(metrics or Metrics())
        self.under_way: set[asyncio.Task[None]] = set()

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Take one turn. It goes on to its end, also if whoever brought the message goes away."""
        if not self.is_ready():
            raise NotReady("There is no model to answer with.")
        turn = asyncio.create_task(self._counted(message))
        self.under_way.add(turn)
        turn.add_done_callback(self.under_way.discard)
        try:
            await asyncio.shield(turn)
        except asyncio.CancelledError:
            self.tracker_store.holding.nobody_waits(message.sender_id)
            self.tally.undelivered(message)
            raise
        output = message.output_channel
        return output.messages if isinstance(output, CollectingOutputChannel) else None

    async def end(self, conversation: str) -> None:
        """Leave nothing of a conversation, and never take it up again under this id. Raises Ended."""
        await erase(self.tracker_store, self.lock_store, conversation, for_good=True)

    async def require(self, conversation: str) -> None:
        """Raises Ended for a conversation that is not to be taken up again."""
        await self.tracker_store.in_thread(self.tracker_store.archive.last, conversation)

    async def finish(self) -> None:
        """Wait until the turns under way have come to their end."""
        while self.under_way:
            await asyncio.wait(self.under_way)

    async def rehearse(self, text: str) -> DialogueStateTracker | None:
        """Where this as a stranger's first message would lead to. Nothing is stored or sent."""
        message = UserMessage(text, CollectingOutputChannel(), "rehearsal", input_channel="rehearsal")
        return (await self._unkept(message, Draft(message.output_channel))).tracker

    async def _counted(self, message: UserMessage) -> None:
        with self.tally.turn(message) as outcome:
            outcome.result = await self._turn(message)

    async def _turn(self, message: UserMessage) -> str:
        arrived = False
        try:
            async with self.lock_store.lock(message.sender_id):
                store, collected = self.tracker_store, is_collected(message)
                await self._admit(message)
                if self.farewell and wants_erasure(message.text):
                    return await self._forget(message, self.farewell)
                arrival = await store.arrive(message.sender_id, _arriving(message), collected)
                arrived = True
                if arrival.known and arrival.known.reply is not None:
                    await self._delivery.again(message, arrival.known)
                    return "repeated"
                for earlier in arrival.owed:
                    await self._catch_up(message, earlier)
                if arrival.owed:
                    await store.arrive(message.sender_id, _arriving(message), collected)
                return "answered" if await self._think(message) else "silent"
        except STORAGE_FAULTS:
            if not arrived:
                await self._warn(message)
            raise
        finally:
            self.tracker_store.holding.leave(message.sender_id)

    async def _admit(self, message: UserMessage) -> None:
        """See what is picked, now that nothing can come between. Raises Refusal."""
        if isinstance(message, Picking):
            message.read(*await around(self.tracker_store, message.sender_id, message.message_id))

    async def _forget(self, message: UserMessage, farewell: Farewell) -> str:
        """Erase the conversation at the wish of its patient; their wish is not kept either."""
        store = self.tracker_store
        store.forget(message.sender_id)
        try:
            said = farewell.says(await store.in_thread(store.archive.erase, message.sender_id, False))
        except OnHold:
            said = farewell.later
        await self._delivery.beside(message, said)
        return "answered"

    async def _catch_up(self, message: UserMessage, earlier: Message) -> None:
        """Do what was left undone for an earlier message. If it fails again, this one is still heard."""
        try:
            await self._finish_earlier(message, earlier)
        except STORAGE_FAULTS:
            raise
        except Exception:
            logger.exception("An earlier message could not be finished.")

    async def _finish_earlier(self, message: UserMessage, earlier: Message) -> None:
        if earlier.reply is not None:
            await self._delivery.again(message, earlier)
            return
        late = UserMessage(
            earlier.text,
            message.output_channel,
            message.sender_id,
            input_channel=earlier.channel,
            message_id=earlier.message_id,
            metadata=earlier.metadata,
        )
        await self.tracker_store.arrive(message.sender_id, earlier, is_collected(message))
        await self._think(late)

    async def _think(self, message: UserMessage) -> bool:
        """Rasa's own turn, which ends with storing it; then the reply goes out. Says whether there is one."""
        draft = Draft(message.output_channel)
        try:
            await self.processor.handle_message(drafted(message, draft))
        except Exception as fault:
            if isinstance(fault, STORAGE_FAULTS) and not draft.messages:
                await self._warn(message)
            await self._delivery.emergencies(message, draft)
            raise
        self.tally.led_to(self.tracker_store.at_hand.get(message.sender_id))
        await self._delivery.reply(message, draft)
        return bool(draft.messages)

    @property
    def _delivery(self) -> Delivery:
        return Delivery(self.tracker_store, self.tally)

    async def _warn(self, message: UserMessage) -> None:
        """Nothing can be stored; a danger in the message must be heard all the same."""
        draft = Draft(message.output_channel)
        await self._unkept(message, draft)
        await self._delivery.emergencies(message, draft)

    async def _unkept(self, message: UserMessage, draft: Draft) -> Unkept:
        store, processor = Unkept(self.tracker_store), copy.copy(self.processor)
        processor.tracker_store = store
        await processor.handle_message(drafted(message, draft))
        return store


def _arriving(message: UserMessage) -> Message:
    return Message(
        message.message_id, inbox.now(), message.input_channel, message.text or "", message.metadata
    )
