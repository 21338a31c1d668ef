"""A tracker that can be kept from one turn to the next: bounded, cheap to copy, aware of what is new."""

from __future__ import annotations

import copy
from collections import deque
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

TURNS = 2
"""How many of the patient's messages policies look back on. Rules here speak of one."""

HISTORY = "dialogue"
"""The slot that holds the answers and how each came to be."""

NOT_UNDERSTOOD = frozenset({"action_not_understood", "action_default_fallback"})
"""The actions that ask the patient to put it otherwise: this bot's, and Rasa's own."""


@dataclass(frozen=True)
class Seen:
    """How much of a conversation a tracker knows: the last stored event, and how many held after it."""

    stored: int = 0
    held: int = 0


class KeptTracker(DialogueStateTracker):
    """Rasa's tracker with only its latest turns, the slots as all earlier ones left them, and `unsaved`.

    `saved_history` are the answers that are stored, `seen` the point from which this turn set out.

    Rasa rebuilds a tracker from all its events whenever it copies one, several times a turn.
    """

    events: deque[Event]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.unsaved: list[Event] = []
        self.saved_history: list[Any] = []
        self.seen = Seen()

    def update(self, event: Event, domain: Domain | None = None) -> None:
        """Take an event in, and remember that it is not stored yet."""
        super().update(event, domain)
        self.unsaved.append(event)

    def copy(self) -> KeptTracker:
        """The same state again, apart from this one; nothing is replayed."""
        twin = copy.copy(self)
        twin.slots = {name: _twin(slot) for name, slot in self.slots.items()}
        twin.events = self.events.copy()
        twin.active_loop = copy.copy(self.active_loop)
        twin.unsaved = self.unsaved.copy()
        return twin

    def settle(self) -> None:
        """Nothing is new any more, and only the latest turns are kept."""
        self.unsaved = []
        self.events = deque(_latest(list(self.events)))


def history(tracker: DialogueStateTracker) -> list[Any]:
    """The answers given so far, oldest first, as the conversation's state keeps them."""
    slot = tracker.slots.get(HISTORY)
    value = slot.value if slot is not None else None
    return list(value.get("answers") or []) if isinstance(value, dict) else []


def was_understood(tracker: DialogueStateTracker) -> bool:
    """Whether the bot had more to say to the last message than that it should be put otherwise."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name in NOT_UNDERSTOOD:
            return False
        if isinstance(event, UserUttered):
            return True
    return True


def _twin(slot: Slot) -> Slot:
    """The same slot apart. `copy` takes four times as long, for each of some eighty, four times a turn."""
    twin: Slot = object.__new__(type(slot))
    vars(twin).update(vars(slot))
    return twin


def _latest(events: list[Event]) -> list[Event]:
    """The events from just before one of the patient's last messages: the `action_listen` it answered."""
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[max(0, said[-TURNS] - 1) :] if len(said) > TURNS else events
