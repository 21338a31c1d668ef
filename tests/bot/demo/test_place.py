"""Invented patients never get among real ones."""

from __future__ import annotations

import pytest

from bot.demo.place import NotEmpty, require_empty
from tests.bot.transcripts.conversation import YES, new_store, say


async def test_where_somebody_has_talked_nobody_is_invented(address: str) -> None:
    store = new_store(address)
    require_empty(address)
    await say(store, "yes", YES)
    with pytest.raises(NotEmpty, match="RLS_DATA_FOLDER"):
        require_empty(address)
