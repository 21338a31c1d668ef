"""The tables conversations are kept in. Rasa's `events`, and beside them what people ask about.

Times are UTC. Nothing is ever written here before the patient has agreed to it.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
DATABASES = ("sqlite", "postgresql")
_UNFINISHED = sa.text("delivered_at IS NULL")
_DUE = sa.text("due_at IS NOT NULL")

WHY = sa.text("intent_name IN ('ask_why', 'ask_meaning')")
"""An event in which a patient asks why, or what is meant; an index knows it in just these words."""

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A row's number. SQLite counts up by itself only in a column called INTEGER."""

LARGEST = 2**63 - 1
"""The largest number a row can have."""


class Utc(sa.TypeDecorator[datetime]):
    """A moment with its time zone, also on SQLite, which knows none."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """What is written: always UTC."""
        return value.astimezone(timezone.utc) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """What is read: never without its zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=timezone.utc)


class Json(sa.TypeDecorator[Any]):
    """A JSON value as text that a search for an accented word finds."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """None is no value at all; everything else is written as it is read."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """The value that was written."""
        return None if value is None else json.loads(value)


def of_conversation() -> sa.Column[str]:
    """The conversation a row belongs to, and goes with."""
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)


EVENTS = sa.Table(
    "events",
    METADATA,
    # A number is never given twice, also after an erasure: the last one tells whether a copy is current.
    sa.Column("id", Number, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float(53)),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
    sa.Index("ix_events_sender_id_id", "sender_id", "id"),
    sa.Index("ix_events_why", "sender_id", **{f"{on}_where": WHY for on in DATABASES}),
    sqlite_autoincrement=True,
)

CONVERSATIONS = sa.Table(
    "conversations",
    METADATA,
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("channel", sa.String(50)),
    sa.Column("started_at", Utc, nullable=False),
    sa.Column("last_at", Utc, nullable=False),
    sa.Column("turns", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("urgency", sa.String(20)),
    sa.Column("last_question", sa.String(100)),
    sa.Column("knowledge", sa.String(100)),
    sa.Column("consent", sa.String(10)),
    # The number of the last event: who writes must have seen it.
    sa.Column("last_event", Number, nullable=False),
    # The urgency as a number, the higher the sooner; 0 while there is none.
    sa.Column("rank", sa.SmallInteger, nullable=False, server_default="0"),
    # How many of the patient's messages were not understood.
    sa.Column("missed", sa.Integer, nullable=False, server_default="0"),
    # Whether staff are done with it. A new turn is something they have not seen.
    sa.Column("reviewed", sa.Boolean, nullable=False, server_default=sa.false()),
    # Of their last review; names of staff, who are never deleted.
    sa.Column("assigned_to", sa.String(60)),
    sa.Column("follow_up", sa.Date),
    sa.Index("ix_conversations_last_at_id", "last_at", "id"),
    sa.Index("ix_conversations_queue", "reviewed", "rank", "last_at", "id"),
    sa.Index("ix_conversations_rank", "rank", "last_at", "id"),
)

ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    of_conversation(),
    sa.Column("question", sa.String(100), nullable=False),
    # NULL takes back what was answered before.
    sa.Column("value", Json),
    sa.Column("origin", sa.String(20)),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_answers_conversation_id", "conversation", "id"),
    sqlite_autoincrement=True,
)

MESSAGES = sa.Table(
    "messages",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    of_conversation(),
    sa.Column("message_id", sa.String(200), nullable=False),
    sa.Column("received_at", Utc, nullable=False),
    sa.Column("channel", sa.String(50)),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("metadata", Json),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("reply", Json),
    sa.Column("answered_at", Utc),
    sa.Column("delivered_at", Utc),
    sa.UniqueConstraint("conversation", "message_id", name="uq_messages_conversation_message_id"),
    # Few at any time, so that looking for them costs the same however long the conversation.
    sa.Index("ix_messages_unfinished", "conversation", **{f"{on}_where": _UNFINISHED for on in DATABASES}),
    sqlite_autoincrement=True,
)

ERASED = sa.Table(
    "erased",
    METADATA,
    # SHA-256 of the conversation's id, in hexadecimal.
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("at", Utc, nullable=False),
)

LINKS = sa.Table(
    "links",
    METADATA,
    # Of the code; who reads the table cannot use it.
    sa.Column("digest", sa.String(64), primary_key=True),
    # Where the code leads from, and once it has been used, where it led.
    of_conversation(),
    # The digest of where it leads from, which stays: erasing that erases what it led to.
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("ends_at", Utc, nullable=False),
    # The digest of who used it, who may ask again: the answer may have been lost on the way.
    sa.Column("used_by", sa.String(64)),
    sa.Index("ix_links_conversation", "conversation"),
    sa.Index("ix_links_source", "source"),
)

ALERTS = sa.Table(
    "alerts",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    of_conversation(),
    # What stands for the conversation outside, where its id has no business.
    sa.Column("reference", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("way", sa.String(20), nullable=False),
    sa.Column("raised_at", Utc, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    # NULL where nothing is left to do: it was sent, or given up.
    sa.Column("due_at", Utc),
    sa.Column("sent_at", Utc),
    sa.Index("ix_alerts_conversation", "conversation"),
    sa.Index("ix_alerts_due_at", "due_at", **{f"{on}_where": _DUE for on in DATABASES}),
    sqlite_autoincrement=True,
)
