"""The lock of a conversation from outside a bot, where PostgreSQL keeps both conversations and locks.

On SQLite a transaction that writes keeps everybody else out by itself. With either, a turn that began
before is not stored: the event it set out from is gone.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def number(conversation: str) -> int:
    """A number for a conversation, in the range PostgreSQL takes."""
    digest = hashlib.blake2b(conversation.encode(), digest_size=8, person=b"rls-lock").digest()
    return int.from_bytes(digest, "big", signed=True)


def alone_with(connection: Connection, conversation: str) -> None:
    """Wait until no bot takes a turn of a conversation, and let none begin until this transaction ends.

    Raises OperationalError for a turn that takes too long. Not for who holds the lock already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number(conversation))))
