"""What a reply sounds like to a learned reader: yes or no or a move, which dangers and which items of a list.

Tables of words speak first: one of what is meant, one of dangers, one of the items of checklists. Where they
are not sure, the sentence encoder reads the open question and the reply together, and both have a say. All of
it is learned from `data/replies` (`rls-triage tune`), the encoder's part as narrow products and heads. The
model advises; the rules decide what its advice is worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open  # type: ignore[attr-defined]
from safetensors.numpy import load_file

from bot.knowledge.loader import Knowledge
from bot.language.learned.encoder import Encoder, EncoderError, published, unpacked
from bot.language.learned.hearing import contexts, item_of, mask, prompt
from bot.language.learned.word_table import WORDS, WordTable, shares

Array = npt.NDArray[np.float32]

WORDS_WEIGH = 0.45
"""How much the table of words weighs: what did best on replies that neither voice had learned from."""

UNSEEN = 1e-4
"""A class is never quite ruled out by one voice alone."""

CLEAR = 0.9
"""From here on the table's word on what is meant is as good as both voices together ..."""

HARMLESS = 0.005
"""... and below this, for every red flag, the encoder hears no danger the rules have not: it is not asked."""

ASKS = "?"
"""A sign the tables do not read: the same words may tell or ask."""

ALARMS = "alarms"
"""The name of the table of dangers in the file."""

ALARMS_WEIGH = 0.5
"""How much that table weighs. At the same share of dangers heard it saves one false alarm in five."""

TICKS = "ticks"
"""The name of the table of the items of checklists ..."""

TICKS_WEIGH = 0.5
"""... and how much it weighs: between 0.3 and 0.7 it hardly matters."""

FAR = 11.5
"""Log odds beyond which neither voice may carry the other."""


@dataclass(frozen=True)
class Opinion:
    """The probability of each class the open question allows, of each red flag, and of what is told of items.

    `items` are those of the open checklist, by the names of `hearing.items`.
    """

    classes: Mapping[str, float]
    flags: Mapping[str, float]
    items: Mapping[str, float] = field(default_factory=dict)

    @property
    def likeliest(self) -> tuple[str, float]:
        """The class it takes the reply for, and how sure it is."""
        return max(self.classes.items(), key=lambda pair: pair[1])


class ReplyModel:
    """The tables of words, and the tuned encoder with its heads."""

    def __init__(self, tuned: Path, knowledge: Knowledge) -> None:
        stored = load_file(tuned)
        self._words = WordTable.of(stored)
        self._alarms = WordTable.of(stored, ALARMS)
        self._ticks = WordTable.of(stored, TICKS)
        tables = {WORDS: self._words, ALARMS: self._alarms, TICKS: self._ticks}
        worded = {part for name, table in tables.items() for part in table.arrays(name)}
        weights = unpacked({name: stored[name] for name in stored.keys() - worded})
        with safe_open(tuned, framework="numpy") as file:  # type: ignore[no-untyped-call, attr-defined]
            told = file.metadata()
        self._classes: Sequence[str] = json.loads(told["classes"])
        self._flags: Sequence[str] = json.loads(told["flags"])
        self._items: Sequence[str] = json.loads(told["items"])
        self._knowledge = knowledge
        self._heads = {
            head: (weights[f"{head}.weight"], weights[f"{head}.bias"])
            for head in ("classes", "flags", "items")
        }
        self._encoder = Encoder(published(), weights)
        self._masks: dict[str | None, Array] = {}

    def hear(self, question: str | None, text: str) -> Opinion:
        """What a reply to a question sounds like."""
        around, possible = contexts(self._knowledge, question), self._mask(question)
        worded = shares(self._words.score(around, text) + possible)
        alarming = self._alarms.score(around, text).clip(-FAR, FAR)
        clear = worded.max() >= CLEAR and _chance(alarming.max()) < HARMLESS and ASKS not in text
        if clear and question not in self._knowledge.checklists:
            return self._opinion(worded, alarming)
        read = self._encoder.read(prompt(question), text)
        meant = shares(self._score("classes", read) + possible)
        feared = self._score("flags", read).clip(-FAR, FAR)
        return self._opinion(
            shares(
                (1 - WORDS_WEIGH) * np.log(meant + UNSEEN) + WORDS_WEIGH * np.log(worded + UNSEEN) + possible
            ),
            (1 - ALARMS_WEIGH) * feared + ALARMS_WEIGH * alarming,
            self._told(question, text, read),
        )

    def _told(self, checklist: str | None, text: str, read: Array) -> Mapping[str, float]:
        """What is told of each item of the open checklist."""
        listed = self._knowledge.checklists.get(checklist or "")
        if listed is None:
            return {}
        worded = self._ticks.score(contexts(self._knowledge, checklist), text)
        odds = (1 - TICKS_WEIGH) * self._score("items", read) + TICKS_WEIGH * worded
        likely = zip(self._items, _chance(odds.clip(-FAR, FAR)), strict=True)
        return {told: float(p) for told, p in likely if item_of(told)[0] in listed.questions}

    def _opinion(self, likely: Array, alarming: Array, items: Mapping[str, float] | None = None) -> Opinion:
        """The same by name; the red flags are told as log odds."""
        return Opinion(
            {name: float(p) for name, p in zip(self._classes, likely, strict=True) if p > 0},
            {
                flag: float(p)
                for flag, p in zip(self._flags, _chance(alarming), strict=True)
                if flag in self._knowledge.questions
            },
            items or {},
        )

    def _score(self, head: str, read: Array) -> Array:
        weight, bias = self._heads[head]
        return np.asarray(read @ weight + bias)

    def _mask(self, question: str | None) -> Array:
        if question not in self._masks:
            possible = mask(self._knowledge, question, self._classes)
            self._masks[question] = np.where(possible, 0, -np.inf).astype(np.float32)
        return self._masks[question]


def _chance(odds: Array) -> Array:
    """The probability of log odds."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def load_reply_model(tuned: Path, knowledge: Knowledge) -> ReplyModel:
    """The reply model of a file. Raises EncoderError where it cannot be used."""
    try:
        return ReplyModel(tuned, knowledge)
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise EncoderError(f"{tuned} is no reply model ({error}): make it with `rls-triage tune`.") from error
