"""A conversation in miniature: a store, and turns as Rasa's processor takes them."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.transcripts import inbox, schema
from bot.transcripts.database import connect
from bot.transcripts.inbox import Message
from bot.transcripts.tracker_store import TranscriptStore

CONVERSATION = "web:a"
YES = SlotSet("consent", "yes")
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    slots:
      consent: {type: text, influence_conversation: false, mappings: [{type: custom}]}
      dialogue: {type: any, influence_conversation: false, mappings: [{type: custom}]}
      assessment: {type: any, influence_conversation: false, mappings: [{type: custom}]}
      apart: {type: any, influence_conversation: false, mappings: [{type: custom}]}
    session_config: {session_expiration_time: 720, carry_over_slots_to_new_session: false}
    """
)


def new_store(address: str, knowledge: str | None = None) -> TranscriptStore:
    """A store over a database of this version, as a process has it that has just started."""
    schema.upgrade(connect(address))
    return TranscriptStore(DOMAIN, address, knowledge=knowledge)


def message(text: str, message_id: str | None = None) -> Message:
    """What a patient sends."""
    return Message(message_id or f"id of {text}", inbox.now(), "web", text)


async def say(
    store: TranscriptStore,
    text: str,
    *events: Event,
    conversation: str = CONVERSATION,
    message_id: str | None = None,
    collected: bool = True,
) -> DialogueStateTracker:
    """One turn: the message arrives, the bot says `I see: ...`, what follows from it is saved."""
    sent = message(text, message_id)
    await store.arrive(conversation, sent, collected)
    tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
    began = [] if tracker.applied_events() else [SessionStarted()]
    heard = UserUttered(text, message_id=sent.message_id, input_channel="web")
    said = BotUttered(f"I see: {text}")
    turn = [*began, ActionExecuted("action_listen"), heard, said, *events]
    tracker.update_with_events(turn, DOMAIN)
    await store.save(tracker)
    store.holding.leave(conversation)
    return tracker


async def heard(store: TranscriptStore, conversation: str = CONVERSATION) -> list[str]:
    """Everything the patient said, as the store has it."""
    tracker = await store.retrieve_full_tracker(conversation)
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def rows(store: TranscriptStore, table: str, what: str = "*") -> list[Any]:
    """What a table holds, oldest first."""
    order = {"conversations": "started_at", "erased": "at"}.get(table, "id")
    with store.engine.connect() as connection:
        return list(connection.exec_driver_sql(f"SELECT {what} FROM {table} ORDER BY {order}"))


def answers(*given: tuple[str, Any] | str, turn: int = 1) -> SlotSet:
    """The state in which these answers have been given; a bare question takes its answer back."""
    history = [
        entry
        if isinstance(entry, str)
        else {"question": entry[0], "value": entry[1], "origin": "asked", "turn": turn}
        for entry in given
    ]
    return SlotSet("dialogue", {"stage": "interview", "open": "age", "turn": turn, "answers": history})


def stands(stage: str, urgency: str | None) -> tuple[Event, Event]:
    """The state in which a conversation is at this stage, with an assessment of this urgency."""
    state = {"stage": stage, "open": None, "turn": 1, "answers": []}
    return SlotSet("dialogue", state), SlotSet("assessment", {"urgency": urgency} if urgency else None)
