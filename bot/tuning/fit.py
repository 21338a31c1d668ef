"""Teaching the reply model, and writing what it learned."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf
from safetensors.numpy import load_file, save

from bot.errors import BotError
from bot.knowledge.loader import Knowledge
from bot.language.learned.encoder import load_weights, packed, published, unpacked, word_pieces
from bot.language.learned.hearing import classes, flags, items, mask, prompt
from bot.language.learned.word_table import WordTable
from bot.tuning.examples import Example
from bot.tuning.network import Network

BATCH = 32
WARM_UP = 100
SMOOTHED = 0.05
MISSED = 5.0
"""How much worse a red flag missed counts than a false alarm."""

DECAY = 0.01
FASTER = 10.0
"""How much faster the heads learn: they begin with nothing."""

NARROW = 8
"""Lengths are rounded up to a multiple of this, so that few shapes of graph are made."""


@dataclass(frozen=True)
class Course:
    """How long and how fast to learn."""

    epochs: int = 4
    rate: float = 1e-4
    seed: int = 0


class Lesson:
    """Turns examples into arrays."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.classes, self.flags, self.items = classes(knowledge), flags(knowledge), items(knowledge)
        self._tokenizer = word_pieces(published())

    def arrays(self, batch: Sequence[Example]) -> tuple[Any, ...]:
        """Pieces and which of them count; classes allowed and right; red flags, items, and where these count.

        A row without a class has none that is right.
        """
        found = [self._tokenizer.encode(prompt(one.question), one.text).ids for one in batch]
        width = -(-max(map(len, found)) // NARROW) * NARROW
        pieces = np.zeros((len(batch), width), np.int32)
        for row, ids in enumerate(found):
            pieces[row, : len(ids)] = ids
        allowed = [mask(self._knowledge, one.question, self.classes) for one in batch]
        right = [[float(name == one.label) for name in self.classes] for one in batch]
        return (
            pieces,
            (pieces > 0).astype(np.float32),
            np.where(allowed, 0, -1e4).astype(np.float32),
            np.array(right, np.float32),
            *_told([one.flags for one in batch], self.flags),
            *_told([one.items for one in batch], self.items),
        )

    def batches(self, taught: Sequence[Example], chance: random.Random) -> Iterator[Sequence[Example]]:
        """All examples in chance order, those of like length together."""
        order = list(taught)
        chance.shuffle(order)
        found: list[Sequence[Example]] = []
        for start in range(0, len(order), BATCH * 20):
            near = sorted(order[start : start + BATCH * 20], key=lambda one: len(one.text))
            found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        chance.shuffle(found)
        return iter(found)


def _told(
    found: Sequence[Sequence[str] | None], names: Sequence[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Which of these names each example has, and whether it teaches that."""
    told = [[float(name in (one or ())) for name in names] for one in found]
    return np.array(told, np.float32), np.array([one is not None for one in found], np.float32)


def fit(
    taught: Sequence[Example],
    knowledge: Knowledge,
    course: Course,
    say: Callable[[str], None],
    begun: Path | None = None,
) -> Network:
    """A network that has learned the examples, beginning with what a file has learned before."""
    tf.keras.utils.set_random_seed(course.seed)
    lesson = Lesson(knowledge)
    weights = load_weights(published(), unpacked(load_file(begun)) if begun else {})
    heads = {"classes": len(lesson.classes), "flags": len(lesson.flags), "items": len(lesson.items)}
    network = Network(weights, heads, course.seed)
    pupil = _Pupil(network)
    total = course.epochs * (len(taught) // BATCH + 1)
    chance, step = random.Random(course.seed), 0
    for epoch in range(course.epochs):
        losses: list[float] = []
        for batch in lesson.batches(taught, chance):
            step += 1
            rate = course.rate * min(1, step / WARM_UP) * max(0.02, 1 - step / total)
            losses.append(float(pupil.learn(*lesson.arrays(batch), np.float32(rate), np.float32(step))))
            if step % 50 == 0:
                say(f"  step {step} of {total}: loss {np.mean(losses[-50:]):.3f}")
        say(f"epoch {epoch + 1} of {course.epochs}: loss {np.mean(losses):.3f}")
    return network


_MATRIX = tf.TensorSpec((None, None), tf.float32)
_ROW = tf.TensorSpec((None,), tf.float32)
_NUMBER = tf.TensorSpec((), tf.float32)
SHAPES = (
    tf.TensorSpec((None, None), tf.int32),
    _MATRIX,
    _MATRIX,
    _MATRIX,
    _MATRIX,
    _ROW,
    _MATRIX,
    _ROW,
    _NUMBER,
    _NUMBER,
)
"""One graph for batches of every length: tracing it anew takes longer than a step."""


class _Pupil:
    """Adam with decoupled decay (Loshchilov and Hutter 2019), in one compiled step."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._learned = list(network.variables.values())
        self._first = [tf.Variable(tf.zeros_like(one)) for one in self._learned]
        self._second = [tf.Variable(tf.zeros_like(one)) for one in self._learned]

    @tf.function(input_signature=SHAPES, autograph=False)  # type: ignore[untyped-decorator]
    def learn(
        self,
        pieces: Any,
        present: Any,
        allowed: Any,
        right: Any,
        heard: Any,
        alarmed: Any,
        told: Any,
        listed: Any,
        rate: Any,
        step: Any,
    ) -> Any:
        """One step down; the loss before it."""
        with tf.GradientTape() as tape:
            scores, alarms, items = self._network(pieces, present, True)
            possible = tf.cast(allowed > -1, tf.float32)
            smooth = right * (1 - SMOOTHED) + SMOOTHED * possible / tf.reduce_sum(possible, 1, keepdims=True)
            wrong = tf.nn.softmax_cross_entropy_with_logits(smooth, scores + allowed)
            missed = tf.reduce_sum(tf.nn.weighted_cross_entropy_with_logits(heard, alarms, MISSED), 1)
            mistold = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(told, items), 1)
            classed = tf.reduce_sum(right, 1)
            loss = _mean(wrong, classed) + _mean(missed, alarmed) + _mean(mistold, listed)
        heads = tuple(f"{name}." for name in self._network.heads)
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, self._learned), 1.0)
        for one, slope, first, second in zip(self._learned, slopes, self._first, self._second, strict=True):
            first.assign(0.9 * first + 0.1 * slope)
            second.assign(0.999 * second + 0.001 * slope * slope)
            ahead = first / (1 - 0.9**step) / (tf.sqrt(second / (1 - 0.999**step)) + 1e-8)
            head = one.name.startswith(heads)
            one.assign_sub(rate * (FASTER * (ahead + DECAY * one) if head else ahead))
        return loss


def _mean(losses: Any, counted: Any) -> Any:
    return tf.reduce_sum(losses * counted) / tf.maximum(tf.reduce_sum(counted), 1.0)


def write(
    network: Network, tables: Mapping[str, WordTable], knowledge: Knowledge, path: Path, told: dict[str, str]
) -> None:
    """Everything that was learned, with the names of its classes; matrices as whole steps, all else in half.

    Moved in once it is whole, so that half a model is never found. Raises BotError.
    """
    learned = network.learned(load_file(published() / "model.safetensors"))
    arrays: dict[str, Any] = {}
    for name, value in learned.items():
        narrow = name.endswith((".down", ".up"))
        arrays |= packed(name, value) if narrow else {name: value.astype(np.float16)}
    for name, table in tables.items():
        arrays |= table.arrays(name)
    named = {"classes": classes(knowledge), "flags": flags(knowledge), "items": items(knowledge)}
    names = {kind: json.dumps(found) for kind, found in named.items()}
    half = path.with_name(f".{path.name}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(save(arrays, metadata={**names, **told}))
        half.replace(path)
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}") from error
