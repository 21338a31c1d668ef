"""What is done about each thing that happens in Slack."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.channels.forgetting import forget
from bot.channels.rates import Rates
from bot.channels.recent import Recent
from bot.channels.slack.happenings import (
    Began,
    Commanded,
    Deleted,
    Edited,
    Happening,
    Mentioned,
    OpenedHome,
    Pressed,
    Wrote,
)
from bot.channels.slack.home import home
from bot.channels.slack.notices import Notices
from bot.channels.slack.turns import Turns
from bot.channels.turn import HELLO, alarms
from bot.messages.wording import Words
from bot.transcripts import handover
from bot.transcripts.privacy.farewell import wants_erasure
from bot.transcripts.shown import around
from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

MOVE = frozenset({"website", "the website", "web site", "go to the website", "go on on the website"})


@dataclass(frozen=True)
class Reception:
    """Sees to what patients do in Slack. `address` is where the website's chat is reached, if it is.

    `granted` are the wishes to be forgotten that were heard: Slack may bring one again.
    """

    turns: Turns
    notices: Notices
    words: Words
    rates: Rates
    address: str | None = None
    granted: Recent = field(default_factory=Recent)

    async def meet(self, agent: ExactlyOnce, happening: Happening) -> bool:
        """Do what is to be done. Says whether it is: if not, Slack is asked to bring it again."""
        try:
            return await self._meet(agent, happening)
        except Exception:
            logger.exception("Something that happened in Slack could not be seen to.")
            self.turns.sorry(happening)
            return False

    async def _meet(self, agent: ExactlyOnce, happening: Happening) -> bool:
        match happening:
            case OpenedHome():
                self.notices.show_home(happening.person.user, home(self.words))
            case Mentioned():
                self.notices.whisper(happening, self.words.say("slack_directly"))
            case Deleted():
                await self._deleted(agent, happening)
            case _ if self.rates.wait(happening.person.conversation):
                self.notices.say(happening, self.words.say("too_fast"))
            case Edited():
                return await self._edited(agent, happening)
            case Began():
                return await self.turns.hear(agent, happening, HELLO)
            case Pressed():
                return await self._pressed(agent, happening)
            case Wrote() | Commanded():
                return await self._wrote(agent, happening)
        return True

    async def _wrote(self, agent: ExactlyOnce, wrote: Wrote | Commanded) -> bool:
        """Words, a wish, or a file that cannot be read."""
        wish = self._wish(wrote.text)
        if wish:
            return await wish(agent, wrote)
        has_files = isinstance(wrote, Wrote) and wrote.has_files
        taken = True
        if wrote.text or not has_files:
            taken = await self.turns.hear(agent, wrote, wrote.text or HELLO)
        if taken and has_files:
            self.notices.say(wrote, self.words.say("slack_file"))
        return taken

    def _wish(self, text: str) -> Callable[[ExactlyOnce, Happening], Awaitable[bool]] | None:
        """What somebody wants of the channel, and not of the conversation."""
        said = re.sub(r"[^a-z ]", "", text.casefold()).strip()
        if wants_erasure(text):
            return self._forget
        return self._move if said in MOVE and self.address else None

    async def _forget(self, agent: ExactlyOnce, happening: Happening) -> bool:
        """Leave nothing of the conversation, and say so once Slack takes it. Its patient can come back."""
        if not self.granted.is_new(happening.id):
            return True
        try:
            said = await forget(agent, happening.person.conversation, self.words.say("slack_copy"))
        except Exception:
            self.granted.forget(happening.id)
            raise
        self.notices.say(happening, said)
        return True

    async def _move(self, agent: ExactlyOnce, happening: Happening) -> bool:
        """Lead the patient to the website, with what was said so far."""
        conversation, address = happening.person.conversation, self.address or ""
        link = await handover.link(agent.tracker_store, conversation, address)
        self.notices.say(happening, self.words.say("slack_website", link=link))
        return True

    async def _pressed(self, agent: ExactlyOnce, pressed: Pressed) -> bool:
        if pressed.buttons or pressed.number:
            return await self.turns.press(agent, pressed)
        self.notices.say(pressed, self.words.say("slack_tick_first"))
        return True

    async def _edited(self, agent: ExactlyOnce, edited: Edited) -> bool:
        """A danger that was written into an old message is heard; other edits are not answers."""
        if await alarms(agent, edited.text):
            return await self.turns.hear(agent, edited, edited.text)
        self.notices.say(edited, self.words.say("slack_edited"))
        return True

    async def _deleted(self, agent: ExactlyOnce, deleted: Deleted) -> None:
        """Who deletes what the bot has heard is told that it still counts."""
        if await is_known(agent, deleted, deleted.message):
            self.notices.say(deleted, self.words.say("slack_deleted"))


@dataclass(frozen=True)
class ClosedReception:
    """Tells patients kindly where to go: the clinic uses Slack for its staff alone. Nothing is kept."""

    notices: Notices
    words: Words
    place: str

    async def meet(self, _agent: ExactlyOnce, happening: Happening) -> bool:
        """Say where to go."""
        text = self.words.say("slack_closed", place=self.place)
        match happening:
            case OpenedHome():
                self.notices.show_home(happening.person.user, home(self.words, text))
            case Mentioned():
                self.notices.whisper(happening, text)
            case Deleted() | Edited():
                pass
            case _:
                self.notices.say(happening, text)
        return True


async def is_known(agent: ExactlyOnce, happening: Happening, message_id: str) -> bool:
    """Whether the bot has a message of this person's."""
    known, _ = await around(agent.tracker_store, happening.person.conversation, message_id)
    return known is not None
