"""Takes words out of a conversation for good: from the message, from what Rasa kept of it, from the search.

The last event gets a new number. By that every bot that has the conversation in memory sees that its copy is
old and reads it anew; a turn that had begun from the old copy is not stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts import inbox
from bot.transcripts.privacy import holds
from bot.transcripts.privacy.everywhere import belonging
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.tables import REDACTIONS
from bot.transcripts.refusal import Refusal
from bot.transcripts.review import search
from bot.transcripts.review.tables import TAGS
from bot.transcripts.tables import CONVERSATIONS, EVENTS, MESSAGES, Json

REDACTED = "[redacted]"
SHORTEST = 2
"""One letter stands in half of all words: what is taken out everywhere must be longer."""

KINDS = ("name", "phone", "email", "address", "date of birth", "number", "somebody else", "other")


class NotThere(Refusal):
    """The words to be taken out are not in the message; nothing was changed."""


@dataclass(frozen=True)
class Redaction:
    """Who took what kind of words out of which message. The words themselves are nowhere any more."""

    message_id: str
    kind: str
    letters: int
    person: str
    at: datetime


def redact(connection: Connection, conversation: str, message_id: str, words: str, note: Redaction) -> None:
    """Take words out of a message, and out of all that was kept of it. Raises OnHold, NotThere."""
    if holds.standing(connection, [conversation]):
        raise OnHold(conversation)
    message = inbox.find(connection, conversation, message_id)
    if message is None or len(words) < SHORTEST or words not in message.text:
        raise NotThere(conversation)
    _from_messages(connection, conversation, words)
    _from_events(connection, conversation, words)
    _from_the_rest(connection, conversation, words)
    connection.execute(sa.insert(REDACTIONS), {"conversation": conversation, **vars(note)})
    _renumber(connection, conversation)
    search.forget(connection)


def of_conversation(connection: Connection, conversation: str) -> list[Redaction]:
    """What was taken out of a conversation, oldest first."""
    columns = [REDACTIONS.c[name] for name in Redaction.__dataclass_fields__]
    found = sa.select(*columns).where(REDACTIONS.c.conversation == conversation).order_by(REDACTIONS.c.id)
    return [Redaction(**row) for row in connection.execute(found).mappings()]


def without(value: Any, words: str) -> Any:
    """A JSON value with the words taken out wherever a text in it has them; its own names stay."""
    if isinstance(value, str):
        return value.replace(words, REDACTED)
    if isinstance(value, list):
        return [without(each, words) for each in value]
    if isinstance(value, dict):
        return {name: each if name in _NAMES else without(each, words) for name, each in value.items()}
    return value


_NAMES = frozenset({"event", "name", "message_id", "kind", "id", "intent"})
"""Under these the program keeps its own words: to change one would break what reads them."""


def _from_messages(connection: Connection, conversation: str, words: str) -> None:
    for each in inbox.everything(connection, conversation):
        cleared = {
            "text": without(each.text, words),
            "reply": without(each.reply, words),
            "metadata": without(each.metadata, words),
        }
        if any(cleared[name] != getattr(each, name) for name in cleared):
            this = sa.and_(MESSAGES.c.conversation == conversation, MESSAGES.c.message_id == each.message_id)
            connection.execute(sa.update(MESSAGES).where(this).values(cleared))


def _from_events(connection: Connection, conversation: str, words: str) -> None:
    query = sa.select(EVENTS.c.id, EVENTS.c.data).where(EVENTS.c.sender_id == conversation)
    for row in connection.execute(query).all():
        if words in (row.data or "") or json.dumps(words)[1:-1] in (row.data or ""):
            data = json.dumps(without(json.loads(row.data), words), ensure_ascii=False)
            connection.execute(sa.update(EVENTS).where(EVENTS.c.id == row.id).values(data=data))


def _from_the_rest(connection: Connection, conversation: str, words: str) -> None:
    """Staff may have quoted them, and answers may hold them. What was told for a call stays: it is short."""
    for owner in (each for each in belonging() if each.table is not MESSAGES):
        for column in owner.table.c:
            if isinstance(column.type, Json):
                _from_values(connection, column, owner == conversation, words)
            elif isinstance(column.type, sa.Text):
                _from_text(connection, column, owner == conversation, words)
    tagged = sa.and_(TAGS.c.conversation == conversation, TAGS.c.tag.contains(words, autoescape=True))
    connection.execute(sa.delete(TAGS).where(tagged))


def _from_text(connection: Connection, column: Any, mine: Any, words: str) -> None:
    has_them = sa.and_(mine, column.contains(words, autoescape=True))
    cleared = sa.func.replace(column, words, REDACTED)
    connection.execute(sa.update(column.table).where(has_them).values({column: cleared}))


def _from_values(connection: Connection, column: Any, mine: Any, words: str) -> None:
    """JSON is read for it: a number that looks like the words is no text, and must stay a number."""
    keys = list(column.table.primary_key)
    for *key, value in connection.execute(sa.select(*keys, column).where(mine)).all():
        cleared = without(value, words)
        if cleared != value:
            this = sa.and_(*(name == each for name, each in zip(keys, key, strict=True)))
            connection.execute(sa.update(column.table).where(this).values({column: cleared}))


def _renumber(connection: Connection, conversation: str) -> None:
    last = (
        connection.execute(
            sa.select(EVENTS).where(EVENTS.c.sender_id == conversation).order_by(EVENTS.c.id.desc()).limit(1)
        )
        .mappings()
        .one()
    )
    again = {name: value for name, value in last.items() if name != "id"}
    connection.execute(sa.delete(EVENTS).where(EVENTS.c.id == last["id"]))
    added = connection.execute(sa.insert(EVENTS), again).inserted_primary_key[0]
    this = CONVERSATIONS.c.id == conversation
    connection.execute(sa.update(CONVERSATIONS).where(this).values(last_event=added))
