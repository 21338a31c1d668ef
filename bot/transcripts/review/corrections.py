"""Messages that were misunderstood, with what they mean: lines of training data, without who said them.

Written out in the form of `data/replies`, which is what the reply model learns from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.engine import Connection

from bot.errors import BotError
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import DECLINED, UNKNOWN
from bot.transcripts.review.tables import CORRECTIONS
from bot.transcripts.tables import CONVERSATIONS

NO_ANSWER = ("asks", "off_topic")
"""A message that asks something back, or is about something else."""

_ANY = (UNKNOWN, DECLINED)
_NAMES = re.compile(r"[a-z0-9_]{1,60}")


class CorrectionError(BotError):
    """A meaning that cannot be; the message says what can."""


@dataclass(frozen=True)
class Correction:
    """What one message means. `means` has `means` or `also`, as a labelled reply has."""

    message_id: str
    text: str
    question: str
    means: Mapping[str, Any]


def meaning(knowledge: Knowledge, asked: str, about: str, said: str) -> dict[str, Any]:
    """What somebody typed as the meaning of a reply to `asked`, told `about` a question of its own or that.

    Raises CorrectionError.
    """
    said = said.strip().lower()
    known = {*knowledge.questions, *knowledge.checklists, *knowledge.contradictions}
    if said in NO_ANSWER and about in known:
        return {"means": said}
    question = knowledge.questions.get(about)
    if question is None:
        if about in knowledge.checklists and said in ("no", *_ANY):
            return {"means": said}
        raise CorrectionError(
            "Of several questions at once choose the one that is meant, or write no for none."
        )
    value = said if said in _ANY else _value(question, said)
    return {"means": value} if about == asked else {"also": {about: value}}


def add(connection: Connection, conversation: str, who: str, correction: Correction, now: datetime) -> None:
    """Keep a correction; a later one of the same message takes its place."""
    connection.execute(_HOLD, {"of": conversation})  # so that of two at once the later finds the earlier
    connection.execute(_DROP, {"of": conversation, "named": correction.message_id})
    row = {"text": correction.text, "question": correction.question, "means": dict(correction.means)}
    named = {"conversation": conversation, "message_id": correction.message_id}
    connection.execute(sa.insert(CORRECTIONS), {**named, **row, "person": who, "at": now})


def everything(connection: Connection, conversation: str | None = None) -> list[Correction]:
    """All corrections, or those of one conversation; oldest first."""
    query = sa.select(*_COLUMNS).order_by(CORRECTIONS.c.id)
    if conversation is not None:
        query = query.where(CORRECTIONS.c.conversation == conversation)
    return [Correction(**row._mapping) for row in connection.execute(query)]


def to_yaml(corrections: Iterable[Correction]) -> str:
    """Labelled replies, those to one question that mean the same in one family."""
    families: dict[str, dict[str, Any]] = {}
    for each in corrections:
        meant = "_".join(re.findall(r"[a-z0-9]+", str(dict(each.means)).lower()))
        name = f"reviewed/{each.question}_{meant}"
        begun = {
            "family": name,
            "question": each.question,
            "phenomena": ["plain"],
            **each.means,
            "replies": [],
        }
        family = families.setdefault(name, begun)
        if each.text not in family["replies"]:
            family["replies"].append(each.text)
    return yaml.safe_dump(list(families.values()), allow_unicode=True, sort_keys=False, width=110)


def _value(question: Question, said: str) -> Any:
    """Raises CorrectionError for what is no answer to the question."""
    if question.kind == "number":
        return _number(question, said)
    if question.kind in ("choices", "medications", "relatives"):
        return _list(question, said)
    allowed = [str(option.value) for option in question.options] or ["yes", "no"]
    if said not in allowed:
        raise CorrectionError(f"{question.short}: write {_either(allowed)}.")
    return said


def _number(question: Question, said: str) -> float:
    try:
        number = float(said)
    except ValueError:
        number = float("nan")
    low, high = question.minimum or 0, question.maximum or float("inf")
    if not low <= number <= high:
        raise CorrectionError(f"{question.short}: write a number from {low:g} to {high:g}, or unknown.")
    return int(number) if number == int(number) else number


def _list(question: Question, said: str) -> list[str]:
    items = [] if said == "none" else [each.strip().replace(" ", "_") for each in said.split(",")]
    allowed = {str(option.value) for option in question.options}
    if not all(_NAMES.fullmatch(each) and (not allowed or each in allowed) for each in items):
        shown = f" out of {', '.join(sorted(allowed))}" if allowed else ""
        raise CorrectionError(f"{question.short}: write names with commas between them{shown}, or none.")
    return items


def _either(words: Iterable[str]) -> str:
    return ", ".join(words) + ", unknown, declined, asks or off_topic"


_COLUMNS = [CORRECTIONS.c[name] for name in Correction.__dataclass_fields__]
_HOLD = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == sa.bindparam("of")).with_for_update()
_DROP = sa.delete(CORRECTIONS).where(
    CORRECTIONS.c.conversation == sa.bindparam("of"), CORRECTIONS.c.message_id == sa.bindparam("named")
)
