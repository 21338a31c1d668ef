"""What the bot says on its way to the patient, and the note that it has arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.transcripts.draft import Draft, is_collected
from bot.transcripts.inbox import Message
from bot.transcripts.reply import ANSWERS, is_emergency
from bot.transcripts.tally import Tally
from bot.transcripts.tracker_store import TranscriptStore


@dataclass(frozen=True)
class Delivery:
    """Hands over to a message's channel what answers it, and notes what is delivered by that."""

    store: TranscriptStore
    tally: Tally

    async def reply(self, message: UserMessage, draft: Draft) -> None:
        """Say what was thought out and stored. Who collects the reply has noted that it is delivered."""
        self.tally.said(draft.messages)
        await self._send(message, draft.messages, message.message_id)
        if not is_collected(message):
            await self.store.delivered(message.sender_id, message.message_id)

    async def again(self, message: UserMessage, earlier: Message) -> None:
        """Say again what was said to a message before."""
        await self._send(message, earlier.reply or [], earlier.message_id)
        if earlier.delivered_at is None:
            await self.store.delivered(message.sender_id, earlier.message_id)

    async def beside(self, message: UserMessage, text: str) -> None:
        """Say something that is no part of the conversation."""
        await self._send(message, [{"text": text}])

    async def emergencies(self, message: UserMessage, draft: Draft) -> None:
        """Say what must be heard of a turn that is not stored."""
        self.tally.said(draft.messages)
        await self._send(message, filter(is_emergency, draft.messages))

    async def _send(
        self, message: UserMessage, said: Iterable[dict[str, Any]], answers: str | None = None
    ) -> None:
        """Say something; `answers` is the message whose stored reply it is."""
        kept = {ANSWERS: answers} if answers else {}
        try:
            for each in said:
                await message.output_channel.send_response(message.sender_id, {**each, **kept})
        except Exception:
            self.tally.undelivered(message)
            raise
