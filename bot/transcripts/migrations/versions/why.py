"""Who asks why, found without reading every event: the figures count it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WHY = sa.text("intent_name IN ('ask_why', 'ask_meaning')")


def upgrade() -> None:
    """An index of these few messages alone: any other that is written costs nothing more."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # a large clinic's events take longer than a turn may
    op.create_index("ix_events_why", "events", ["sender_id"], sqlite_where=WHY, postgresql_where=WHY)


def downgrade() -> None:
    """Counting them takes longer then."""
    op.drop_index("ix_events_why", "events")
