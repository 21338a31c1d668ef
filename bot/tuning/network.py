"""The sentence encoder with low-rank adapters and two heads, as a graph that can learn.

Adapters after Hu and others, LoRA: Low-Rank Adaptation of Large Language Models (2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from bot.language.learned.encoder import HEADS, LAYERS, SCALE, SIZE

RANK = 16
DROPPED = 0.1

Arrays = Mapping[str, npt.NDArray[np.float32]]


class Network:
    """Frozen weights, and the few variables beside them that learn."""

    def __init__(
        self, weights: Arrays, classes: int, flags: int, seed: int = 0, learned: Arrays | None = None
    ) -> None:
        """`learned` are the variables to begin with, where they are not to begin afresh."""
        self._begun = learned or {}
        self._chance = np.random.default_rng(seed)
        self.variables: dict[str, Any] = {}
        self._frozen: dict[str, Any] = {}
        self._weights = weights
        self._words = tf.constant(weights["embeddings.word_embeddings.weight"])
        self._places = tf.constant(
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._head("classes", classes)
        self._head("flags", flags)
        for name in weights:
            if name.endswith("LayerNorm.weight"):
                self._norm(name.removesuffix(".weight"))
            elif name.startswith("encoder") and name.endswith(".weight"):
                self._adapter(name.removesuffix(".weight"))

    def __call__(self, pieces: Any, mask: Any, learning: bool) -> tuple[Any, Any]:
        """Scores of the classes, and of the red flags."""
        length = tf.shape(pieces)[1]
        state = self._normed("embeddings.LayerNorm", tf.gather(self._words, pieces) + self._places[:length])
        state = self._dropped(state, learning)
        away = (1.0 - mask)[:, None, None, :] * -1e9
        for number in range(LAYERS):
            state = self._layer(f"encoder.layer.{number}", state, away, learning)
        weight = mask[:, :, None]
        mean = tf.reduce_sum(state * weight, 1) / tf.reduce_sum(weight, 1)
        read = self._dropped(tf.concat([state[:, 0], mean], -1), learning)
        return self._scored("classes", read), self._scored("flags", read)

    def _layer(self, name: str, state: Any, away: Any, learning: bool) -> Any:
        parts = [
            self._split(self._mapped(f"{name}.attention.self.{part}", state))
            for part in ("query", "key", "value")
        ]
        query, key, value = parts
        scores = tf.matmul(query, key, transpose_b=True) / np.float32(np.sqrt(SIZE // HEADS)) + away
        seen = tf.matmul(self._dropped(tf.nn.softmax(scores), learning), value)
        seen = tf.reshape(tf.transpose(seen, (0, 2, 1, 3)), tf.shape(state))
        seen = self._dropped(self._mapped(f"{name}.attention.output.dense", seen), learning)
        state = self._normed(f"{name}.attention.output.LayerNorm", state + seen)
        wide = tf.nn.gelu(self._mapped(f"{name}.intermediate.dense", state))
        narrow = self._dropped(self._mapped(f"{name}.output.dense", wide), learning)
        return self._normed(f"{name}.output.LayerNorm", state + narrow)

    @staticmethod
    def _split(state: Any) -> Any:
        shape = (tf.shape(state)[0], tf.shape(state)[1], HEADS, SIZE // HEADS)
        return tf.transpose(tf.reshape(state, shape), (0, 2, 1, 3))

    def _mapped(self, name: str, state: Any) -> Any:
        frozen = tf.matmul(state, self._frozen[name])
        low = tf.matmul(tf.matmul(state, self.variables[f"{name}.down"]), self.variables[f"{name}.up"])
        return frozen + self.variables[f"{name}.bias"] + low * SCALE

    def _normed(self, name: str, state: Any) -> Any:
        centred = state - tf.reduce_mean(state, -1, keepdims=True)
        spread = tf.reduce_mean(centred * centred, -1, keepdims=True)
        scaled = centred * tf.math.rsqrt(spread + 1e-12)
        return scaled * self.variables[f"{name}.weight"] + self.variables[f"{name}.bias"]

    def _scored(self, name: str, read: Any) -> Any:
        return tf.matmul(read, self.variables[f"{name}.weight"]) + self.variables[f"{name}.bias"]

    @staticmethod
    def _dropped(state: Any, learning: bool) -> Any:
        return tf.nn.dropout(state, DROPPED) if learning else state

    def _head(self, name: str, width: int) -> None:
        self._variable(f"{name}.weight", self._chance.normal(0, 0.02, (2 * SIZE, width)))
        self._variable(f"{name}.bias", np.zeros(width))

    def _norm(self, name: str) -> None:
        self._variable(f"{name}.weight", self._weights[f"{name}.weight"])
        self._variable(f"{name}.bias", self._weights[f"{name}.bias"])

    def _adapter(self, name: str) -> None:
        weight = self._weights[f"{name}.weight"]
        out, into = weight.shape
        self._frozen[name] = tf.constant(np.ascontiguousarray(weight.T))
        self._variable(f"{name}.down", self._chance.normal(0, 1 / np.sqrt(into), (into, RANK)))
        self._variable(f"{name}.up", np.zeros((RANK, out)))
        self._variable(f"{name}.bias", self._weights[f"{name}.bias"])

    def _variable(self, name: str, value: Any) -> None:
        begun = self._begun.get(name, value)
        self.variables[name] = tf.Variable(np.asarray(begun, np.float32), name=name)
