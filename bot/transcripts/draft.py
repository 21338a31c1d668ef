"""A turn that has been thought out and not been said yet."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.transcripts.tracker_store import TranscriptStore


class Draft(CollectingOutputChannel):
    """Keeps what the bot says until the turn is stored; only then is it said."""

    def __init__(self, channel: OutputChannel) -> None:
        super().__init__()
        self.name = channel.name  # responses may be written for a channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message as the bot made it."""
        self.messages.append({part: value for part, value in message.items() if value})


class Unkept(InMemoryTrackerStore):
    """Lets one turn be thought out without keeping any of it but `tracker`, the state it led to."""

    def __init__(self, store: TranscriptStore) -> None:
        super().__init__(store.domain)
        self._store = store
        self.tracker: DialogueStateTracker | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as memory goes."""
        return self._store.near(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Nothing is kept."""
        self.tracker = tracker


def drafted(message: UserMessage, draft: Draft) -> UserMessage:
    """The same message, answered into a draft."""
    copied = copy.copy(message)
    copied.output_channel = draft
    return copied


def is_collected(message: UserMessage) -> bool:
    """Whether whoever brought the message waits for the reply, and passes it on."""
    return isinstance(message.output_channel, CollectingOutputChannel)
