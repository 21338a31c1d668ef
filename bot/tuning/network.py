"""The sentence encoder with its heads, as a graph that can learn.

Everything but the vectors of the word pieces learns. What has changed is small beside what was published: it
is kept as products of two narrow matrices, as in Hu and others, LoRA (2021), here by singular values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from bot.language.learned.encoder import HEADS, LAYERS, SIZE

RANK = 64
"""How many directions of each map's change are kept."""

DROPPED = 0.1

Arrays = Mapping[str, npt.NDArray[np.float32]]


class Network:
    """The encoder's variables, and those of its heads."""

    def __init__(self, weights: Arrays, heads: Mapping[str, int], seed: int = 0) -> None:
        """`weights` are those to begin with, also of heads that have learned; each head has a width."""
        self._chance = np.random.default_rng(seed)
        self.variables: dict[str, Any] = {}
        self._weights = weights
        self._words = tf.constant(weights["embeddings.word_embeddings.weight"])
        self._places = tf.constant(
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self.heads = tuple(heads)
        for name, width in heads.items():
            self._head(name, width)
        for name in weights:
            if name.endswith("LayerNorm.weight"):
                self._norm(name.removesuffix(".weight"))
            elif name.startswith("encoder") and name.endswith(".weight"):
                self._map(name.removesuffix(".weight"))

    def learned(self, published: Arrays) -> dict[str, npt.NDArray[np.float32]]:
        """What differs from the published weights: narrow products for the maps, all else as it is."""
        found: dict[str, npt.NDArray[np.float32]] = {}
        for name, variable in self.variables.items():
            value = variable.numpy()
            if name.endswith(".map"):
                map_name = name.removesuffix(".map")
                found |= _narrow(map_name, value - published[f"{map_name}.weight"].T)
            else:
                found[name] = value
        return found

    def __call__(self, pieces: Any, mask: Any, learning: bool) -> tuple[Any, ...]:
        """The scores of each head."""
        length = tf.shape(pieces)[1]
        state = self._normed("embeddings.LayerNorm", tf.gather(self._words, pieces) + self._places[:length])
        state = self._dropped(state, learning)
        away = (1.0 - mask)[:, None, None, :] * -1e9
        for number in range(LAYERS):
            state = self._layer(f"encoder.layer.{number}", state, away, learning)
        weight = mask[:, :, None]
        mean = tf.reduce_sum(state * weight, 1) / tf.reduce_sum(weight, 1)
        read = self._dropped(tf.concat([state[:, 0], mean], -1), learning)
        return tuple(self._scored(name, read) for name in self.heads)

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
        weight = self.variables[f"{name}.map"]
        product = tf.matmul(tf.cast(state, tf.bfloat16), tf.cast(weight, tf.bfloat16))
        return tf.cast(product, tf.float32) + self.variables[f"{name}.bias"]

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
        fresh = self._chance.normal(0, 0.02, (2 * SIZE, width))
        self._variable(f"{name}.weight", self._weights.get(f"{name}.weight", fresh))
        self._variable(f"{name}.bias", self._weights.get(f"{name}.bias", np.zeros(width)))

    def _norm(self, name: str) -> None:
        self._variable(f"{name}.weight", self._weights[f"{name}.weight"])
        self._variable(f"{name}.bias", self._weights[f"{name}.bias"])

    def _map(self, name: str) -> None:
        self._variable(f"{name}.map", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        self._variable(f"{name}.bias", self._weights[f"{name}.bias"])

    def _variable(self, name: str, value: Any) -> None:
        self.variables[name] = tf.Variable(np.asarray(value, np.float32), name=name)


def _narrow(name: str, change: npt.NDArray[np.float32]) -> dict[str, npt.NDArray[np.float32]]:
    """The product of two narrow matrices that comes nearest to a change."""
    left, strength, right = np.linalg.svd(change, full_matrices=False)
    root = np.sqrt(strength[:RANK])
    return {f"{name}.down": left[:, :RANK] * root, f"{name}.up": right[:RANK].T * root}
