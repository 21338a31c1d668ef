"""The last word on what a message means, in the setting of the open question.

Runs after the trained classifier and takes its view as a guess; rules for red flags, facts and
moves come first. Typed slashes are made harmless here, so that no patient's text is ever read as
one of Rasa's `/intent{...}` commands, on whatever channel it came.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.bootstrap import knowledge, understanding
from bot.knowledge.values import Value, from_plain
from bot.language.interpretation import Guess, Interpretation, Reply
from bot.language.understanding import Understanding
from bot.nlu.reading import interpret

INTERPRETATION = "interpretation"
"""The key of a message under which the interpretation travels to the actions."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Interpreter(GraphComponent):
    """Sets the intent and the interpretation of every message."""

    def __init__(self, language: Understanding) -> None:
        self._language = language

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Interpreter:
        """The component over the shipped knowledge and lexicon."""
        return cls(understanding())

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Every message with what it means where the conversation stands."""
        for message in messages:
            text = message.get(TEXT) or ""
            reply = _reply(text, tracker, _today(message))
            understood = _no_command(interpret(self._language, reply, message.get(METADATA), _guess(message)))
            message.set(INTERPRETATION, understood.to_json(), add_to_output=True)
            message.set(TEXT, harmless(text), add_to_output=True)
            message.set(INTENT, _intent(understood), add_to_output=True)
        return messages


def harmless(text: str) -> str:
    """Text that Rasa cannot take for a command: a leading slash becomes the sign for division."""
    stripped = text.lstrip()
    return f"\u2215{stripped[1:]}" if stripped.startswith("/") else text


def _no_command(understood: Interpretation) -> Interpretation:
    """The same, but `/restart` and its like are no wish of the patient's."""
    if not understood.text.lstrip().startswith("/") or understood.intent in {"answer", "red_flag"}:
        return understood
    return replace(understood, intent="off_topic", outcome="off_topic", about=None)


def _intent(understood: Interpretation) -> dict[str, Any]:
    """Rasa's form of an intent. A topic keeps the classifier's own name for it."""
    name = f"topic_{understood.about}" if understood.intent == "ask_topic" else understood.intent
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: understood.confidence}


def _guess(message: Message) -> Guess | None:
    intent = message.get(INTENT) or {}
    name = intent.get(INTENT_NAME_KEY)
    return Guess(name, float(intent[PREDICTED_CONFIDENCE_KEY])) if name else None


def _today(message: Message) -> date:
    """The day to count from: today, unless who asks what a reply means names another."""
    given = (message.get(METADATA) or {}).get("today")
    try:
        return date.fromisoformat(given) if isinstance(given, str) else date.today()
    except ValueError:
        return date.today()


def _reply(text: str, tracker: DialogueStateTracker | None, today: date) -> Reply:
    slots = tracker.current_slot_values() if tracker else {}
    return Reply(text, slots.get("open_question"), facts(slots), today)


def facts(slots: dict[str, Any]) -> dict[str, Value]:
    """The answers among the slots."""
    known = knowledge().questions
    return {name: from_plain(value) for name, value in slots.items() if value is not None and name in known}
