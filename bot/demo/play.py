"""Plays an invented patient through the bot, and has them talked some time ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from bot import bootstrap
from bot.demo.ageing import age, review
from bot.demo.people import Person, person
from bot.demo.talking import Said, Say, Speech, talk
from bot.errors import BotError
from bot.messages.questions import Questions

if TYPE_CHECKING:
    from bot.transcripts.turn import ExactlyOnce


class Interrupted(BotError):
    """Something went wrong before all patients had talked."""


@dataclass(frozen=True)
class Stage:
    """Where patients talk: the bot they talk with, the words they find, and the moment it is."""

    agent: ExactlyOnce
    speech: Speech
    now: datetime

    async def play(self, number: int) -> int:
        """Let one patient talk; the result is how many messages they wrote. Raises BotError."""
        try:
            one = person(self.speech.knowledge, number)
            written = await talk(one, self._saying(one), self.speech)
            self._settle(one.conversation)
        except BotError:
            raise
        except Exception as error:
            # What can break is whatever the bot is made of.
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise Interrupted(f"Patient {number + 1} could not go on: {reason}") from error
        return written

    def _saying(self, one: Person) -> Say:
        """How somebody says something on their channel, and hears what is answered."""
        from bot.channels.turn import take_turn

        async def say(text: str) -> Said:
            done = await take_turn(self.agent.handle_message, text, one.conversation, one.channel, "")
            if not done.ok:
                raise Interrupted("The bot could not answer a patient; the log says why.")
            return done.messages

        return say

    def _settle(self, conversation: str) -> None:
        from bot.transcripts.database import writing

        random = Random(conversation)
        with writing(self.agent.tracker_store.engine).begin() as connection:
            age(connection, conversation, self.now, random)
            review(connection, conversation, random)


def stage(agent: ExactlyOnce, now: datetime) -> Stage:
    """The stage before this bot, with the shipped knowledge and words."""
    words = bootstrap.messages().words
    return Stage(agent, Speech(bootstrap.knowledge(), Questions(bootstrap.knowledge(), words), words), now)
