"""The tables of the review. Everything here belongs to a conversation and is erased with it."""

from __future__ import annotations

import sqlalchemy as sa

from bot.transcripts.tables import METADATA, Json, Number, Utc, of_conversation

FINDINGS = sa.Table(
    "findings",
    METADATA,
    of_conversation(),
    # `red_flag cause medicine pregnant`: what a conversation is looked for by.
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("name", sa.String(100), nullable=False),
    sa.PrimaryKeyConstraint("conversation", "kind", "name"),
    sa.Index("ix_findings_kind_name_conversation", "kind", "name", "conversation"),
)

REVIEWS = sa.Table(
    "reviews",
    METADATA,
    # Each is the whole judgement as it stood then: the last one counts, none is ever changed.
    sa.Column("id", Number, primary_key=True),
    of_conversation(),
    sa.Column("person", sa.String(60), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("verdict", sa.String(20)),
    # What would have been right, where something else came out.
    sa.Column("cause", sa.String(100)),
    sa.Column("urgency", sa.String(20)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("tags", Json, nullable=False),
    sa.Column("assigned_to", sa.String(60)),
    sa.Column("follow_up", sa.Date),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Index("ix_reviews_conversation_id", "conversation", "id"),
    sa.Index("ix_reviews_person_conversation", "person", "conversation"),
    sqlite_autoincrement=True,
)

LAST_VERDICTS = (
    sa.select(sa.func.max(REVIEWS.c.id))
    .where(REVIEWS.c.verdict.is_not(None))
    .group_by(REVIEWS.c.conversation)
)
"""Of each conversation the last review that has a verdict: a later note or follow-up takes none back."""

TAGS = sa.Table(
    "tags",
    METADATA,
    of_conversation(),
    sa.Column("tag", sa.String(30), nullable=False),
    sa.PrimaryKeyConstraint("conversation", "tag"),
    sa.Index("ix_tags_tag_conversation", "tag", "conversation"),
)

CORRECTIONS = sa.Table(
    "corrections",
    METADATA,
    sa.Column("id", Number, primary_key=True),
    of_conversation(),
    sa.Column("message_id", sa.String(200), nullable=False),
    sa.Column("person", sa.String(60), nullable=False),
    sa.Column("at", Utc, nullable=False),
    # What the patient wrote without what tells who they are, the question it answered, and what it means.
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("question", sa.String(100), nullable=False),
    sa.Column("means", Json, nullable=False),
    sa.UniqueConstraint("conversation", "message_id", name="uq_corrections_conversation_message_id"),
    sqlite_autoincrement=True,
)
