"""Staff, their sessions, and the log of what they did, which the database itself lets nobody change."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A table for each, and what keeps the log as it was written."""
    _staff()
    _sessions()
    _audit()
    _seal(op.get_bind().dialect.name)


def downgrade() -> None:
    """Without them: nobody can sign in, and the log is lost."""
    for table in ("audit", "staff_sessions", "staff"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stays()")


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("name", sa.String(60), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200)),
        sa.Column("totp", sa.String(64)),
        sa.Column("totp_step", NUMBER),
        sa.Column("invitation", sa.String(64), unique=True),
        sa.Column("invited_until", MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", MOMENT),
        sa.Column("disabled_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT),
        sqlite_autoincrement=True,
    )


def _sessions() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person", NUMBER, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
    )
    op.create_index("ix_staff_sessions_person", "staff_sessions", ["person"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(64)),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    for column in ("person", "action", "conversation"):
        op.create_index(f"ix_audit_{column}_id", "audit", [column, "id"])


def _seal(database: str) -> None:
    if database == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )
