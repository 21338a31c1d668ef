"""The graph component by itself: a message in, an intent and an interpretation out, without training."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.interpreter import INTERPRETATION, Interpreter, harmless


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    return Interpreter.create({}, storage, Resource("interpreter"), ExecutionContext(GraphSchema({})))


def a_tracker(**slots: Any) -> DialogueStateTracker:
    tracker = DialogueStateTracker("web:test", [AnySlot(name, mappings=[]) for name in slots])
    for name, value in slots.items():
        tracker.update(SlotSet(name, value))
    return tracker


def a_message(text: str, **data: Any) -> Message:
    return Message({"text": text, "entities": [{"entity": "kept"}], **data})


def understood(
    interpreter: Interpreter, text: str, /, data: dict[str, Any] | None = None, **slots: Any
) -> Message:
    (message,) = interpreter.process([a_message(text, **(data or {}))], a_tracker(**slots))
    return message


def test_a_reply_is_read_in_the_setting_of_the_open_question(interpreter: Interpreter) -> None:
    message = understood(
        interpreter, "a lap of the garden and they settle", open_question="relief_with_movement"
    )

    assert message.get("intent")["name"] == "answer"
    assert message.get(INTERPRETATION)["value"] == "yes"


def test_without_a_tracker_a_message_is_read_by_itself(interpreter: Interpreter) -> None:
    (message,) = interpreter.process([a_message("35 weeks along, taking Lustral")])

    assert message.get(INTERPRETATION)["also"]["gestation_weeks"] == 35


def test_a_danger_overrides_whatever_the_classifier_guessed(interpreter: Interpreter) -> None:
    guess = {"intent": {"name": "topic_iron", "confidence": 0.99}}

    message = understood(
        interpreter, "I have chest pain and I can't breathe", guess, open_question="urge_to_move"
    )

    assert message.get(INTERPRETATION)["alerts"] == ["chest_pain_breathless"]
    assert message.get("intent")["name"] == "red_flag"


def test_a_topic_keeps_the_classifiers_name(interpreter: Interpreter) -> None:
    guess = {"intent": {"name": "topic_inheritance", "confidence": 0.9}}

    message = understood(interpreter, "is this sort of thing passed on?", guess, open_question="urge_to_move")

    assert message.get("intent")["name"] == "topic_inheritance"
    assert message.get(INTERPRETATION)["about"] == "inheritance"


def test_what_is_known_helps_to_read(interpreter: Interpreter) -> None:
    message = understood(
        interpreter, "a bad headache since this morning", pregnant="yes", open_question="sensation"
    )

    assert message.get(INTERPRETATION)["alerts"] == ["preeclampsia_signs"]


@pytest.mark.parametrize("text", ["/restart", ' /answer{"age": 3}', "/session_start", "/", "/stop"])
def test_a_typed_command_is_text_and_no_wish(interpreter: Interpreter, text: str) -> None:
    message = understood(interpreter, text, open_question="urge_to_move")

    assert not message.get("text").lstrip().startswith("/")
    assert message.get("intent")["name"] == "off_topic"
    assert message.get(INTERPRETATION)["also"] == {}


def test_a_danger_behind_a_slash_is_heard(interpreter: Interpreter) -> None:
    assert understood(interpreter, "/help I can't breathe").get("intent")["name"] == "red_flag"


@pytest.mark.parametrize("text", ["", "no", "1/2 a glass", "http://x"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_entities_of_other_components_survive(interpreter: Interpreter) -> None:
    assert understood(interpreter, "yes").get("entities") == [{"entity": "kept"}]


def test_the_day_can_be_given(interpreter: Interpreter) -> None:
    data = {"metadata": {"today": date(2026, 1, 1).isoformat()}}

    message = understood(interpreter, "due on the 3rd of March", data, open_question="gestation_weeks")

    assert message.get(INTERPRETATION)["value"] == 31


@pytest.mark.parametrize("today", ["tomorrow", 5, None])
def test_a_day_that_is_none_is_today(interpreter: Interpreter, today: object) -> None:
    message = understood(interpreter, "yes", {"metadata": {"today": today}}, open_question="stress")

    assert message.get("intent")["name"] == "answer"
