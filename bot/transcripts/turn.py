"""The agent that takes each message once, one after the other, and keeps it whatever fails."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Iterable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError
from bot.transcripts import inbox
from bot.transcripts.inbox import Message
from bot.transcripts.reply import is_emergency
from bot.transcripts.tracker_store import TranscriptStore

logger = logging.getLogger(__name__)

STORAGE_FAULTS = (SQLAlchemyError, LockError)


class NotReady(BotError):
    """A message came before there is a model to answer it."""


class Draft(CollectingOutputChannel):
    """Keeps what the bot says until the turn is stored; only then is it said."""

    def __init__(self, channel: OutputChannel) -> None:
        super().__init__()
        self.name = channel.name  # responses may be written for a channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message as the bot made it."""
        self.messages.append({part: value for part, value in message.items() if value})


class Unkept(InMemoryTrackerStore):
    """Lets one turn be thought out without keeping any of it."""

    def __init__(self, store: TranscriptStore) -> None:
        super().__init__(store.domain)
        self._store = store

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as memory goes."""
        return self._store.near(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Nothing is kept."""


class ExactlyOnce(Agent):
    """Locks the conversation, keeps the message, thinks, stores turn and reply together, then replies.

    A repeated message gets the reply already given. What an earlier message is still owed, because
    a process died or a channel was down, comes first.
    """

    tracker_store: TranscriptStore

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.under_way: set[asyncio.Task[None]] = set()

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Take one turn. It goes on to its end, also if whoever brought the message goes away."""
        if not self.is_ready():
            raise NotReady("There is no model to answer with.")
        turn = asyncio.create_task(self._turn(message))
        self.under_way.add(turn)
        turn.add_done_callback(self.under_way.discard)
        try:
            await asyncio.shield(turn)
        except asyncio.CancelledError:
            self.tracker_store.nobody_waits(message.sender_id)
            raise
        output = message.output_channel
        return output.messages if isinstance(output, CollectingOutputChannel) else None

    async def finish(self) -> None:
        """Wait until the turns under way have come to their end."""
        while self.under_way:
            await asyncio.wait(self.under_way)

    async def _turn(self, message: UserMessage) -> None:
        arrived = False
        try:
            async with self.lock_store.lock(message.sender_id):
                store, collected = self.tracker_store, _is_collected(message)
                arrival = await store.arrive(message.sender_id, _arriving(message), collected)
                arrived = True
                if arrival.known and arrival.known.reply is not None:
                    await self._deliver(message, arrival.known)
                    return
                for earlier in arrival.owed:
                    await self._catch_up(message, earlier)
                if arrival.owed:
                    await store.arrive(message.sender_id, _arriving(message), collected)
                await self._think(message)
        except STORAGE_FAULTS:
            if not arrived:
                await self._warn(message)
            raise
        finally:
            self.tracker_store.leave(message.sender_id)

    async def _catch_up(self, message: UserMessage, earlier: Message) -> None:
        """Do what was left undone for an earlier message. If that fails again, this one is still heard."""
        try:
            await self._finish_earlier(message, earlier)
        except STORAGE_FAULTS:
            raise
        except Exception:
            logger.exception("An earlier message of %s could not be finished.", message.sender_id)

    async def _finish_earlier(self, message: UserMessage, earlier: Message) -> None:
        if earlier.reply is not None:
            await self._deliver(message, earlier)
            return
        late = UserMessage(
            earlier.text,
            message.output_channel,
            message.sender_id,
            input_channel=earlier.channel,
            message_id=earlier.message_id,
            metadata=earlier.metadata,
        )
        await self.tracker_store.arrive(message.sender_id, earlier, _is_collected(message))
        await self._think(late)

    async def _think(self, message: UserMessage) -> None:
        """Rasa's own turn, which ends with storing it; then the reply goes out."""
        draft = Draft(message.output_channel)
        try:
            await self.processor.handle_message(_drafted(message, draft))
        except STORAGE_FAULTS:
            if not draft.messages:
                await self._warn(message)
            await _send(message, filter(is_emergency, draft.messages))
            raise
        except Exception:
            await _send(message, filter(is_emergency, draft.messages))
            raise
        await _send(message, draft.messages)
        if not _is_collected(message):
            await self.tracker_store.delivered(message.sender_id, message.message_id)

    async def _deliver(self, message: UserMessage, earlier: Message) -> None:
        """Say again what was said to a message before."""
        await _send(message, earlier.reply or [])
        if earlier.delivered_at is None:
            await self.tracker_store.delivered(message.sender_id, earlier.message_id)

    async def _warn(self, message: UserMessage) -> None:
        """Nothing can be stored; a danger in the message must be heard all the same."""
        draft, processor = Draft(message.output_channel), copy.copy(self.processor)
        processor.tracker_store = Unkept(self.tracker_store)
        await processor.handle_message(_drafted(message, draft))
        await _send(message, filter(is_emergency, draft.messages))


def _arriving(message: UserMessage) -> Message:
    return Message(
        message.message_id, inbox.now(), message.input_channel, message.text or "", message.metadata
    )


def _drafted(message: UserMessage, draft: Draft) -> UserMessage:
    drafted = copy.copy(message)
    drafted.output_channel = draft
    return drafted


def _is_collected(message: UserMessage) -> bool:
    return isinstance(message.output_channel, CollectingOutputChannel)


async def _send(message: UserMessage, said: Iterable[dict[str, Any]]) -> None:
    for each in said:
        await message.output_channel.send_response(message.sender_id, dict(each))
