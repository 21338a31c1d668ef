"""Ids in words: everything that may stand in the database has some."""

from __future__ import annotations

from typing import get_args

from bot.console import words
from bot.language.interpretation import Intent
from bot.transcripts.review import filters


def test_all_that_staff_meet_has_words() -> None:
    assert set(words.INTENTS) == set(get_args(Intent))
    assert tuple(words.URGENCIES) == filters.URGENCIES
    assert tuple(words.STATES) == filters.STATES
    assert tuple(words.VERDICTS) == filters.VERDICTS
