"""Between Rasa's tracker and the conversation: the only module that knows slots and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import readable
from bot.dialogue.sayings import Alarm, Apart, Closing, Saying
from bot.dialogue.state import Dialogue
from bot.knowledge.values import plain
from bot.language.interpretation import Interpretation

DIALOGUE = "dialogue"
OPEN_QUESTION = "open_question"
CONSENT = "consent"
ASSESSMENT = "assessment"
APART = "apart"


def dialogue(tracker: Tracker) -> Dialogue:
    """Where this conversation stands."""
    kept = tracker.get_slot(DIALOGUE)
    return Dialogue.from_json(kept) if kept else Dialogue(code=readable.code(4))


def heard(tracker: Tracker) -> Interpretation:
    """What the last message was understood as. Without the interpreter's word, as nothing."""
    message = tracker.latest_message
    understood = message.get("interpretation")
    if understood:
        return Interpretation.from_json(understood)
    text = message.get("text") or ""
    return Interpretation(tracker.get_slot(OPEN_QUESTION), text, "off_topic", "off_topic")


def was_cut(tracker: Tracker) -> bool:
    """Whether the channel left out the end of the last message."""
    return bool((tracker.latest_message.get("metadata") or {}).get("left_out"))


def events(tracker: Tracker, after: Dialogue, sayings: tuple[Saying, ...]) -> list[dict[str, Any]]:
    """The slots that changed: the state, each question's answer, and the assessment if one was made."""
    slots = dict(_slots(tracker, after, sayings))
    return [
        SlotSet(name, value)
        for name, value in slots.items()
        if name == APART or tracker.get_slot(name) != value
    ]


def _slots(tracker: Tracker, after: Dialogue, sayings: tuple[Saying, ...]) -> Iterator[tuple[str, Any]]:
    yield DIALOGUE, after.to_json()
    yield OPEN_QUESTION, after.open
    yield CONSENT, after.consent
    values = after.answers.values
    for question in (*dialogue(tracker).answers.values, *values):
        yield question, plain(values[question]) if question in values else None
    for saying in sayings:
        if isinstance(saying, (Alarm, Closing)):
            yield ASSESSMENT, saying.assessment.to_json()
        if isinstance(saying, Apart):
            # What stores the conversation takes it out again.
            yield APART, dict(saying.details)
