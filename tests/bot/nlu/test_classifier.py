"""The light classifier by itself: it learns intents from examples, is stored, and guesses when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import IntentClassifier

SAID = {
    "greet": ("hello there", "good evening", "hi, anyone there?"),
    "thank": ("thanks a lot", "thank you so much", "many thanks"),
    "topic_iron": ("does iron help?", "what about iron tablets?", "is it my iron?"),
}
RESOURCE, CONTEXT = Resource("classifier"), ExecutionContext(GraphSchema({}))


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def learned(storage: LocalModelStorage) -> IntentClassifier:
    taught = [Message({"text": text, "intent": intent}) for intent, texts in SAID.items() for text in texts]
    IntentClassifier.create({}, storage, RESOURCE, CONTEXT).train(TrainingData(taught))
    return IntentClassifier.load({}, storage, RESOURCE, CONTEXT)


def guess(classifier: IntentClassifier, text: str | None) -> tuple[str | None, float]:
    (message,) = classifier.process([Message({"text": text})])
    intent = message.get("intent")
    return intent["name"], intent["confidence"]


@pytest.mark.parametrize(
    ("text", "intent"), [("hello", "greet"), ("Thanks!", "thank"), ("iron?", "topic_iron")]
)
def test_what_was_learned_is_guessed_after_it_was_stored(
    storage: LocalModelStorage, text: str, intent: str
) -> None:
    named, likely = guess(learned(storage), text)
    assert named == intent
    assert 1 / len(SAID) < likely <= 1


@pytest.mark.parametrize("text", ["", None, "???", "\N{PILE OF POO}"])
def test_there_is_nothing_to_guess_where_there_are_no_words(
    storage: LocalModelStorage, text: str | None
) -> None:
    assert guess(learned(storage), text) == (None, 0.0)


def test_before_it_has_learned_it_has_no_guess(storage: LocalModelStorage) -> None:
    assert guess(IntentClassifier.create({}, storage, RESOURCE, CONTEXT), "hello") == (None, 0.0)


def test_examples_without_a_word_or_an_intent_teach_nothing(storage: LocalModelStorage) -> None:
    taught = [Message({"text": "hello", "intent": "greet"}), Message({"text": "thanks", "intent": "thank"})]
    empty = [Message({"intent": "greet"}), Message({"text": "hm"})]
    IntentClassifier.create({}, storage, RESOURCE, CONTEXT).train(TrainingData([*taught, *empty]))
    assert guess(IntentClassifier.load({}, storage, RESOURCE, CONTEXT), "thanks")[0] == "thank"
