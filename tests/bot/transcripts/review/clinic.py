"""A clinic's database in miniature: conversations as the bot leaves them, a line each."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.transcripts import schema
from bot.transcripts.database import connect, writing
from bot.transcripts.review import findings
from bot.transcripts.review.tables import FINDINGS
from bot.transcripts.tables import CONVERSATIONS, MESSAGES

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=timezone.utc)


class Clinic:
    """A database of this version to put conversations into."""

    def __init__(self, address: str) -> None:
        self.engine: Engine = connect(address)
        schema.upgrade(self.engine)
        self.writer = writing(self.engine)

    def conversation(
        self,
        name: str,
        *said: str | tuple[str, str],
        at: datetime = NOON,
        minutes: int = 10,
        found: tuple[tuple[str, str], ...] = (),
        **columns: Any,
    ) -> str:
        """A conversation that ended at a moment; `said` are messages, with what the bot replied."""
        whole = {"state": "finished", "urgency": None, "turns": 5, "missed": 0, "last_event": 1, **columns}
        row = {"id": name, "started_at": at - timedelta(minutes=minutes), "last_at": at, **whole}
        row["rank"] = findings.rank(row["urgency"])
        with self.writer.begin() as connection:
            connection.execute(sa.insert(CONVERSATIONS), row)
            for number, each in enumerate(said):
                text, reply = each if isinstance(each, tuple) else (each, "I see.")
                message = {"conversation": name, "message_id": f"m{number}", "received_at": at, "text": text}
                connection.execute(sa.insert(MESSAGES), {**message, "tries": 1, "reply": [{"text": reply}]})
            for kind, what in found:
                connection.execute(sa.insert(FINDINGS), {"conversation": name, "kind": kind, "name": what})
        return name
