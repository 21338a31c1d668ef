"""Legal holds: while one stands, neither staff nor age nor patient erases or redacts the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.privacy.tables import HOLDS
from bot.transcripts.refusal import Refusal


class OnHold(Refusal):
    """A conversation that must be kept was to be erased or changed."""


@dataclass(frozen=True)
class Hold:
    """One hold, standing or lifted."""

    id: int
    conversation: str
    reason: str
    set_by: str
    set_at: datetime
    lifted_by: str | None
    lifted_at: datetime | None
    erasure_asked_at: datetime | None


def place(connection: Connection, conversation: str, reason: str, by: str, now: datetime) -> bool:
    """Hold a conversation; False if it is held already."""
    if standing(connection, [conversation]):
        return False
    new = {"conversation": conversation, "reason": reason, "set_by": by, "set_at": now}
    connection.execute(sa.insert(HOLDS), new)
    return True


def standing(connection: Connection, conversations: list[str]) -> list[Hold]:
    """The holds that stand on any of these."""
    found = _STANDING.where(HOLDS.c.conversation.in_(conversations))
    return [Hold(**row) for row in connection.execute(found).mappings()]


def everything(connection: Connection) -> list[Hold]:
    """All holds that stand, oldest first."""
    return [Hold(**row) for row in connection.execute(_STANDING.order_by(HOLDS.c.id)).mappings()]


def erasure_wanted(connection: Connection, conversations: list[str], now: datetime) -> None:
    """Note that the patient asked for an erasure that has to wait."""
    waits = sa.update(HOLDS).where(HOLDS.c.conversation.in_(conversations), HOLDS.c.lifted_at.is_(None))
    connection.execute(waits.where(HOLDS.c.erasure_asked_at.is_(None)).values(erasure_asked_at=now))


def lift(connection: Connection, conversation: str, by: str, now: datetime) -> Hold | None:
    """Let a conversation go; the result is the hold that stood: it tells whether erasure was wanted."""
    found = standing(connection, [conversation])
    if not found:
        return None
    lifted = sa.update(HOLDS).where(HOLDS.c.id == found[0].id, HOLDS.c.lifted_at.is_(None))
    return found[0] if connection.execute(lifted.values(lifted_by=by, lifted_at=now)).rowcount else None


_STANDING = sa.select(HOLDS).where(HOLDS.c.lifted_at.is_(None))
