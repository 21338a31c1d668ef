"""Invented conversations are spread over weeks, each with the pauses of people."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import sqlalchemy as sa

from bot.demo.ageing import DAYS, age, review
from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.review import reviews
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS, MESSAGES
from tests.bot.transcripts.conversation import CONVERSATION, YES, answers, new_store, say, stands


async def test_every_moment_of_a_conversation_moves_and_keeps_its_order(address: str) -> None:
    store, now = new_store(address), inbox.now()
    await say(store, "yes", YES)
    await say(store, "47", answers(("age", 47), turn=2))
    await say(store, "no more")
    with writing(store.engine).begin() as connection:
        age(connection, CONVERSATION, now, Random(1))
        whole = connection.execute(sa.select(CONVERSATIONS)).one()
        received = list(
            connection.execute(sa.select(MESSAGES.c.received_at).order_by(MESSAGES.c.id)).scalars()
        )
        (answered,) = connection.execute(sa.select(ANSWERS.c.at)).scalars()
        moments = list(connection.execute(sa.select(EVENTS.c.timestamp).order_by(EVENTS.c.id)).scalars())
    assert now - timedelta(days=DAYS + 1) < whole.started_at < now
    assert received == sorted(received)
    assert (whole.started_at, answered, whole.last_at) == tuple(received)
    assert moments == sorted(moments)


async def test_some_that_came_to_an_end_are_reviewed(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, conversation="web:open")
    await say(store, "yes", YES, *stands("finished", "routine"), conversation="web:done")
    with writing(store.engine).begin() as connection:
        for name in ("web:open", "web:done"):
            review(connection, name, Random(1))
        assert reviews.history(connection, "web:open") == []
        (judged,) = reviews.history(connection, "web:done")
    assert judged.judgement.done
