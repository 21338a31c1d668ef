"""What a reply sounds like to a learned reader: yes or no or a move, and which dangers are in it.

It reads the open question and the reply together through the sentence encoder, with low-rank adapters and
heads learned from `data/replies` (`rls-triage tune`); a table of words has a say beside it. It advises; the
rules decide what its advice is worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open  # type: ignore[attr-defined]
from safetensors.numpy import load_file

from bot.knowledge.loader import Knowledge
from bot.language.learned.encoder import Encoder, EncoderError, published
from bot.language.learned.hearing import contexts, mask, prompt
from bot.language.learned.word_table import WordTable, shares

Array = npt.NDArray[np.float32]

WORDS = 0.45
"""How much the table of words weighs: what did best on replies that neither voice had learned from."""

UNSEEN = 1e-4
"""A class is never quite ruled out by one voice alone."""


@dataclass(frozen=True)
class Opinion:
    """The probability of each class the open question allows, and of each red flag."""

    classes: Mapping[str, float]
    flags: Mapping[str, float]

    @property
    def likeliest(self) -> tuple[str, float]:
        """The class it takes the reply for, and how sure it is."""
        return max(self.classes.items(), key=lambda pair: pair[1])


class ReplyModel:
    """The tuned encoder and its heads."""

    def __init__(self, tuned: Path, knowledge: Knowledge) -> None:
        stored = load_file(tuned)
        self._words = WordTable.of(stored)
        tuned_weights = stored.keys() - self._words.arrays().keys()
        weights = {name: stored[name].astype(np.float32) for name in tuned_weights}
        with safe_open(tuned, framework="numpy") as file:  # type: ignore[no-untyped-call, attr-defined]
            told = file.metadata()
        self._classes: Sequence[str] = json.loads(told["classes"])
        self._flags: Sequence[str] = json.loads(told["flags"])
        self._knowledge = knowledge
        self._heads = {
            head: (weights[f"{head}.weight"], weights[f"{head}.bias"]) for head in ("classes", "flags")
        }
        self._encoder = Encoder(published(), weights)
        self._masks: dict[str | None, Array] = {}

    def hear(self, question: str | None, text: str) -> Opinion:
        """What a reply to a question sounds like."""
        read = self._encoder.read(prompt(question), text)
        likely = self._likely(
            question,
            self._score("classes", read),
            self._words.score(contexts(self._knowledge, question), text),
        )
        alarming = 1 / (1 + np.exp(-self._score("flags", read)))
        return Opinion(
            {name: float(p) for name, p in zip(self._classes, likely, strict=True) if p > 0},
            {
                flag: float(likely)
                for flag, likely in zip(self._flags, alarming, strict=True)
                if flag in self._knowledge.questions
            },
        )

    def _likely(self, question: str | None, meant: Array, worded: Array) -> Array:
        """The probability of each class the question allows: a weighted geometric mean of both voices."""
        possible = self._mask(question)
        voices = [np.log(shares(scores + possible) + UNSEEN) for scores in (meant, worded)]
        return shares((1 - WORDS) * voices[0] + WORDS * voices[1] + possible)

    def _score(self, head: str, read: Array) -> Array:
        weight, bias = self._heads[head]
        return np.asarray(read @ weight + bias)

    def _mask(self, question: str | None) -> Array:
        if question not in self._masks:
            possible = mask(self._knowledge, question, self._classes)
            self._masks[question] = np.where(possible, 0, -np.inf).astype(np.float32)
        return self._masks[question]


def load_reply_model(tuned: Path, knowledge: Knowledge) -> ReplyModel:
    """The reply model of a file. Raises EncoderError where it cannot be used."""
    try:
        return ReplyModel(tuned, knowledge)
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise EncoderError(f"{tuned} is no reply model ({error}): make it with `rls-triage tune`.") from error
