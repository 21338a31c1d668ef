"""What is left of a conversation erased for good: that there was one under this id, and when it went.

No id is kept, only its digest: who knows the id can tell, and nobody can read it from there.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.site_settings import LONGEST_TOKEN_HOURS
from bot.transcripts.refusal import Refusal
from bot.transcripts.tables import ERASED

LASTS = timedelta(hours=LONGEST_TOKEN_HOURS) + timedelta(days=1)
"""By then no token of the conversation is good any more, whatever the clinic's settings have been since."""


class Ended(Refusal):
    """A conversation that its patient has had erased for good is asked for again."""


def digest(conversation: str) -> str:
    """What is kept in place of an id."""
    return hashlib.sha256(conversation.encode()).hexdigest()


def remember(connection: Connection, conversation: str, now: datetime) -> None:
    """Note an erasure. Raises IntegrityError if it is noted already."""
    connection.execute(_REMEMBER, {"digest": digest(conversation), "at": now})


def reserve(connection: Connection, conversation: str, now: datetime) -> None:
    """Take the place of the note until the end of the transaction: no erasure can be noted meanwhile.

    Raises IntegrityError if one is noted, also by a transaction that has just gone before.
    """
    remember(connection, conversation, now)
    connection.execute(_FORGET, {"this": digest(conversation)})


def is_erased(connection: Connection, conversation: str) -> bool:
    """Whether a conversation was erased for good."""
    return connection.execute(_FIND, {"this": digest(conversation)}).first() is not None


def digests(connection: Connection) -> frozenset[str]:
    """Everything that is noted."""
    return frozenset(connection.execute(sa.select(ERASED.c.digest)).scalars())


def prune(connection: Connection, before: datetime) -> int:
    """Drop what was noted before then; the result is how many."""
    return int(connection.execute(_PRUNE, {"before": before}).rowcount)


_THIS = ERASED.c.digest == sa.bindparam("this")
_REMEMBER = sa.insert(ERASED)
_FORGET = sa.delete(ERASED).where(_THIS)
_FIND = sa.select(ERASED.c.digest).where(_THIS)
_PRUNE = sa.delete(ERASED).where(ERASED.c.at < sa.bindparam("before"))
