"""Invented patients never get among real ones."""

from __future__ import annotations

import pytest

from bot.demo.play import NotEmpty, play
from bot.transcripts import inbox
from tests.bot.transcripts.talking import Patient


async def test_where_somebody_has_talked_nobody_is_invented(address: str) -> None:
    patient = Patient(address)
    await patient.say("yes")
    with pytest.raises(NotEmpty, match="RLS_DATA_FOLDER"):
        await play(patient.bot, 5, inbox.now(), print)
    assert len(patient.store.archive.conversations()) == 1
