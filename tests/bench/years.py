"""What figures are made of: what the clinic's patients answered; and the same clinic some years later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.knowledge.loader import load
from bot.settings import ROOT
from bot.transcripts.database import writing
from bot.transcripts.review.tables import FINDINGS
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS
from tests.bench.clinic import CONVERSATIONS_HELD, NOW

ANSWERS_EACH = 10
ANSWERS_A_TURN = 2
CHOICE = 4
"""From so many questions comes each answer: not everybody is asked the same."""

WHY_EVERY = 25
"""One of so many messages asks why."""

_BATCH = 500
_ORIGINS = ("asked", "volunteered")


def answer(engine: Engine) -> None:
    """Give every conversation its answers, and every message what it was taken for."""
    questions, chance = [*load(cache=ROOT / ".cache").questions], Random(7)
    for first in range(0, CONVERSATIONS_HELD, _BATCH):
        numbers = range(first, first + _BATCH)
        rows = [row for number in numbers for row in _answers(number, questions, chance)]
        with writing(engine).begin() as connection:
            connection.execute(sa.insert(ANSWERS), rows)
    taken_for = sa.case((EVENTS.c.id % WHY_EVERY == 0, "ask_why"), else_="answer")
    with writing(engine).begin() as connection:
        connection.execute(
            sa.update(EVENTS).where(EVENTS.c.type_name == "user").values(intent_name=taken_for)
        )
    _look_over(engine)


def grow(engine: Engine, times: int) -> None:
    """As many conversations and events more, in the same year. Without messages, which no figure looks at."""
    for time in range(1, times + 1):
        with writing(engine).begin() as connection:
            _take_time(connection)
            for table, named in (
                (CONVERSATIONS, "id"),
                (EVENTS, "sender_id"),
                (ANSWERS, "conversation"),
                (FINDINGS, "conversation"),
            ):
                _copy(connection, table, named, f"{time}:")
    _look_over(engine)


def _answers(number: int, questions: Sequence[str], chance: Random) -> Iterator[dict[str, Any]]:
    at = NOW - timedelta(minutes=number * 53 + 30)
    for place in range(ANSWERS_EACH):
        turn, by = divmod(place, ANSWERS_A_TURN)
        if not by:
            at += timedelta(seconds=chance.randint(5, 180))
        question = questions[place * CHOICE + chance.randrange(CHOICE)]
        said = {"conversation": f"web:{number}", "question": question, "value": "yes"}
        yield {**said, "origin": _ORIGINS[by], "turn": turn + 1, "at": at}


def _copy(connection: Connection, table: sa.Table, named: str, before: str) -> None:
    """The rows of the first conversations again, under other names. Numbers are given anew, in order."""
    numbered = "id" in table.c and named != "id"
    columns = [each for each in table.c if each.name != "id" or not numbered]
    given = [before + each if each.name == named else each for each in columns]
    rows = sa.select(*given).where(table.c[named].like("web:%"))
    rows = rows.order_by(table.c.id) if numbered else rows
    connection.execute(sa.insert(table).from_select(columns, rows))


def _look_over(engine: Engine) -> None:
    """What a database does by itself in the end."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # nobody else is to have one that never gives up
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("ANALYZE")


def _take_time(connection: Connection) -> None:
    """Until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
