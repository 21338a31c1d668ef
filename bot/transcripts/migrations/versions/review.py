"""What staff find conversations by, what they make of them, and an index of the words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
COLUMNS = ("rank", "missed", "reviewed", "assigned_to", "follow_up")
RANK = (
    "CASE urgency WHEN 'routine' THEN 1 WHEN 'soon' THEN 2 WHEN 'same_day' THEN 3"
    " WHEN 'emergency' THEN 4 ELSE 0 END"
)
MISSED = (
    "(SELECT count(*) FROM events WHERE events.sender_id = conversations.id"
    " AND events.action_name IN ('action_not_understood', 'action_default_fallback'))"
)


def upgrade() -> None:
    """Columns, tables, words; with what is already stored in them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # a large clinic's words take longer than a turn may
    _columns()
    _findings()
    _reviews()
    _corrections()
    connection = op.get_bind()
    for statement in WORDS[connection.dialect.name]:
        op.execute(statement)
    op.execute(f"UPDATE conversations SET rank = {RANK}, missed = {MISSED}")
    _fill(connection)


def downgrade() -> None:
    """Without them: every review is lost."""
    for statement in NO_WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in ("corrections", "tags", "reviews", "findings"):
        op.drop_table(table)
    for index in ("ix_conversations_queue", "ix_conversations_rank"):
        op.drop_index(index, "conversations")
    for column in COLUMNS:
        op.drop_column("conversations", column)


def _columns() -> None:
    for column in (
        sa.Column("rank", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("missed", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reviewed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("assigned_to", sa.String(60)),
        sa.Column("follow_up", sa.Date),
    ):
        op.add_column("conversations", column)
    op.create_index("ix_conversations_queue", "conversations", ["reviewed", "rank", "last_at", "id"])
    op.create_index("ix_conversations_rank", "conversations", ["rank", "last_at", "id"])


def _findings() -> None:
    op.create_table(
        "findings",
        _of_conversation(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "kind", "name"),
    )
    op.create_index("ix_findings_kind_name_conversation", "findings", ["kind", "name", "conversation"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("verdict", sa.String(20)),
        sa.Column("cause", sa.String(100)),
        sa.Column("urgency", sa.String(20)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("assigned_to", sa.String(60)),
        sa.Column("follow_up", sa.Date),
        sa.Column("done", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reviews_conversation_id", "reviews", ["conversation", "id"])
    op.create_index("ix_reviews_person_conversation", "reviews", ["person", "conversation"])
    op.create_table(
        "tags",
        _of_conversation(),
        sa.Column("tag", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "tag"),
    )
    op.create_index("ix_tags_tag_conversation", "tags", ["tag", "conversation"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", NUMBER, primary_key=True),
        _of_conversation(),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("means", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation", "message_id", name="uq_corrections_conversation_message_id"),
        sqlite_autoincrement=True,
    )


def _of_conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(200), key, nullable=False)


# The words. On SQLite an index of its own, which triggers keep with the messages, whoever changes them
# and however they go. On PostgreSQL indexes over functions of the messages.
_SAID = (
    "(SELECT group_concat(json_extract(value, '$.text'), ' ')"
    " FROM json_each({0}.reply) WHERE type = 'object')"
)
_IN = "INSERT INTO message_words (rowid, heard, said) VALUES (new.id, new.text, " + _SAID.format("new") + ");"
_OUT = (
    "INSERT INTO message_words (message_words, rowid, heard, said)"
    " VALUES ('delete', old.id, old.text, " + _SAID.format("old") + ");"
)
_SIGNS = """!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~’‘“”–—"""
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE message_words USING fts5("
        "heard, said, content='', tokenize=\"unicode61 remove_diacritics 2\")",
        f"CREATE TRIGGER message_words_in AFTER INSERT ON messages BEGIN {_IN} END",
        f"CREATE TRIGGER message_words_out AFTER DELETE ON messages BEGIN {_OUT} END",
        f"CREATE TRIGGER message_words_on AFTER UPDATE OF text, reply ON messages BEGIN {_OUT} {_IN} END",
        "INSERT INTO message_words (rowid, heard, said) SELECT id, text, "
        + _SAID.format("messages")
        + " FROM messages",
    ),
    "postgresql": (
        "CREATE FUNCTION rls_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
        f" SELECT regexp_replace(normalize(translate($1, '{_SIGNS}', repeat(' ', {len(_SIGNS)})), NFKD),"
        " '[\\u0300-\\u036f]', '', 'g') $$",
        # What JSON may say and PostgreSQL cannot is left out, rather than lose the patient's turn.
        "CREATE FUNCTION rls_said(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
        " SELECT string_agg(one ->> 'text', ' ') FROM jsonb_array_elements("
        r"regexp_replace($1, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g')::jsonb) AS one $$",
        "CREATE INDEX ix_messages_heard ON messages USING gin (to_tsvector('simple', rls_plain(text)))",
        "CREATE INDEX ix_messages_said ON messages"
        " USING gin (to_tsvector('simple', rls_plain(rls_said(reply))))",
    ),
}
NO_WORDS = {
    "sqlite": (
        "DROP TRIGGER message_words_on",
        "DROP TRIGGER message_words_out",
        "DROP TRIGGER message_words_in",
        "DROP TABLE message_words",
    ),
    "postgresql": (
        "DROP INDEX ix_messages_said",
        "DROP INDEX ix_messages_heard",
        "DROP FUNCTION rls_said(text)",
        "DROP FUNCTION rls_plain(text)",
    ),
}


def _fill(connection: sa.engine.Connection) -> None:
    """The findings of the conversations already stored."""
    for conversation in connection.exec_driver_sql("SELECT id FROM conversations").scalars().all():
        if found := {*_assessed(connection, conversation), *_answered(connection, conversation)}:
            rows = [{"conversation": conversation, "kind": kind, "name": name} for kind, name in found]
            connection.execute(ADD_FINDING, rows)


def _assessed(connection: sa.engine.Connection, conversation: str) -> Iterator[tuple[str, str]]:
    data = connection.execute(LAST_ASSESSMENT, {"of": conversation}).scalar()
    assessment: Mapping[str, Any] = (json.loads(data).get("value") if data else None) or {}
    for kind, part in (("red_flag", "red_flags"), ("cause", "causes")):
        yield from ((kind, each["id"]) for each in assessment.get(part) or ())


def _answered(connection: sa.engine.Connection, conversation: str) -> Iterator[tuple[str, str]]:
    given: Iterable[Any] = connection.execute(ANSWERS, {"of": conversation})
    values = {row.question: json.loads(row.value) if row.value else None for row in given}
    for listed in (values.get("medications"), values.get("otc_medications")):
        yield from (("medicine", each) for each in listed or () if isinstance(listed, list))
    if values.get("pregnant"):
        yield "pregnant", str(values["pregnant"])


LAST_ASSESSMENT = sa.text(
    "SELECT data FROM events WHERE sender_id = :of AND type_name = 'slot' AND action_name = 'assessment'"
    " ORDER BY id DESC LIMIT 1"
)
ANSWERS = sa.text(
    "SELECT question, value FROM answers WHERE conversation = :of"
    " AND question IN ('medications', 'otc_medications', 'pregnant') ORDER BY id"
)
ADD_FINDING = sa.text("INSERT INTO findings (conversation, kind, name) VALUES (:conversation, :kind, :name)")
