"""One invented patient: what they say is kept as said some time ago, and what breaks is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.play import Interrupted
from bot.knowledge.loader import Knowledge
from tests.bot.demo.crowds import NOON, new_stage


async def test_a_patient_has_talked_before_now(shipped: Knowledge, tmp_path: Path) -> None:
    stage = new_stage(shipped, tmp_path)
    assert await stage.play(0) == 2
    (conversation,) = await stage.agent.tracker_store.keys()
    assert ":demo-0-" in conversation
    last = stage.agent.tracker_store.archive.last_activity()
    assert last is not None
    assert last < NOON


async def test_a_bot_that_breaks_ends_it(shipped: Knowledge, tmp_path: Path) -> None:
    stage = new_stage(shipped, tmp_path)
    stage.agent.processor.breaks = RuntimeError("out of order")
    with pytest.raises(Interrupted, match="could not answer"):
        await stage.play(0)


async def test_whatever_else_breaks_is_told_in_a_line(shipped: Knowledge, tmp_path: Path) -> None:
    stage = new_stage(shipped, tmp_path)
    stage.agent.processor.breaks = OSError("disk full")
    with pytest.raises(Interrupted):
        await stage.play(3)
