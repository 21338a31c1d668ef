"""Ways to tell what kind of reply it is, each taught on the same part and asked about the same replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Interpretation, Reply
from bot.language.learned.encoder import encoder
from bot.language.learned.hearing import class_of, mask
from bot.language.learned.labelled import Labelled
from bot.language.learned.reply_model import ReplyModel

Taken = tuple[str, float]
"""A class, and how sure the contender is of it from 0 to 1."""


class Contender(Protocol):
    """One way of telling."""

    @property
    def name(self) -> str:
        """What it is called in the table."""

    def learn(self, taught: Sequence[Labelled]) -> None:
        """Learn from labelled replies, where it learns at all."""

    def take(self, replies: Sequence[Labelled]) -> list[Taken]:
        """What it takes each reply for."""


def told(labelled: Labelled) -> str:
    """The class a labelled reply has."""
    return class_of(labelled.outcome, labelled.value)


class Reading:
    """What already understands whole replies: the rules alone, or everything together."""

    def __init__(self, name: str, understand: Callable[[Reply], Interpretation]) -> None:
        self.name = name
        self._understand = understand

    def learn(self, taught: Sequence[Labelled]) -> None:
        """Nothing: it is made."""

    def take(self, replies: Sequence[Labelled]) -> list[Taken]:
        """The class of each interpretation, and how sure it was."""
        heard = [self._understand(one.reply) for one in replies]
        return [(class_of(one.outcome, one.value), one.confidence) for one in heard]


class Tuned:
    """The tuned encoder by itself."""

    name = "tuned sentence encoder"

    def __init__(self, model: ReplyModel) -> None:
        self._model = model

    def learn(self, taught: Sequence[Labelled]) -> None:
        """Nothing: it was tuned on the same part."""

    def take(self, replies: Sequence[Labelled]) -> list[Taken]:
        """Its likeliest class."""
        return [self._model.hear(one.reply.question, one.reply.text).likeliest for one in replies]


class Linear:
    """Logistic regression over features of the text, and which question is open."""

    def __init__(
        self, name: str, features: Callable[[Sequence[str], bool], Any], knowledge: Knowledge
    ) -> None:
        self.name = name
        self._features = features
        self._knowledge = knowledge
        self._questions: list[str] = []
        self._model = LogisticRegression(C=10, max_iter=100)

    def learn(self, taught: Sequence[Labelled]) -> None:
        """Fit on the labelled replies."""
        self._questions = sorted({one.reply.question or "" for one in taught})
        self._model.fit(self._seen(taught, True), [told(one) for one in taught])

    def take(self, replies: Sequence[Labelled]) -> list[Taken]:
        """Of the classes the question allows, the likeliest."""
        likely = self._model.predict_proba(self._seen(replies, False))
        names = list(self._model.classes_)
        return [self._best(one, names, row) for one, row in zip(replies, likely, strict=True)]

    def _best(self, labelled: Labelled, names: list[str], likely: Any) -> Taken:
        allowed = np.where(mask(self._knowledge, labelled.reply.question, names), likely, 0)
        best = int(allowed.argmax())
        return names[best], float(allowed[best] / max(allowed.sum(), 1e-9))

    def _seen(self, replies: Sequence[Labelled], learning: bool) -> Any:
        seen = self._features([one.reply.text.lower() for one in replies], learning)
        asked = [[float(question == one.reply.question) for question in self._questions] for one in replies]
        return sparse.hstack([sparse.csr_matrix(np.array(asked)), sparse.csr_matrix(seen)]).tocsr()


def n_grams() -> Callable[[Sequence[str], bool], Any]:
    """Character and word n-grams, weighted by rarity."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=4, sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"[\w']+")

    def features(texts: Sequence[str], learning: bool) -> Any:
        parts = [one.fit_transform(texts) if learning else one.transform(texts) for one in (letters, words)]
        return sparse.hstack(parts)

    return features


def meanings() -> Callable[[Sequence[str], bool], Any]:
    """The published sentence encoder's vectors."""
    return lambda texts, _learning: encoder().encode(texts)
