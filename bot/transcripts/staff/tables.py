"""The tables of staff, their sessions, and what they did."""

from __future__ import annotations

import sqlalchemy as sa

from bot.transcripts.tables import METADATA, Json, Number, Utc

STAFF = sa.Table(
    "staff",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    sa.Column("name", sa.String(60), nullable=False, unique=True),
    sa.Column("role", sa.String(20), nullable=False),
    # NULL until the person has chosen one; only its Argon2 hash is kept.
    sa.Column("password", sa.String(200)),
    # What one-time codes are made from, sealed, and the last half minute one was taken for: each counts once.
    sa.Column("totp", sa.String(64)),
    sa.Column("totp_step", Number),
    # The digest of the code in a one-time link.
    sa.Column("invitation", sa.String(64), unique=True),
    sa.Column("invited_until", Utc),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until", Utc),
    sa.Column("disabled_at", Utc),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("last_at", Utc),
    sqlite_autoincrement=True,
)

SESSIONS = sa.Table(
    "staff_sessions",
    METADATA,
    # Of the token in the browser; who reads the table cannot use it.
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("person", Number, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    sa.Column("began_at", Utc, nullable=False),
    sa.Column("last_at", Utc, nullable=False),
    sa.Index("ix_staff_sessions_person", "person"),
)

AUDIT = sa.Table(
    "audit",
    METADATA,
    # Counted up one by one by who writes, so that a gap shows.
    sa.Column("id", Number, primary_key=True, autoincrement=False),
    sa.Column("at", Utc, nullable=False),
    # The name as it was then: people come and go, the log stays.
    sa.Column("person", sa.String(60), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    # The digest of a conversation's id, which outlives the conversation and names nobody.
    sa.Column("conversation", sa.String(64)),
    sa.Column("detail", Json, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_audit_person_id", "person", "id"),
    sa.Index("ix_audit_action_id", "action", "id"),
    sa.Index("ix_audit_conversation_id", "conversation", "id"),
)
