"""How a table of words learns: logistic regression over the features of what was said."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.language.learned.word_table import ROWS, WordTable, rows, weight_of_one

FREEDOM = 300
"""How far the weights may go: the inverse strength of their penalty."""

ROUNDS = 100
"""Of the solver. After a quarter of these a table errs half as often again on what it has not seen."""

SEEN = 2
"""A feature of fewer examples than this teaches nothing general."""

MOST_WEIGHTS = 300_000
"""Those that weigh most are kept. With twenty times as many, 3 in 1,000 replies more are understood."""

EACH_ROUNDS = 60
"""Where each name is weighed by itself, which is learned sooner."""

MOST_ALARMING = 200_000
"""Weights of the table of dangers. With 60,000 it hears one danger in a hundred less."""

MOST_ITEMS = 150_000

MISSED = 3.0
"""How much worse a red flag missed counts than a false alarm."""

STEPS = 127
NEVER = -30.0
"""The bias of a class that no example has."""


class Lesson(NamedTuple):
    """Something said and its class; the contexts it was said in, such as the open question."""

    text: str
    label: str
    contexts: Sequence[str] = ()


class Several(NamedTuple):
    """Something said and all that it tells of, such as red flags; the contexts it was said in."""

    text: str
    told: Collection[str]
    contexts: Sequence[str] = ()


def fit_table(taught: Sequence[Lesson], names: Sequence[str]) -> WordTable:
    """A table that tells the classes of these names apart, in their order."""
    seen, often = _matrix(taught)
    model = LogisticRegression(C=FREEDOM, max_iter=ROUNDS)
    _learn(model, seen, [one.label for one in taught])
    weight, bias = _by_class(model, names, len(often))
    return _table(often, weight, bias)


def fit_alarms(taught: Sequence[Several], flags: Sequence[str]) -> WordTable:
    """A table that weighs each of these red flags by itself: its scores are log odds, in their order."""
    return _each(taught, flags, MISSED, MOST_ALARMING)


def fit_items(taught: Sequence[Several], items: Sequence[str]) -> WordTable:
    """The same of what can be told of the items of checklists."""
    return _each(taught, items, 1.0, MOST_ITEMS)


def _each(taught: Sequence[Several], names: Sequence[str], missed: float, most: int) -> WordTable:
    seen, often = _matrix(taught)
    weight, bias = np.zeros((len(often), len(names))), np.full(len(names), NEVER, np.float32)
    for column, name in enumerate(names):
        told = [name in one.told for one in taught]
        if any(told) and not all(told):
            model = LogisticRegression(
                C=FREEDOM, max_iter=EACH_ROUNDS, class_weight={True: missed, False: 1.0}
            )
            _learn(model, seen, told)
            weight[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return _table(often, weight, bias, most)


def _learn(model: LogisticRegression, seen: sparse.csr_matrix, right: Sequence[object]) -> None:
    """Learn for so many rounds: to the very end would take long and teach little."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(seen, right)


def _table(
    places: npt.NDArray[np.int32], weight: npt.NDArray[Any], bias: npt.NDArray[Any], most: int = MOST_WEIGHTS
) -> WordTable:
    """The weights that matter most, in whole steps."""
    step = np.maximum(np.abs(weight).max(axis=0, initial=0) / STEPS, 1e-9).astype(np.float32)
    size = np.abs(weight)
    least = np.partition(size, -most, axis=None)[-most] if size.size > most else 0
    steps = np.where(size > least, np.rint(weight / step), 0).astype(np.int8)
    line, column = np.nonzero(steps)
    kept, count = np.unique(line, return_counts=True)
    return WordTable(
        places[kept], count.astype(np.uint8), column.astype(np.uint8), steps[line, column], step, bias
    )


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


def _matrix(taught: Sequence[Lesson | Several]) -> tuple[sparse.csr_matrix, npt.NDArray[np.int32]]:
    """A row for each example, of length one like those that are read later, and the places of its columns."""
    found = [rows(one.contexts, one.text) for one in taught]
    ends = np.cumsum([0, *map(len, found)])
    values: list[npt.NDArray[Any]] = [np.full(len(one), weight_of_one(len(one)), np.float32) for one in found]
    seen = sparse.csr_matrix((np.concatenate(values), np.concatenate(found), ends), shape=(len(found), ROWS))
    times = seen.getnnz(axis=0)
    often = np.flatnonzero(times >= min(SEEN, times.max())).astype(np.int32)
    return seen[:, often], often
