"""What a turn works on before anything of it may be stored: the message it answers, and what is held."""

from __future__ import annotations

from dataclasses import replace

from rasa.shared.core.events import UserUttered

from bot.transcripts import events, inbox
from bot.transcripts.arrival import Arrival
from bot.transcripts.held import Held, Memory
from bot.transcripts.inbox import Message
from bot.transcripts.kept import KeptTracker


class Holding:
    """The conversations nobody may store yet, and every message that is being answered now."""

    def __init__(self, held: Memory[Held]) -> None:
        self.held = held
        self._open: dict[str, Arrival] = {}

    def begin(self, conversation: str, arrival: Arrival, collected: bool) -> Arrival:
        """Take up a message; what is not stored of it, and not answered yet, is held."""
        if not arrival.stored and not (arrival.known and arrival.known.reply is not None):
            arrival = self._hold(conversation, arrival)
        self._open[conversation] = replace(arrival, collected=collected)
        return arrival

    def under_way(self, conversation: str) -> Arrival | None:
        """The message of a conversation that is being answered."""
        return self._open.get(conversation)

    def nobody_waits(self, conversation: str) -> None:
        """Whoever brought the message has gone: its reply is delivered when they are next heard from."""
        if conversation in self._open:
            self._open[conversation] = replace(self._open[conversation], collected=False)

    def leave(self, conversation: str) -> None:
        """The message that arrived is done with, one way or the other."""
        self._open.pop(conversation, None)

    def since(self, conversation: str, last: int) -> Held:
        """What is held on top of what is stored. A hold that others have overtaken is forgotten."""
        held = self.held.get(conversation)
        return held if held is not None and held.base == last else Held(last)

    def messages(self, conversation: str, last: int) -> list[Message]:
        """The messages held on top of what is stored, oldest first."""
        return list(self.since(conversation, last).messages.values())

    def put(self, conversation: str, held: Held) -> None:
        """Hold this of a conversation."""
        self.held.put(conversation, held, held.size)

    def delivered(self, conversation: str, message_id: str) -> bool:
        """Note that the reply to a held message has reached the patient; says whether it is held."""
        held = self.held.get(conversation)
        if held is None or message_id not in held.messages:
            return False
        message = replace(held.messages[message_id], delivered_at=inbox.now())
        self.put(conversation, held.with_message(message))
        return True

    def answered(self, tracker: KeptTracker, held: Held) -> Message | None:
        """The message this turn answers, with the reply; None if nobody said anything."""
        said = [event for event in tracker.unsaved if isinstance(event, UserUttered)]
        if not said:
            return None
        arrival, last = self.under_way(tracker.sender_id), said[-1]
        message = Message(str(last.message_id), inbox.now(), last.input_channel, last.text or "")
        if arrival and arrival.message.message_id == message.message_id:
            message = arrival.message
        message = held.messages.get(message.message_id, message)
        return message.answered(events.reply(tracker.unsaved), inbox.now(), not arrival or arrival.collected)

    def _hold(self, conversation: str, arrival: Arrival) -> Arrival:
        held = self.since(conversation, arrival.last)
        known = held.messages.get(arrival.message.message_id)
        if known is None or known.reply is None:
            message = replace(known, tries=known.tries + 1) if known else arrival.message
            self.put(conversation, held.with_message(message))
        return replace(arrival, known=known, unfinished=list(held.messages.values()))
