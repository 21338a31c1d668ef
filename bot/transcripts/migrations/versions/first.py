"""Events, conversations, answers and messages.

Written out rather than taken from `tables`: a step stays what it was when the tables go on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The first tables."""
    _events()
    _conversations()
    _answers()
    _messages()


def downgrade() -> None:
    """None of them."""
    for table in ("messages", "answers", "conversations", "events"):
        op.drop_table(table)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False),
        sa.Column("type_name", sa.String(255), nullable=False),
        sa.Column("timestamp", sa.Float(53)),
        sa.Column("intent_name", sa.String(255)),
        sa.Column("action_name", sa.String(255)),
        sa.Column("data", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_sender_id_id", "events", ["sender_id", "id"])


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("channel", sa.String(50)),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("urgency", sa.String(20)),
        sa.Column("last_question", sa.String(100)),
        sa.Column("knowledge", sa.String(100)),
        sa.Column("consent", sa.String(10)),
        sa.Column("last_event", NUMBER, nullable=False),
    )
    op.create_index("ix_conversations_last_at_id", "conversations", ["last_at", "id"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("origin", sa.String(20)),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answers_conversation_id", "answers", ["conversation", "id"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("channel", sa.String(50)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("metadata", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reply", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.Column("delivered_at", MOMENT),
        sa.UniqueConstraint("conversation", "message_id", name="uq_messages_conversation_message_id"),
        sqlite_autoincrement=True,
    )
    unfinished = sa.text("delivered_at IS NULL")
    op.create_index(
        "ix_messages_unfinished",
        "messages",
        ["conversation"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )


def _of_conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)
