"""A tracker as Rasa hands it to an action, and what comes back."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.turn import TurnAction
from bot.dialogue.state import Dialogue
from bot.knowledge.values import plain
from bot.language.interpretation import Interpretation


@dataclass(frozen=True)
class Done:
    """What an action did: the slots it set and the messages it said."""

    slots: dict[str, Any]
    messages: list[dict[str, Any]]

    @property
    def texts(self) -> list[str]:
        """The words of each message."""
        return [message["text"] for message in self.messages]

    @property
    def last_custom(self) -> dict[str, Any]:
        """What the last message carries for programs."""
        found: dict[str, Any] = self.messages[-1]["custom"]
        return found


def a_tracker(
    dialogue: Dialogue | None = None, heard: Interpretation | None = None, text: str = "..."
) -> Tracker:
    """A tracker of a conversation that stands so and has just heard this."""
    slots: dict[str, Any] = {}
    if dialogue:
        slots = {"dialogue": dialogue.to_json(), "open_question": dialogue.open, "consent": dialogue.consent}
        slots |= {question: plain(value) for question, value in dialogue.answers.values.items()}
    message: dict[str, Any] = {"text": text, "intent": {"name": "answer"}, "entities": []}
    if heard:
        message["interpretation"] = heard.to_json()
    return Tracker("patient-7", slots, message, [], False, None, {}, "action_listen")


def run(action: TurnAction, tracker: Tracker) -> Done:
    """Let an action take its turn."""
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    assert all(event["event"] == "slot" for event in events)
    return Done({event["name"]: event["value"] for event in events}, dispatcher.messages)


def all_actions() -> dict[str, TurnAction]:
    """Every action by the name that rules know it by."""
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        importlib.import_module(module.name)
    return {action.name(): action for action in (found() for found in TurnAction.__subclasses__())}
