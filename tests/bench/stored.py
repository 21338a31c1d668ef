"""Whether a database holds exactly what was said: nothing lost, doubled or out of order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.transcripts.database import connect
from bot.transcripts.tables import CONVERSATIONS, EVENTS, MESSAGES


@dataclass(frozen=True)
class Kept:
    """What went wrong with some conversations; `wrong` are turns miscounted and messages without a reply."""

    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    wrong: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.disordered + other.disordered,
            self.wrong + other.wrong,
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing went wrong."""
        return self == Kept()


def check(address: str, conversations: Sequence[str], script: Sequence[str]) -> Kept:
    """The faults in all conversations, each of which said the script."""
    with connect(address).connect() as connection:
        return sum((_check(connection, each, script) for each in conversations), Kept())


def compare(said: Sequence[str], stored: Sequence[str]) -> Kept:
    """What was said beside what is stored."""
    lost, doubled = Counter(said) - Counter(stored), Counter(stored) - Counter(said)
    disordered = not lost and not doubled and list(stored) != list(said)
    return Kept(lost.total(), doubled.total(), int(disordered))


def _check(connection: sa.engine.Connection, conversation: str, script: Sequence[str]) -> Kept:
    events = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == conversation, EVENTS.c.type_name == "user")
    messages = sa.select(MESSAGES.c.text, MESSAGES.c.reply).where(MESSAGES.c.conversation == conversation)
    turns = sa.select(CONVERSATIONS.c.turns).where(CONVERSATIONS.c.id == conversation)
    heard = [json.loads(data)["text"] for data in connection.execute(events.order_by(EVENTS.c.id)).scalars()]
    received = connection.execute(messages.order_by(MESSAGES.c.id)).all()
    counted = connection.execute(turns).scalar()
    unanswered = sum(not row.reply for row in received)
    return (
        compare(script, heard)
        + compare(script, [row.text for row in received])
        + Kept(wrong=unanswered + (counted != len(script)))
    )
