"""Says things beside the conversation, answers presses, and closes keyboards that have been used."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.courier import Courier
from bot.channels.outgoing import utf16
from bot.channels.sending import Undeliverable
from bot.channels.telegram import keyboards
from bot.channels.telegram.api import Api, Rejected
from bot.channels.telegram.shown import LONGEST
from bot.channels.telegram.updates import Rows, Tapped

logger = logging.getLogger(__name__)


class Desk:
    """What is not part of a turn. It is kept nowhere; a failure is made good in the background."""

    def __init__(self, api: Api, courier: Courier) -> None:
        self._api = api
        self._courier = courier

    async def tell(self, chat: int, text: str, rows: Rows | None = None) -> None:
        """Say something now, so that it stands before what follows, and later if that fails."""

        async def send() -> None:
            await self._quietly("sendMessage", self._api.send(chat, text, rows))

        try:
            await send()
        except Undeliverable:
            self._courier.say(send)

    def do(self, method: str, **given: Any) -> None:
        """Call a method in the background."""

        async def call() -> None:
            await self._quietly(method, self._api.call(method, **given))

        self._courier.say(call)

    def heard(self, tap: Tapped, hint: str | None = None) -> None:
        """Let the button come to rest, with a hint over the chat or without."""
        self.do("answerCallbackQuery", callback_query_id=tap.query, **({"text": hint} if hint else {}))

    def mark(self, tap: Tapped) -> None:
        """Set or take away the mark on the button that was tapped."""
        self._edit(tap, "editMessageReplyMarkup", keyboards.toggled(tap.rows, tap.data))

    def close(self, tap: Tapped, chosen: Sequence[str] = ()) -> None:
        """Take a keyboard away, leave its links, and leave under the text what was chosen."""
        text, left = f"{tap.text}\n\n✓ {', '.join(chosen)}", keyboards.links(tap.rows)
        if chosen and tap.text and utf16(text) <= LONGEST:
            self._edit(tap, "editMessageText", left, text=text)
        else:
            self._edit(tap, "editMessageReplyMarkup", left)

    def _edit(self, tap: Tapped, method: str, rows: Rows, **given: Any) -> None:
        """Change a message of ours, if Telegram still knows which."""
        if tap.message is not None:
            markup = {"reply_markup": {"inline_keyboard": rows}}
            self.do(method, chat_id=tap.chat, message_id=tap.message, **given, **markup)

    async def _quietly(self, method: str, calling: Any) -> None:
        """What Telegram refuses here is no loss: a press too old to answer, a keyboard gone already."""
        try:
            await calling
        except Rejected as fault:
            logger.info("%s was refused: %s", method, fault)
