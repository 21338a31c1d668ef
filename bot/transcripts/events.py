"""Rasa's events as rows of a table, and rows as events again."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import BotUttered, Event, SessionStarted, UserUttered
from sqlalchemy.engine import Connection

from bot.transcripts.reply import Reply
from bot.transcripts.tables import EVENTS

logger = logging.getLogger(__name__)

Row = Mapping[str, Any]


def row(conversation: str, event: Event) -> Row:
    """An event as it is stored, its text readable to a search."""
    data = event.as_dict()
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data, ensure_ascii=False),
    }


def last_number(connection: Connection, conversation: str) -> int:
    """The number of the last event that is stored; 0 for none."""
    found = connection.execute(_LAST, {"conversation": conversation}).scalar()
    return int(found or 0)


def since(connection: Connection, conversation: str, number: int) -> list[Event] | None:
    """The events stored after this one; None if this one is no longer there."""
    rows = connection.execute(_SINCE, {"conversation": conversation, "number": number}).all()
    if not rows or rows[0].id != number:
        return None
    return _read(conversation, rows[1:])


def latest_session(connection: Connection, conversation: str) -> list[Event]:
    """The events of the latest session. Their numbers tell the order, for clocks are set back."""
    return _read(conversation, connection.execute(_SESSION, {"conversation": conversation}).all())


def all_sessions(connection: Connection, conversation: str) -> list[Event]:
    """Every event of a conversation."""
    return _read(conversation, connection.execute(_ALL, {"conversation": conversation}).all())


def reply(events: Iterable[Event]) -> Reply:
    """What the bot said to the last message among these events."""
    said: Reply = []
    for event in events:
        if isinstance(event, UserUttered):
            said = []
        if isinstance(event, BotUttered):
            said.append({part: value for part, value in event.message().items() if value})
    return said


def _read(conversation: str, rows: Iterable[Any]) -> list[Event]:
    """What can be read. A row that cannot is left out: the rest of the conversation still counts."""
    read: list[Event] = []
    for each in rows:
        try:
            read.append(Event.from_parameters(json.loads(each.data)))
        except (ValueError, TypeError, KeyError, AttributeError):
            logger.error("Event %s of conversation %s cannot be read and is left out.", each.id, conversation)
    return [event for event in read if event is not None]


_OF = EVENTS.c.sender_id == sa.bindparam("conversation")
_LAST = sa.select(sa.func.max(EVENTS.c.id)).where(_OF)
_BEGAN = (
    sa.select(sa.func.max(EVENTS.c.id))
    .where(_OF, EVENTS.c.type_name == SessionStarted.type_name)
    .scalar_subquery()
)
_ALL = sa.select(EVENTS.c.id, EVENTS.c.data).where(_OF).order_by(EVENTS.c.id)
_SINCE = _ALL.where(EVENTS.c.id >= sa.bindparam("number"))
_SESSION = _ALL.where(EVENTS.c.id >= sa.func.coalesce(_BEGAN, 0))
