"""The tables of what patients asked of the clinic, and of what became of their conversations."""

from __future__ import annotations

import sqlalchemy as sa

from bot.transcripts.tables import DATABASES, METADATA, Json, Number, Utc

PERSON = sa.String(60)
_OPEN = sa.text("done_at IS NULL")
_STANDING = sa.text("lifted_at IS NULL")


def _of_conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)


CODES = sa.Table(
    "codes",
    METADATA,
    # What the patient was told: by this the clinic finds the conversation, whatever its id is now.
    sa.Column("code", sa.String(20), primary_key=True),
    _of_conversation(),
    sa.Column("told_at", Utc, nullable=False),
    sa.Index("ix_codes_conversation", "conversation"),
)

REQUESTS = sa.Table(
    "requests",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    _of_conversation(),
    sa.Column("reach_kind", sa.String(10), nullable=False),
    sa.Column("reach", sa.String(200), nullable=False),
    sa.Column("name", sa.String(100)),
    sa.Column("best_time", sa.String(200)),
    sa.Column("agreed_at", Utc, nullable=False),
    # NULL while nobody has seen to it.
    sa.Column("done_at", Utc),
    sa.Column("done_by", PERSON),
    sa.Column("note", sa.Text),
    sa.Index("ix_requests_conversation", "conversation"),
    sa.Index("ix_requests_open", "id", **{f"{on}_where": _OPEN for on in DATABASES}),
    sqlite_autoincrement=True,
)

HOLDS = sa.Table(
    "holds",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    _of_conversation(),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("set_by", PERSON, nullable=False),
    sa.Column("set_at", Utc, nullable=False),
    sa.Column("lifted_by", PERSON),
    # NULL while it stands.
    sa.Column("lifted_at", Utc),
    # When the patient asked for an erasure that the hold stood in the way of.
    sa.Column("erasure_asked_at", Utc),
    sa.Index(
        "uq_holds_standing", "conversation", unique=True, **{f"{on}_where": _STANDING for on in DATABASES}
    ),
    sa.Index("ix_holds_conversation", "conversation"),
    sqlite_autoincrement=True,
)

RECEIPTS = sa.Table(
    "receipts",
    METADATA,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    # SHA-256 of the conversation's id: who knows the id can tell that this is its receipt.
    sa.Column("conversation", sa.String(64), nullable=False),
    sa.Column("asked_by", sa.String(20), nullable=False),
    sa.Column("person", PERSON),
    # How many rows of each table went; never what stood in them.
    sa.Column("rows", Json, nullable=False),
    sa.Index("ix_receipts_at", "at"),
)

REDACTIONS = sa.Table(
    "redactions",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    _of_conversation(),
    sa.Column("message_id", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(30), nullable=False),
    sa.Column("letters", sa.Integer, nullable=False),
    sa.Column("person", PERSON, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_redactions_conversation", "conversation"),
    sqlite_autoincrement=True,
)

RETENTION_RUNS = sa.Table(
    "retention_runs",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("dry", sa.Boolean, nullable=False),
    sa.Column("rule", sa.String(80), nullable=False),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("due", sa.Integer, nullable=False),
    sa.Column("held", sa.Integer, nullable=False),
    sa.Column("erased", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
