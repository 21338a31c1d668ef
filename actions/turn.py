"""What every action does: read the tracker, take one turn of the conversation, say it, note it."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import tracker as state
from bot.bootstrap import conversation, messages
from bot.dialogue.sayings import Alarm
from bot.dialogue.turns import Turn
from bot.messages import Message

log = structlog.get_logger(__name__)


class TurnAction(Action, ABC):
    """Base of all actions: a name that a rule predicts, and the turn it stands for."""

    turn: ClassVar[Turn]

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain. Abstract, so that Rasa does not register the base."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            after, sayings = conversation().play(
                type(self).turn, state.dialogue(tracker), state.heard(tracker)
            )
            spoken = messages().render(sayings)
            events = state.events(tracker, after, sayings)
        except Exception as error:
            # A patient must never be left without an answer, whatever is broken here. An error's
            # own words may quote the patient, so only its kind and place are written down.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            log.error("turn.failed", conversation=tracker.sender_id, error=type(error).__name__, at=place)
            _say(dispatcher, messages().technical_problem())
            return []
        if state.was_cut(tracker) and not any(isinstance(saying, Alarm) for saying in sayings):
            _say(dispatcher, messages().too_long())
        for message in spoken:
            _say(dispatcher, message)
        return events


def _say(dispatcher: CollectingDispatcher, message: Message) -> None:
    dispatcher.utter_message(
        text=message.text,
        buttons=[{"title": button.title, "payload": button.payload} for button in message.buttons],
        json_message=dict(message.custom),
    )
