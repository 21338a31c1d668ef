"""A light guess at what somebody wants: one of the intents of `data/nlu`, by the words alone.

Rasa's own linear classifier does the same; reading one back costs it five seconds at every start, for it
looks through all of scikit-learn, and its features as much time a message as the rest of the turn's reading.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from bot.language.learned.word_table import WordTable, shares

_FILE = "intents.safetensors"


@dataclass(frozen=True)
class Intents:
    """The intents known, and the table that tells them apart."""

    names: tuple[str, ...]
    table: WordTable


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets the likeliest intent and how likely it is."""

    def __init__(self, storage: ModelStorage, resource: Resource, intents: Intents | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._intents = intents

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """One that has learned nothing yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """One that has learned, as it was stored."""
        with model_storage.read_from(resource) as folder:
            path = folder / _FILE
            table = WordTable.of(load_file(path))
            with safe_open(path, framework="numpy") as file:  # type: ignore[no-untyped-call, attr-defined]
                names = json.loads(file.metadata()["intents"])
        return cls(model_storage, resource, Intents(tuple(names), table))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the examples, and store what was learned."""
        # It brings scikit-learn, which a bot that only answers does without.
        from bot.language.learned.table_fit import Lesson, fit_table

        examples = [
            Lesson(one.get(TEXT), one.get(INTENT))
            for one in training_data.intent_examples
            if one.get(TEXT) and one.get(INTENT)
        ]
        names = tuple(sorted({one.label for one in examples}))
        self._intents = Intents(names, fit_table(examples, names))
        with self._storage.write_to(self._resource) as folder:
            told = {"intents": json.dumps(names)}
            save_file(self._intents.table.arrays(), folder / _FILE, metadata=told)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that is learned after this needs the guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Every message with a guess."""
        for message in messages:
            message.set(INTENT, self._guess(message.get(TEXT) or ""), add_to_output=True)
        return messages

    def _guess(self, text: str) -> dict[str, Any]:
        if self._intents is None or not any(letter.isalnum() for letter in text):
            return {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
        likely = shares(self._intents.table.score((), text))
        best = int(likely.argmax())
        return {INTENT_NAME_KEY: self._intents.names[best], PREDICTED_CONFIDENCE_KEY: float(likely[best])}
