"""What a process is asked before it may serve, and what it says is wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import ActionExecuted

from bot.agent import ModelError, load_reader
from bot.readiness import SENTENCE, NotFit, Readiness, examine, require
from bot.transcripts.locks import RedisLocks
from tests.bot.transcripts.conversation import DOMAIN, rows
from tests.bot.transcripts.talking import Patient

FINE = Readiness("ok", "ok", "ok", "ok")


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(f"sqlite:///{tmp_path}/x.db")


async def test_a_process_that_can_do_its_work_is_ready_and_has_stored_nothing(patient: Patient) -> None:
    assert await examine(patient.bot) == FINE
    await require(patient.bot)
    assert patient.mind.thoughts == [SENTENCE] * 2
    assert [rows(patient.store, table) for table in ("events", "messages")] == [[], []]
    assert len(patient.store.holding.held) == len(patient.store.at_hand) == 0


async def test_a_model_that_is_missing_breaks_is_silent_or_does_not_understand(patient: Patient) -> None:
    mind, patient.bot.processor = patient.mind, None
    assert (await examine(patient.bot)).model == "There is no model to answer with."
    patient.bot.processor, mind.breaks = mind, KeyError("weights")
    assert "breaks on a simple question" in (await examine(patient.bot)).model
    mind.breaks, mind.says_nothing = None, True
    assert "no reply" in (await examine(patient.bot)).model
    mind.does = ActionExecuted("action_not_understood")
    assert (await examine(patient.bot)).faults == [
        "The model does not understand a simple question. Train it anew."
    ]


async def test_a_store_that_is_not_ours_is_found_out(patient: Patient) -> None:
    patient.bot.tracker_store = patient.mind.tracker_store = InMemoryTrackerStore(DOMAIN)
    found = await examine(patient.bot)
    assert (found.model[:20], found.store[:20]) == ("The model breaks on ", "Conversations would ")
    assert found.database == "There is no database."


async def test_a_database_that_takes_no_writes_is_named(patient: Patient) -> None:
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE rls_schema_version"))
    assert (await examine(patient.bot)).faults == ["The database takes nothing that is written."]


async def test_a_wrong_address_of_redis_stops_the_start_in_one_line(tmp_path: Path) -> None:
    patient = Patient(f"sqlite:///{tmp_path}/x.db", RedisLocks("redis://:s3cret@127.0.0.1:1"))
    with pytest.raises(NotFit, match=r"^Redis, which keeps the locks, does not answer\.$"):
        await require(patient.bot)


async def test_after_the_self_test_locks_work_in_another_event_loop(
    tmp_path: Path, redis_address: str
) -> None:
    patient = Patient(f"sqlite:///{tmp_path}/x.db", RedisLocks(redis_address))
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, lambda: asyncio.run(require(patient.bot)))
    assert await patient.say("yes") == ["I see: yes"]


async def test_a_clock_that_was_set_back_is_one_line_and_no_reason_not_to_serve(
    patient: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    await patient.say("yes")
    await require(patient.bot)
    assert "clock" not in caplog.text
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE conversations SET last_at = '2999-01-01 00:00:00'"))
    await require(patient.bot)
    assert [record.getMessage()[:13] for record in caplog.records] == ["The clock is "]
    assert await patient.say("at night") == ["I see: at night"]


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b broken"])
def test_a_model_that_cannot_be_loaded_is_one_line(content: bytes, tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.write_bytes(content)
    with pytest.raises(ModelError, match=r"^The model model.tar.gz cannot be loaded: .+$"):
        load_reader(model)
