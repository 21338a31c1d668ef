"""A bot that only stores, and a patient who writes to it: enough to break turns in every way."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockStore
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.transcripts.locks import Locks
from bot.transcripts.tracker_store import TranscriptStore
from bot.transcripts.turn import ExactlyOnce
from tests.bot.transcripts.conversation import CONVERSATION, DOMAIN, new_store


class Thinking:
    """Stands where Rasa's processor does: answers `I see: ...`, counts, and breaks when told to."""

    def __init__(self, store: TranscriptStore) -> None:
        self.tracker_store: Any = store
        self.thoughts: list[str] = []
        self.breaks: BaseException | None = None
        self.breaks_at: str | None = None
        self.says_nothing = False
        self.does: Event | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle_message(self, message: UserMessage) -> None:
        tracker = await self.tracker_store.get_or_create_tracker(
            message.sender_id, append_action_listen=False
        )
        self.thoughts.append(message.text)
        began = [] if tracker.applied_events() else [SessionStarted()]
        said = BotUttered(f"I see: {message.text}")
        if message.text == "chest pain":
            said = BotUttered("Call 911 now.", {"custom": {"kind": "emergency", "urgency": "same_day"}})
        consent = [SlotSet("consent", "yes")] if message.text in {"yes", "chest pain"} else []
        heard = UserUttered(message.text, message_id=message.message_id, input_channel=message.input_channel)
        done = [*([self.does] if self.does else []), *([] if self.says_nothing else [said])]
        tracker.update_with_events([*began, ActionExecuted("action_listen"), heard, *done, *consent], DOMAIN)
        await message.output_channel.send_response(message.sender_id, said.message())
        await self.gate.wait()
        if self.breaks and self.breaks_at in {None, message.text}:
            raise self.breaks
        await self.tracker_store.save(tracker)


class Vendor(OutputChannel):
    """A channel that sends; it can be down."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.down = False

    @classmethod
    def name(cls) -> str:
        return "vendor"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        if self.down:
            raise ConnectionError("429")
        self.sent.append(message["text"])


class Patient:
    """Sends messages to a bot and collects what comes back."""

    def __init__(
        self, address: str, locks: LockStore | None = None, channel: OutputChannel | None = None
    ) -> None:
        self.store = new_store(address)
        self.bot = ExactlyOnce(tracker_store=self.store, lock_store=locks or Locks(), domain=DOMAIN)
        self.bot.tracker_store = self.store
        self.mind = Thinking(self.store)
        self.bot.processor = self.mind
        self.channel = channel

    async def say(
        self, text: str, message_id: str | None = None, conversation: str = CONVERSATION
    ) -> list[str]:
        output = self.channel or CollectingOutputChannel()
        named = message_id or f"id of {text}"
        message = UserMessage(text, output, conversation, input_channel="web", message_id=named)
        collected = CollectingOutputChannel()
        if self.channel is None:
            message.output_channel = Whole(collected)
        await self.bot.handle_message(message)
        return [each["text"] for each in collected.messages]


class Whole(CollectingOutputChannel):
    """Collects messages as they are."""

    def __init__(self, into: CollectingOutputChannel) -> None:
        super().__init__()
        self.messages = into.messages

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(message)
