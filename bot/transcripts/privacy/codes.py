"""The codes patients were told: by one the clinic finds a conversation, whatever its id."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.privacy.tables import CODES


def told(connection: Connection, conversation: str, code: str, now: datetime) -> None:
    """Note that a patient was told this code; once."""
    if connection.execute(_FIND, {"code": code}).first() is None:
        connection.execute(sa.insert(CODES), {"code": code, "conversation": conversation, "told_at": now})


def conversation(connection: Connection, typed: str) -> str | None:
    """The conversation with this code, typed with or without hyphen, in any letters."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    found: str | None = connection.execute(_FIND, {"code": f"{signs[:4]}-{signs[4:]}"}).scalar()
    return found


def of_conversation(connection: Connection, named: str) -> list[str]:
    """The codes of a conversation, oldest first: each session told one."""
    found = sa.select(CODES.c.code).where(CODES.c.conversation == named).order_by(CODES.c.told_at)
    return list(connection.execute(found).scalars())


_FIND = sa.select(CODES.c.conversation).where(CODES.c.code == sa.bindparam("code"))
