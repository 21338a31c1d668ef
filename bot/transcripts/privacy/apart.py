"""What a patient tells for a call from the clinic: in a table of its own, and in no event or message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.transcripts.inbox import Message

SLOT = "apart"
"""The slot in which actions hand over what they heard for the staff alone. It never lasts beyond its turn."""

COVERED = "(told the clinic for a call)"
"""What stands in the transcript in the place of such a message."""


@dataclass(frozen=True)
class Split:
    """The events of a turn without what is kept apart, that, and the ids of the messages it came in."""

    events: Sequence[Event]
    details: Sequence[Mapping[str, str]] = ()
    messages: frozenset[str] = field(default_factory=frozenset)

    def covered(self, message: Message | None) -> Message | None:
        """A message as it may be kept."""
        if message is None or message.message_id not in self.messages:
            return message
        return replace(message, text=COVERED, metadata=None)


def split(events: Iterable[Event]) -> Split:
    """Take apart the events of a turn."""
    kept: list[Event] = []
    details: list[Mapping[str, str]] = []
    messages: set[str] = set()
    said = -1
    for event in events:
        if isinstance(event, UserUttered):
            said = len(kept)
        if not (isinstance(event, SlotSet) and event.key == SLOT):
            kept.append(event)
        elif event.value is not None and said >= 0:
            details.append(event.value)
            messages.add(str(kept[said].message_id))
            kept[said] = _covered(kept[said])
    return Split(kept, details, frozenset(messages))


def settle(tracker: DialogueStateTracker) -> None:
    """The slot is empty again before the next turn."""
    if SLOT in tracker.slots:
        tracker.slots[SLOT].value = None


def _covered(said: UserUttered) -> UserUttered:
    """A message of which only this is left: that it came, when, and what kind it was."""
    parsed = {"intent": said.intent, "entities": [], "text": COVERED, "message_id": said.message_id}
    return UserUttered(
        COVERED,
        intent=said.intent,
        parse_data=parsed,
        timestamp=said.timestamp,
        input_channel=said.input_channel,
        message_id=said.message_id,
    )
