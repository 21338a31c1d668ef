"""Plays the invented patients through the bot, one after the other, into an empty database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot import bootstrap
from bot.demo.ageing import age, review
from bot.demo.people import Person, people
from bot.demo.talking import Said, Say, Speech, talk
from bot.errors import BotError
from bot.messages.questions import Questions

if TYPE_CHECKING:
    from bot.transcripts.turn import ExactlyOnce

EVERY = 20
"""Patients between two words of progress."""


class NotEmpty(BotError):
    """There are conversations already, among which invented ones have no business."""


async def play(agent: ExactlyOnce, count: int, now: datetime, tell: Callable[[str], None]) -> int:
    """Let so many patients talk; the result is how many messages they wrote. Raises NotEmpty."""
    if await agent.tracker_store.keys():
        raise NotEmpty("The database has conversations. Set RLS_DATA_FOLDER to a new folder for the demo.")
    words = bootstrap.messages().words
    speech = Speech(bootstrap.knowledge(), Questions(bootstrap.knowledge(), words), words)
    random, written = Random(count), 0
    for number, person in enumerate(people(bootstrap.knowledge(), count), 1):
        written += await talk(person, _saying(agent, person), speech)
        await asyncio.to_thread(_settle, agent, person.conversation, now, random)
        if number % EVERY == 0:
            tell(f"{number} of {count} patients have talked.")
    agent.tracker_store.archive.abandon(now - timedelta(hours=12))
    return written


def _saying(agent: ExactlyOnce, person: Person) -> Say:
    """How somebody says something on their channel, and hears what is answered."""
    from bot.channels.turn import take_turn

    apology = bootstrap.messages().technical_problem().text

    async def say(text: str) -> Said:
        done = await take_turn(agent.handle_message, text, person.conversation, person.channel, apology)
        return done.messages

    return say


def _settle(agent: ExactlyOnce, conversation: str, now: datetime, random: Random) -> None:
    from bot.transcripts.database import writing

    with writing(agent.tracker_store.engine).begin() as connection:
        age(connection, conversation, now, random)
        review(connection, conversation, random)
