"""Turns of the conversation in Slack: words and presses to the bot, its replies to where they came from."""

from __future__ import annotations

import logging
from enum import Enum, auto
from functools import partial

from bot.channels.courier import Courier
from bot.channels.guard import PUBLIC, clean
from bot.channels.once import AlreadyAnswered, Once, PressOnce, Typed
from bot.channels.outgoing import still_open
from bot.channels.sending import Progress
from bot.channels.slack.happenings import Happening, Pressed
from bot.channels.slack.notices import Notices
from bot.channels.slack.output import SlackLine, Writer
from bot.messages.wording import Words
from bot.transcripts.inbox import Message
from bot.transcripts.offers import NotOffered
from bot.transcripts.refusal import Refusal
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)


class Came(Enum):
    """What came of something that was said. What is lost, Slack is asked to bring again."""

    TAKEN = auto()
    LATE = auto()
    LOST = auto()


class Turns:
    """Brings what patients say to the bot; whatever happens, they hear something."""

    def __init__(self, writer: Writer, courier: Courier, notices: Notices, words: Words) -> None:
        self._writer = writer
        self._courier = courier
        self._notices = notices
        self._words = words
        self._progress = Progress()

    async def hear(self, agent: ExactlyOnce, happening: Happening, text: str) -> bool:
        """A message in words. Says whether it was taken."""
        heard = clean(text, PUBLIC)
        message = Typed(
            heard.text,
            sender_id=happening.person.conversation,
            input_channel=SlackLine.name(),
            message_id=happening.id,
            metadata=heard.metadata,
        )
        return await self._bring(agent, message, happening) is not Came.LOST

    async def press(self, agent: ExactlyOnce, pressed: Pressed) -> bool:
        """A message made with Slack's own elements, which go away once they have done their work."""
        if pressed.number:
            taken = await self.hear(agent, pressed, pressed.number)
            came = Came.TAKEN if taken else Came.LOST
        else:
            came = await self._bring(agent, _press(pressed), pressed)
        if came is not Came.LOST:
            self._notices.close(pressed, pressed.chosen if came is Came.TAKEN else ())
        return came is not Came.LOST

    def sorry(self, happening: Happening) -> None:
        """Something broke on our side."""
        self._notices.say(happening, self._words.say("technical_problem"))

    async def _bring(self, agent: ExactlyOnce, message: Once, happening: Happening) -> Came:
        line = partial(SlackLine, happening.id, self._progress, self._writer, happening.place)
        try:
            if not await self._courier.bring(agent.handle_message, message, line):
                self.sorry(happening)
        except AlreadyAnswered:
            return Came.TAKEN
        except NotOffered as stale:
            self._open_again(happening, stale.latest)
            return Came.LATE
        except Refusal:
            self.sorry(happening)
        except Exception:
            logger.exception("A message from Slack could not be answered.")
            self.sorry(happening)
            return Came.LOST
        return Came.TAKEN

    def _open_again(self, happening: Happening, latest: Message | None) -> None:
        """Tell who pressed an old button so, and show what is open."""
        if latest is None:
            self._notices.say(happening, self._words.say("slack_nothing_open"))
            return
        composer = self._writer.composer
        posts = [composer.plain(self._words.say("slack_late_press"))]
        for said in still_open(happening.person.conversation, latest):
            posts += composer.posts(said)
        self._notices.post(happening, posts)


def _press(pressed: Pressed) -> PressOnce:
    return PressOnce(
        pressed.buttons,
        {},
        sender_id=pressed.person.conversation,
        input_channel=SlackLine.name(),
        message_id=pressed.id,
    )
