"""Spreads invented conversations over the last weeks, and has some of them reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.privacy.tables import CODES, REQUESTS
from bot.transcripts.review import reviews
from bot.transcripts.review.filters import VERDICTS
from bot.transcripts.review.reviews import Judgement
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS, MESSAGES

DAYS = 70
REVIEWED = 0.6
STAFF = ("nora", "olaf", "priya")
_SHARES = (80, 8, 7, 5)
_LATER = timedelta(seconds=1)


def age(connection: Connection, conversation: str, now: datetime, random: Random) -> None:
    """Let a conversation have been held at some time, with pauses as people make them."""
    written = sa.select(MESSAGES.c.id).where(_mine(MESSAGES, conversation)).order_by(MESSAGES.c.id)
    numbers = list(connection.execute(written).scalars())
    if not numbers:
        return
    begun = now - timedelta(days=DAYS * random.random() ** 2, minutes=random.randint(20, 600))
    moments = _moments(begun, len(numbers), random)
    _age_messages(connection, numbers, moments)
    _age_answers(connection, conversation, moments)
    _age_events(connection, conversation, moments)
    for column in (CODES.c.told_at, REQUESTS.c.agreed_at):
        changed = sa.update(column.table).where(_mine(column.table, conversation))
        connection.execute(changed.values({column: moments[-1]}))
    ends = {"started_at": moments[0], "last_at": moments[-1]}
    connection.execute(sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation).values(ends))


def review(connection: Connection, conversation: str, random: Random) -> None:
    """Let one of the staff have judged a conversation that came to its end, if so it happens."""
    row = connection.execute(_STANDING, {"this": conversation}).first()
    if row is None or row.state not in {"finished", "emergency"} or random.random() > REVIEWED:
        return
    verdict = random.choices(VERDICTS, _SHARES)[0]
    judgement = Judgement(verdict=verdict, note="Called back." if random.random() < 0.3 else "", done=True)
    at = row.last_at + timedelta(hours=random.randint(1, 30))
    reviews.add(connection, conversation, random.choice(STAFF), judgement, (0, row.last_event), at)


def _moments(begun: datetime, count: int, random: Random) -> list[datetime]:
    moments = [begun]
    while len(moments) < count:
        moments.append(moments[-1] + timedelta(seconds=random.lognormvariate(3, 0.6)))
    return moments


def _age_messages(connection: Connection, numbers: Sequence[int], moments: Sequence[datetime]) -> None:
    said = [
        {"this": number, "heard": at, "said": at + _LATER}
        for number, at in zip(numbers, moments, strict=True)
    ]
    connection.execute(_MESSAGE, said)


def _age_answers(connection: Connection, conversation: str, moments: Sequence[datetime]) -> None:
    given = sa.select(ANSWERS.c.id, ANSWERS.c.turn).where(_mine(ANSWERS, conversation))
    rows = connection.execute(given).all()
    if rows:
        aged = [{"this": row.id, "then": moments[min(row.turn, len(moments)) - 1]} for row in rows]
        connection.execute(_ANSWER, aged)


def _age_events(connection: Connection, conversation: str, moments: Sequence[datetime]) -> None:
    mine = sa.select(EVENTS.c.id, EVENTS.c.type_name).where(EVENTS.c.sender_id == conversation)
    heard, aged = 0, []
    for row in connection.execute(mine.order_by(EVENTS.c.id)).all():
        heard += row.type_name == "user"
        at = moments[min(max(heard, 1), len(moments)) - 1].timestamp()
        aged.append({"this": row.id, "then": at})
    connection.execute(_EVENT, aged)


def _mine(table: sa.Table, conversation: str) -> Any:
    return table.c.conversation == conversation


_STANDING = sa.select(CONVERSATIONS.c.state, CONVERSATIONS.c.last_at, CONVERSATIONS.c.last_event).where(
    CONVERSATIONS.c.id == sa.bindparam("this")
)
_THIS, _THEN = sa.bindparam("this"), sa.bindparam("then")
_SAID = sa.bindparam("said")
_MESSAGE = (
    sa.update(MESSAGES)
    .where(MESSAGES.c.id == _THIS)
    .values(received_at=sa.bindparam("heard"), answered_at=_SAID, delivered_at=_SAID)
)
_ANSWER = sa.update(ANSWERS).where(ANSWERS.c.id == _THIS).values(at=_THEN)
_EVENT = sa.update(EVENTS).where(EVENTS.c.id == _THIS).values(timestamp=_THEN)
