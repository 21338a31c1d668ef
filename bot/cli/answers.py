"""Answers given as JSON, checked against the questions they answer."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from typing import Any

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import SILENT, Value, from_plain, weeks

_COMMON = "yes no partial mild moderate severe low adequate left right both alternating"
WORDS = SILENT.union(_COMMON.split(" "))
"""The words that may answer a question, whatever its own options."""


def answer(knowledge: Knowledge, question: str, value: Any) -> Value:
    """The value as an answer to the question. Raises ValueError that says why it is none."""
    if question not in knowledge.questions:
        near = difflib.get_close_matches(question, knowledge.questions, n=1)
        raise ValueError(
            f"there is no question '{question}'" + (f" (did you mean '{near[0]}'?)" if near else "")
        )
    try:
        given = from_plain(value)
    except ValueError as error:
        raise ValueError(f"{question}: {error}") from None
    fault = _fault(knowledge.questions[question], given)
    if fault:
        raise ValueError(f"{question}: {fault}")
    return given


def _fault(question: Question, value: Value) -> str | None:
    """What is wrong with a value as an answer to a question, if anything is."""
    if isinstance(value, str) and value in SILENT:
        return None
    if question.kind == "number":
        return _number_fault(question, weeks(value))
    if question.kind in {"choices", "medications", "relatives"}:
        return None if isinstance(value, tuple) else "must be a list of words"
    allowed = WORDS.union(str(option.value) for option in question.options)
    if isinstance(value, str) and value in allowed:
        return None
    return f"{value!r} is not one of {', '.join(_expected(question))}"


def _expected(question: Question) -> list[str]:
    own = [str(option.value) for option in question.options] or ["yes", "no"]
    return [*own, *sorted(SILENT)]


def _number_fault(question: Question, number: float | None) -> str | None:
    if number is None or not math.isfinite(number):
        return "must be a number"
    low = -math.inf if question.minimum is None else question.minimum
    high = math.inf if question.maximum is None else question.maximum
    return None if low <= number <= high else f"must be from {low:g} to {high:g}"


def facts(knowledge: Knowledge, found: Mapping[str, Any]) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    """The answers among what was found, and each other entry with what is wrong with it."""
    good: dict[str, Value] = {}
    faults: list[tuple[str, str]] = []
    for question, value in found.items():
        try:
            good[question] = answer(knowledge, question, value)
        except ValueError as error:
            faults.append((question, str(error)))
    return good, faults
