"""However many processes play them, the patients are the same; one that fails ends the whole."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage

from bot.demo import crowd
from bot.demo.play import Interrupted, Stage
from bot.knowledge.loader import Knowledge
from tests.bot.demo.crowds import new_stage
from tests.bot.transcripts.conversation import rows

PATIENTS = 5


def kept(stage: Stage) -> list[list[str]]:
    """All that is the same whenever, and in whatever order, they talk."""
    store = stage.agent.tracker_store
    tables = {
        "events": "sender_id, timestamp, type_name, json_extract(data, '$.text')",
        "messages": "conversation, received_at, channel, text",
        "conversations": "id, started_at, last_at, state, turns",
    }
    return [sorted(str(row) for row in rows(store, table, what)) for table, what in tables.items()]


def test_the_same_patients_say_the_same_in_one_process_and_in_two(shipped: Knowledge, tmp_path: Path) -> None:
    alone, beside = new_stage(shipped, tmp_path / "alone"), new_stage(shipped, tmp_path / "beside")
    assert crowd.play(alone, PATIENTS, print, 1) == crowd.play(beside, PATIENTS, print, 2) == 2 * PATIENTS
    assert kept(alone) == kept(beside)
    assert len(kept(alone)[2]) == PATIENTS


def test_a_bot_that_breaks_in_another_process_ends_it_here(shipped: Knowledge, tmp_path: Path) -> None:
    stage = new_stage(shipped, tmp_path)
    stage.agent.processor.breaks = RuntimeError("out of order")
    with pytest.raises(Interrupted, match="could not answer"):
        crowd.play(stage, PATIENTS, print, 2)


def test_a_process_that_is_killed_is_told_in_a_line(
    shipped: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, stage = os.getpid(), new_stage(shipped, tmp_path)

    async def die(message: UserMessage) -> None:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(stage.agent.processor, "handle_message", die)
    with pytest.raises(Interrupted, match="ended from outside"):
        crowd.play(stage, PATIENTS, print, 2)


def test_who_left_long_ago_has_abandoned_it(shipped: Knowledge, tmp_path: Path) -> None:
    stage = new_stage(shipped, tmp_path)
    crowd.play(stage, PATIENTS, print, 1)
    states = {row.state for row in rows(stage.agent.tracker_store, "conversations")}
    assert "abandoned" in states


def test_no_more_processes_than_cores() -> None:
    assert 1 <= crowd.cores() <= (os.cpu_count() or 1)
