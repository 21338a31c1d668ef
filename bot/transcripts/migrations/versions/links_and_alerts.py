"""Links that carry conversations over to the website, and alerts on their way to staff."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A table for each."""
    _links()
    _alerts()


def downgrade() -> None:
    """Without them: links handed out lead nowhere, and alerts not sent yet never are."""
    op.drop_table("alerts")
    op.drop_table("links")


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("digest", sa.String(64), primary_key=True),
        _of_conversation(),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("used_by", sa.String(64)),
    )
    op.create_index("ix_links_conversation", "links", ["conversation"])
    op.create_index("ix_links_source", "links", ["source"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_conversation", "alerts", ["conversation"])
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_alerts_due_at", "alerts", ["due_at"], sqlite_where=due, postgresql_where=due)


def _of_conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)
