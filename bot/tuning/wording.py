"""How the table of words learns: logistic regression over the same examples as the network."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.knowledge.loader import Knowledge
from bot.language.learned.hearing import classes
from bot.language.learned.word_table import ROWS, rows
from bot.tuning.examples import Example

FREEDOM = 30
"""How far the weights may go: the inverse strength of their penalty."""

ROUNDS = 25

SEEN = 2
"""A feature of fewer examples than this teaches nothing general."""

STEPS = 127
NEVER = -30.0
"""The bias of a class that no example has."""

Tensors = dict[str, npt.NDArray[Any]]


def learn(taught: Sequence[Example], knowledge: Knowledge) -> Tensors:
    """The parts of a table of words, by the names they are stored under."""
    seen = _matrix(taught)
    kept = np.flatnonzero(seen.getnnz(axis=0) >= SEEN).astype(np.int32)
    # Many examples a class: a solver that is stopped early is as good as one that goes to the end.
    model = LogisticRegression(C=FREEDOM, max_iter=ROUNDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(seen[:, kept], [one.label for one in taught])
    weight, bias = _by_class(model, classes(knowledge), len(kept))
    step = np.maximum(np.abs(weight).max(axis=0, initial=0) / STEPS, 1e-9).astype(np.float32)
    return {
        "words.kept": kept,
        "words.weight": np.rint(weight / step).astype(np.int8),
        "words.step": step,
        "words.bias": bias,
    }


def _by_class(model: LogisticRegression, names: Sequence[str], features: int) -> tuple[Any, Any]:
    """Weights and biases, a column for each class of any question; two classes share one line there."""
    weight, bias = np.zeros((features, len(names))), np.full(len(names), NEVER, np.float32)
    lines, starts = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        lines, starts = np.vstack([-lines, lines]) / 2, np.concatenate([-starts, starts]) / 2
    for name, line, start in zip(model.classes_, lines, starts, strict=True):
        weight[:, names.index(name)] = line
        bias[names.index(name)] = start
    return weight, bias


def _matrix(taught: Sequence[Example]) -> sparse.csr_matrix:
    """A row for each example, of length one like those that are read later."""
    found = [rows(one.question, one.text) for one in taught]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(one), 1 / np.sqrt(len(one)), np.float32) for one in found])
    return sparse.csr_matrix((values, np.concatenate(found), ends), shape=(len(found), ROWS))
