"""Calls patients asked for, their codes, holds, receipts of erasures, redactions, the log of retention."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PERSON = sa.String(60)


def upgrade() -> None:
    """A table for each."""
    _codes()
    _requests()
    _holds()
    _receipts()
    _redactions()
    _retention_runs()


def downgrade() -> None:
    """Without them: calls asked for are lost, holds no longer keep anything, receipts prove nothing."""
    for table in ("retention_runs", "redactions", "receipts", "holds", "requests", "codes"):
        op.drop_table(table)


def _codes() -> None:
    op.create_table(
        "codes",
        sa.Column("code", sa.String(20), primary_key=True),
        _of_conversation(),
        sa.Column("told_at", MOMENT, nullable=False),
    )
    op.create_index("ix_codes_conversation", "codes", ["conversation"])


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("reach_kind", sa.String(10), nullable=False),
        sa.Column("reach", sa.String(200), nullable=False),
        sa.Column("name", sa.String(100)),
        sa.Column("best_time", sa.String(200)),
        sa.Column("agreed_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by", PERSON),
        sa.Column("note", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_requests_conversation", "requests", ["conversation"])
    undone = sa.text("done_at IS NULL")
    op.create_index("ix_requests_open", "requests", ["id"], sqlite_where=undone, postgresql_where=undone)


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by", PERSON, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("lifted_by", PERSON),
        sa.Column("lifted_at", MOMENT),
        sa.Column("erasure_asked_at", MOMENT),
        sqlite_autoincrement=True,
    )
    standing = sa.text("lifted_at IS NULL")
    op.create_index(
        "uq_holds_standing",
        "holds",
        ["conversation"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_index("ix_holds_conversation", "holds", ["conversation"])


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("number", sa.String(20), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("asked_by", sa.String(20), nullable=False),
        sa.Column("person", PERSON),
        sa.Column("rows", sa.Text, nullable=False),
    )
    op.create_index("ix_receipts_at", "receipts", ["at"])


def _redactions() -> None:
    op.create_table(
        "redactions",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("letters", sa.Integer, nullable=False),
        sa.Column("person", PERSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_redactions_conversation", "redactions", ["conversation"])


def _retention_runs() -> None:
    op.create_table(
        "retention_runs",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("dry", sa.Boolean, nullable=False),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("due", sa.Integer, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("erased", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _of_conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)
