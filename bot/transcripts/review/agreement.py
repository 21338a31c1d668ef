"""How often staff agree with what came out, month by month: by the last verdict on each conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timezone, tzinfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.review.filters import VERDICTS
from bot.transcripts.review.tables import LAST_VERDICTS, REVIEWS


@dataclass(frozen=True)
class Month:
    """The verdicts of one month, `2026-01`: how many there are of each."""

    month: str
    verdicts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All verdicts together."""
        return sum(self.verdicts.values())

    @property
    def agreement(self) -> float:
        """The share of those that agree."""
        return self.verdicts["agree"] / self.total


def agreement(connection: Connection, zone: tzinfo = timezone.utc) -> list[Month]:
    """Every month with a verdict, oldest first."""
    counted: dict[str, Counter[str]] = {}
    for row in connection.execute(_VERDICTS):
        counted.setdefault(f"{row.at.astimezone(zone):%Y-%m}", Counter())[row.verdict] += 1
    return [
        Month(month, {verdict: verdicts[verdict] for verdict in VERDICTS})
        for month, verdicts in sorted(counted.items())
    ]


_VERDICTS = sa.select(REVIEWS.c.at, REVIEWS.c.verdict).where(REVIEWS.c.id.in_(LAST_VERDICTS))
