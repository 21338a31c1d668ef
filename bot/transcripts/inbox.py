"""Patients' messages as they arrive: kept before a reply is thought out, each answered once.

In the database under consent, else in memory; the same record in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.reply import Reply
from bot.transcripts.tables import MESSAGES

TRIES = 3
"""A message that broke so many turns is not taken up again by itself."""

TAKEN_UP = timedelta(hours=12)
"""How long a message that was never answered is taken up when the patient is next heard from."""


@dataclass(frozen=True)
class Message:
    """One message, and what became of it. `message_id` is the vendor's: a repeat carries the same."""

    message_id: str
    received_at: datetime
    channel: str | None
    text: str
    metadata: dict[str, Any] | None = None
    tries: int = 1
    reply: Reply | None = None
    answered_at: datetime | None = None
    delivered_at: datetime | None = None

    def answered(self, reply: Reply, now: datetime, delivered: bool) -> Message:
        """The same message with its reply."""
        return replace(self, reply=reply, answered_at=now, delivered_at=now if delivered else None)


def now() -> datetime:
    """This moment."""
    return datetime.now(timezone.utc)


def owed(messages: Iterable[Message], new: Message) -> tuple[Message, ...]:
    """What to do before a new message: replies to send, and messages to answer, oldest first.

    Words that the patient has since repeated are answered once.
    """
    return tuple(
        each
        for each in messages
        if each.message_id != new.message_id
        and each.delivered_at is None
        and (each.reply is not None or _is_taken_up(each, new))
    )


def _is_taken_up(each: Message, new: Message) -> bool:
    recent = new.received_at - each.received_at < TAKEN_UP
    return recent and each.tries < TRIES and each.text != new.text


def find(connection: Connection, conversation: str, message_id: str) -> Message | None:
    """The message with this id, if it has arrived before."""
    found = connection.execute(_FIND, {"of": conversation, "named": message_id}).first()
    return _message(found) if found else None


def latest(connection: Connection, conversation: str) -> Message | None:
    """The last message that has a reply."""
    found = connection.execute(_LATEST, {"of": conversation}).first()
    return _message(found) if found else None


def ids(connection: Connection, conversation: str) -> list[str]:
    """The ids of all messages, oldest first."""
    return [row.message_id for row in connection.execute(_IDS, {"of": conversation})]


def everything(connection: Connection, conversation: str) -> list[Message]:
    """All messages, oldest first."""
    return [_message(row) for row in connection.execute(_EVERYTHING, {"of": conversation})]


def unfinished(connection: Connection, conversation: str) -> list[Message]:
    """The messages without an answer, or whose answer has not been delivered; oldest first."""
    return [_message(row) for row in connection.execute(_UNFINISHED, {"of": conversation})]


def add(connection: Connection, conversation: str, messages: Iterable[Message]) -> None:
    """Keep messages that have not arrived before."""
    rows = [{"conversation": conversation, **asdict(message)} for message in messages]
    if rows:
        connection.execute(_ADD, rows)


def try_again(connection: Connection, conversation: str, message_id: str) -> None:
    """Count one more attempt at answering."""
    connection.execute(_TRY, {"of": conversation, "named": message_id})


def answer(connection: Connection, conversation: str, message: Message) -> None:
    """Note the reply to a message; one that nobody announced is added."""
    noted = connection.execute(
        _ANSWER,
        {
            "of": conversation,
            "named": message.message_id,
            "reply": message.reply,
            "answered_at": message.answered_at,
            "delivered_at": message.delivered_at,
        },
    )
    if noted.rowcount == 0:
        add(connection, conversation, [message])


def cover(connection: Connection, conversation: str, message: Message) -> None:
    """Put what a message now reads in the place of what it read when it came."""
    said = {"of": conversation, "named": message.message_id, "said": message.text}
    connection.execute(_COVER, {**said, "beside": message.metadata})


def delivered(connection: Connection, conversation: str, message_id: str, at: datetime) -> None:
    """Note that the reply has reached the patient."""
    connection.execute(_DELIVERED, {"of": conversation, "named": message_id, "delivered_at": at})


def _message(row: Any) -> Message:
    return Message(**{name: getattr(row, name) for name in Message.__dataclass_fields__})


_OF = MESSAGES.c.conversation == sa.bindparam("of")
_THIS = sa.and_(_OF, MESSAGES.c.message_id == sa.bindparam("named"))
_COLUMNS = [MESSAGES.c[name] for name in Message.__dataclass_fields__]
_FIND = sa.select(*_COLUMNS).where(_THIS)
_UNFINISHED = sa.select(*_COLUMNS).where(_OF, MESSAGES.c.delivered_at.is_(None)).order_by(MESSAGES.c.id)
_EVERYTHING = sa.select(*_COLUMNS).where(_OF).order_by(MESSAGES.c.id)
_IDS = sa.select(MESSAGES.c.message_id).where(_OF).order_by(MESSAGES.c.id)
_LATEST = (
    sa.select(*_COLUMNS).where(_OF, MESSAGES.c.reply.is_not(None)).order_by(MESSAGES.c.id.desc()).limit(1)
)
_ADD = sa.insert(MESSAGES)
_TRY = sa.update(MESSAGES).where(_THIS).values(tries=MESSAGES.c.tries + 1)
_ANSWER = (
    sa.update(MESSAGES)
    .where(_THIS)
    .values({name: sa.bindparam(name) for name in ("reply", "answered_at", "delivered_at")})
)
_COVER = sa.update(MESSAGES).where(_THIS).values(text=sa.bindparam("said"), metadata=sa.bindparam("beside"))
_DELIVERED = sa.update(MESSAGES).where(_THIS).values(delivered_at=sa.bindparam("delivered_at"))
