"""A line to one chat: shows what the bot says, as far as it may be shown in Telegram."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.channels.sending import Line, Progress, Said
from bot.channels.telegram import keyboards
from bot.channels.telegram.api import Api, Rejected
from bot.channels.telegram.discretion import Discretion, is_assessment
from bot.channels.telegram.shown import Piece, Showing
from bot.channels.telegram.updates import PREFIX
from bot.channels.turn import Outgoing
from bot.transcripts.inbox import Message

logger = logging.getLogger(__name__)

NAME = "telegram"

Find = Callable[[str, str], Awaitable[Message | None]]
Lead = Callable[[str], Awaitable[str | None]]


@dataclass(frozen=True)
class Ways:
    """What a line needs: `find` gives a message of a conversation, `lead` the address where it goes on,
    None where nothing of it is stored. Without `discretion` everything is shown.
    """

    api: Api
    showing: Showing
    discretion: Discretion | None
    find: Find
    lead: Lead
    progress: Progress


class TelegramLine(Line[Piece]):
    """Sends what the bot says, for one try at replying to one message."""

    def __init__(self, ways: Ways, message_id: str) -> None:
        super().__init__(message_id, ways.progress)
        self._ways = ways
        self._leads: dict[str, str | None] = {}
        self._replies: dict[str, list[Outgoing]] = {}

    @classmethod
    def name(cls) -> str:
        """What Rasa calls the channel."""
        return NAME

    async def pieces(self, said: Said) -> list[Piece]:
        """What a message becomes. What the answers come to is left out where it can be read elsewhere."""
        discretion, showing = self._ways.discretion, self._ways.showing
        if discretion is None or not await self._is_closing(said):
            return showing.pieces(said)
        lead = await self._lead(said.conversation)
        if lead is None:
            return showing.pieces(said)
        brief = discretion.brief(said.message)
        if brief is None:
            return []
        more = keyboards.link(discretion.lead, lead) if is_assessment(brief) else None
        shown = Said(said.conversation, brief, said.answers, said.place)
        return showing.pieces(shown, more, discretion.unfitting)

    async def send(self, conversation: str, piece: Piece) -> None:
        """Send one piece; what Telegram refuses as it is goes out plain, and else is left out."""
        chat = int(conversation.removeprefix(PREFIX))
        try:
            await self._ways.api.send(chat, piece.text, piece.rows)
        except Rejected as fault:
            logger.error("Telegram refused a message: %s", fault)
            await self._send_plain(chat, piece)

    async def _send_plain(self, chat: int, piece: Piece) -> None:
        titles = " / ".join(str(each["text"]) for row in piece.rows for each in row)
        try:
            await self._ways.api.send(chat, f"{piece.text}\n({titles})" if titles else piece.text)
        except Rejected:
            logger.error("Telegram refused a message without its buttons too: it is left out.")

    async def _is_closing(self, said: Said) -> bool:
        """Whether a message belongs to the bot's last words, those with the assessment."""
        if is_assessment(said.message):
            return True
        if said.answers is None or said.message.get("custom") or said.message.get("buttons"):
            return False
        if said.answers not in self._replies:
            found = await self._ways.find(said.conversation, said.answers)
            self._replies[said.answers] = list((found and found.reply) or ())
        return any(is_assessment(each) for each in self._replies[said.answers])

    async def _lead(self, conversation: str) -> str | None:
        if conversation not in self._leads:
            self._leads[conversation] = await self._ways.lead(conversation)
        return self._leads[conversation]
