"""Reviews stay as they were written: the database itself lets nobody change one or take one away.

Three things may be done to a review. It goes with its conversation when that is erased. It goes along when
its conversation moves: then, and only then, two conversations have the same last event. And words are taken
out of what staff wrote in it, `[redacted]` standing where they were; what is left must fit what was there.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JUDGED = ("id", "person", "at", "verdict", "cause", "urgency", "assigned_to", "follow_up", "done")
WRITTEN = ("note", "tags")
MOVES = (
    "coalesce((SELECT last_event FROM conversations WHERE id = old.conversation)"
    " = (SELECT last_event FROM conversations WHERE id = new.conversation), {no})"
)


def upgrade() -> None:
    """Seal the reviews, and what the seal of the log had left open."""
    for statement in SEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Only the program keeps them then."""
    for statement in UNSEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def _fits(same: str, no: str, pattern: str) -> str:
    """Whether a change is one of those that may be."""
    judged = [f"new.{name} {same} old.{name}" for name in JUDGED]
    written = [f"old.{name} {pattern.format(f'new.{name}')}" for name in WRITTEN]
    moved = f"(new.conversation = old.conversation OR {MOVES.format(no=no)})"
    return " AND ".join([*judged, moved, *written])


# What is left as a pattern of what was there: its own signs escaped, then anything where `[redacted]` is.
_GLOB = (
    "GLOB replace(replace(replace(replace({0}, '[', '[[]'), '?', '[?]'), '*', '[*]'), '[[]redacted]', '*')"
)
_LIKE = (
    "LIKE replace(replace(replace(replace({0}, '!', '!!'), '%', '!%'), '_', '!_'), '[redacted]', '%')"
    " ESCAPE '!'"
)
_STANDS = "EXISTS (SELECT 1 FROM conversations WHERE id = old.conversation)"

SEAL = {
    "sqlite": (
        "CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews"
        f" WHEN NOT ({_fits('IS', '0', _GLOB)})"
        " BEGIN SELECT RAISE(ABORT, 'reviews are only added to'); END",
        f"CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews WHEN {_STANDS}"
        " BEGIN SELECT RAISE(ABORT, 'reviews are only added to'); END",
        # INSERT OR REPLACE takes the old row away without asking the triggers above.
        "CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews"
        " WHEN EXISTS (SELECT 1 FROM reviews WHERE id = new.id)"
        " BEGIN SELECT RAISE(ABORT, 'reviews are only added to'); END",
        "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit"
        " WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id)"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION reviews_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'DELETE' AND NOT {_STANDS} THEN RETURN old; END IF;"
        f" IF TG_OP = 'UPDATE' AND ({_fits('IS NOT DISTINCT FROM', 'false', _LIKE)}) THEN RETURN new; END IF;"
        " RAISE EXCEPTION 'reviews are only added to'; END $$",
        "CREATE TRIGGER reviews_stay BEFORE UPDATE OR DELETE ON reviews"
        " FOR EACH ROW EXECUTE FUNCTION reviews_stay()",
        "CREATE TRIGGER reviews_stay_all BEFORE TRUNCATE ON reviews"
        " FOR EACH STATEMENT EXECUTE FUNCTION reviews_stay()",
    ),
}
UNSEAL = {
    "sqlite": tuple(
        f"DROP TRIGGER {name}"
        for name in ("audit_no_replace", "reviews_no_replace", "reviews_no_delete", "reviews_no_update")
    ),
    "postgresql": (
        "DROP TRIGGER reviews_stay_all ON reviews",
        "DROP TRIGGER reviews_stay ON reviews",
        "DROP FUNCTION reviews_stay()",
    ),
}
