"""A bot that takes everybody at their first word, for invented patients to talk with."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from bot.demo.play import Stage
from bot.demo.talking import Speech
from bot.knowledge.loader import Knowledge
from bot.messages import Messages, blanks
from bot.messages.questions import Questions
from bot.settings import Settings
from tests.bot.transcripts.conversation import YES
from tests.bot.transcripts.talking import Patient

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def new_stage(shipped: Knowledge, folder: Path) -> Stage:
    """A stage over a new database in a folder."""
    bot = Patient(f"sqlite:///{folder}/transcripts.db").bot
    bot.processor.does = YES
    words = Messages(shipped, blanks(shipped, Settings.parse_obj({}))).words
    return Stage(bot, Speech(shipped, Questions(shipped, words), words), NOON)
