"""What is done to conversations from outside a turn."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.transcripts import inbox, upkeep
from bot.transcripts.upkeep import abandon, look_after
from tests.bot.transcripts.conversation import YES, new_store, rows, say


async def test_an_open_conversation_left_alone_is_marked_as_abandoned(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    assert await abandon(store, before=inbox.now() - timedelta(hours=1)) == 0
    assert await abandon(store, before=inbox.now() + timedelta(hours=1)) == 1
    assert rows(store, "conversations")[0].state == "abandoned"
    await say(store, "I am back")
    assert rows(store, "conversations")[0].state == "open"


async def test_it_is_done_again_and_again_also_after_the_database_was_away(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = new_store(address)
    await say(store, "yes", YES)
    monkeypatch.setattr(upkeep, "EVERY_SECONDS", 0)
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE conversations RENAME TO away"))
    keeping = asyncio.create_task(look_after(store, timedelta(0)))
    while "could not be looked after" not in caplog.text:
        await asyncio.sleep(0)
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE away RENAME TO conversations"))
    while rows(store, "conversations")[0].state != "abandoned":
        await asyncio.sleep(0)
    assert not keeping.done()
    keeping.cancel()
