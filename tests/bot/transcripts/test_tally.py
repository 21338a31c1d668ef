"""What the metrics count of turns."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import ActionExecuted

from tests.bot.transcripts.talking import Patient, Vendor


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(f"sqlite:///{tmp_path}/x.db")


def count(patient: Patient, name: str, **labels: str) -> float:
    return patient.bot.tally.metrics.registry.get_sample_value(name, labels) or 0


def turns(patient: Patient) -> dict[str, float]:
    """How many turns on the page came to what."""
    results = ("answered", "repeated", "silent", "failed", "storage_fault")
    found = {each: count(patient, "rls_turns_total", channel="web", result=each) for each in results}
    return {result: number for result, number in found.items() if number}


async def test_a_turn_is_counted_by_what_came_of_it(patient: Patient) -> None:
    await patient.say("yes")
    await patient.say("yes")
    patient.mind.breaks = OSError("broken")
    with pytest.raises(OSError, match="broken"):
        await patient.say("at night")
    assert turns(patient) == {"answered": 1, "repeated": 1, "failed": 1}
    assert count(patient, "rls_turn_seconds_count", channel="web") == 3


async def test_a_storage_fault_is_counted_and_so_is_the_danger_heard_in_spite_of_it(patient: Patient) -> None:
    with patient.store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        await patient.say("chest pain")
    assert turns(patient) == {"storage_fault": 1}
    assert count(patient, "rls_storage_faults_total", part="database") == 1
    assert count(patient, "rls_emergencies_total", urgency="same_day") == 1


async def test_an_emergency_is_counted_once_however_often_it_is_repeated(patient: Patient) -> None:
    await patient.say("chest pain")
    await patient.say("chest pain")
    assert count(patient, "rls_emergencies_total", urgency="same_day") == 1


async def test_a_message_that_is_not_understood_is_counted(patient: Patient) -> None:
    await patient.say("hello")
    assert count(patient, "rls_turns_not_understood_total") == 0
    patient.mind.does = ActionExecuted("action_not_understood")
    await patient.say("wibble")
    assert count(patient, "rls_turns_not_understood_total") == 1
    patient.mind.does = None
    await patient.say("at night")
    assert count(patient, "rls_turns_not_understood_total") == 1


async def test_a_reply_the_channel_refuses_is_counted(patient: Patient) -> None:
    vendor = patient.channel = Vendor()
    vendor.down = True
    with pytest.raises(ConnectionError):
        await patient.say("yes")
    assert count(patient, "rls_replies_undelivered_total", channel="web") == 1


async def test_no_metric_names_a_conversation_or_holds_a_word(patient: Patient) -> None:
    await patient.say("pomegranate", message_id="m-pomegranate")
    said = patient.bot.tally.metrics.text().decode()
    assert "web:a" not in said
    assert "pomegranate" not in said
