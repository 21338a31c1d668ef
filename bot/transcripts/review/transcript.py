"""One conversation for who reads it: what was said, what was understood, and what it came to.

Rasa's events are read as they are stored: to import Rasa would make a console start as slowly as a bot.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.knowledge.values import Value
from bot.language.interpretation import Interpretation
from bot.transcripts import inbox
from bot.transcripts.inbox import Message
from bot.transcripts.review.queue import Row
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS

logger = logging.getLogger(__name__)

_SAID, _SLOT, _ASSESSMENT = "user", "slot", "assessment"
"""The types of events that matter here, and the slot."""


@dataclass(frozen=True)
class Given:
    """An answer as it was given at some time; None took back the one before."""

    value: Any
    at: datetime


@dataclass(frozen=True)
class Answered:
    """All that was answered to one question, oldest first. The last stands, unless it takes back."""

    question: str
    given: tuple[Given, ...]

    @property
    def stands(self) -> Given | None:
        """The answer that counts."""
        return self.given[-1] if self.given[-1].value is not None else None

    @property
    def amended(self) -> tuple[Given, ...]:
        """The answers that do not count any more."""
        replaced = self.given[:-1] if self.stands else self.given
        return tuple(each for each in replaced if each.value is not None)


@dataclass(frozen=True)
class Transcript:
    """A conversation with what was understood of each message, by the message's id."""

    summary: Row
    last_event: int
    messages: tuple[Message, ...]
    understood: Mapping[str, Interpretation]
    answers: tuple[Answered, ...]
    assessment: Mapping[str, Any] | None

    def medicines(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each message that names medicines, in the patient's words and as understood."""
        for message in self.messages:
            heard = self.understood.get(message.message_id)
            if heard and (named := _medicines(heard)):
                yield message.text, named


def read(connection: Connection, conversation: str) -> Transcript | None:
    """A conversation; None if there is none of this id."""
    found = connection.execute(_SUMMARY, {"of": conversation}).mappings().first()
    if found is None:
        return None
    columns = {name: found[name] for name in Row.__dataclass_fields__}
    rows = connection.execute(_EVENTS, {"of": conversation}).all()
    return Transcript(
        Row(**columns),
        found["last_event"],
        tuple(inbox.everything(connection, conversation)),
        dict(_understood(_data(row) for row in rows if row.type_name == _SAID)),
        _answers(connection.execute(_ANSWERS, {"of": conversation})),
        next((_data(row).get("value") for row in reversed(rows) if row.type_name == _SLOT), None),
    )


def _understood(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Interpretation]]:
    for event in events:
        heard = (event.get("parse_data") or {}).get("interpretation")
        try:
            if heard:
                yield str(event.get("message_id")), Interpretation.from_json(heard)
        except (KeyError, ValueError, TypeError):
            # Written by an older version: the words are there all the same.
            logger.warning("What a message was understood as cannot be read.")


def _answers(rows: Iterable[Any]) -> tuple[Answered, ...]:
    given: dict[str, list[Given]] = {}
    for row in rows:
        given.setdefault(row.question, []).append(Given(row.value, row.at))
    return tuple(Answered(question, tuple(each)) for question, each in given.items())


def _medicines(heard: Interpretation) -> tuple[str, ...]:
    told: dict[str, Value | None] = {heard.question or "": heard.value, **heard.also}
    lists = (told.get(question) for question in ("medications", "otc_medications"))
    return tuple(name for each in lists if isinstance(each, tuple) for name in each)


def _data(row: Any) -> Mapping[str, Any]:
    """What an event says; nothing where it cannot be read."""
    try:
        data = json.loads(row.data)
    except (TypeError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


_OF = EVENTS.c.sender_id == sa.bindparam("of")
_IS_ASSESSMENT = sa.and_(EVENTS.c.type_name == _SLOT, EVENTS.c.action_name == _ASSESSMENT)
_SUMMARY = sa.select(CONVERSATIONS).where(CONVERSATIONS.c.id == sa.bindparam("of"))
_EVENTS = (
    sa.select(EVENTS.c.type_name, EVENTS.c.data)
    .where(_OF, sa.or_(EVENTS.c.type_name == _SAID, _IS_ASSESSMENT))
    .order_by(EVENTS.c.id)
)
_ANSWERS = (
    sa.select(ANSWERS.c.question, ANSWERS.c.value, ANSWERS.c.at)
    .where(ANSWERS.c.conversation == sa.bindparam("of"))
    .order_by(ANSWERS.c.id)
)
