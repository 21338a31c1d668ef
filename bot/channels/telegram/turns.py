"""Turns of the conversation in Telegram: words and presses to the bot, its replies to the chat."""

from __future__ import annotations

from functools import partial

from bot.channels.courier import Courier
from bot.channels.guard import PUBLIC, clean
from bot.channels.once import AlreadyAnswered, Once, PressOnce, Typed
from bot.channels.outgoing import still_open
from bot.channels.recent import Recent
from bot.channels.telegram import keyboards
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.output import NAME, TelegramLine, Ways
from bot.channels.telegram.updates import Elsewhere, Tapped, Update
from bot.messages.wording import Words
from bot.transcripts.inbox import Message
from bot.transcripts.offers import NotOffered
from bot.transcripts.turn import ExactlyOnce


class Tap(PressOnce):
    """A press. Tapped twice it is the same message; once the conversation has gone on, it comes too late."""

    def read(self, known: Message | None, latest: Message | None) -> None:
        """Take the words of the buttons. Raises AlreadyAnswered, NotOffered."""
        is_past = known and latest and known.message_id != latest.message_id
        if known and known.delivered_at and is_past and not self.taken:
            raise NotOffered(latest)
        super().read(known, latest)


class Turns:
    """Brings what patients say to the bot; who presses what is past is shown what stands open."""

    def __init__(self, agent: ExactlyOnce, ways: Ways, words: Words, courier: Courier, desk: Desk) -> None:
        self._agent = agent
        self._ways = ways
        self._say = words.say
        self._courier = courier
        self._desk = desk
        self._apologised = Recent()

    async def hear(self, update: Update, text: str) -> None:
        """A message in words. Raises what kept it from being stored."""
        heard = clean(text, PUBLIC)
        named = _named(update, update.message_id)
        await self._bring(update, Typed(heard.text, metadata=heard.metadata, **named))

    async def press(self, tap: Tapped, buttons: list[str]) -> bool:
        """A message made with buttons; says whether it was taken. Raises what kept it from being stored."""
        return await self._bring(tap, Tap(buttons, {}, **_named(tap, keyboards.tap_id(buttons))))

    async def sorry(self, update: Update) -> None:
        """Say, once, that something broke on our side."""
        if not isinstance(update, Elsewhere) and self._apologised.is_new(update.message_id):
            await self._desk.tell(update.chat, self._say("technical_problem"))

    async def _bring(self, update: Update, message: Once) -> bool:
        line = partial(TelegramLine, self._ways, str(message.message_id))
        try:
            if not await self._courier.bring(self._agent.handle_message, message, line):
                await self.sorry(update)
        except AlreadyAnswered:
            return True
        except NotOffered as late:
            await self._show_open(update, late.latest)
            return False
        return True

    async def _show_open(self, update: Update, latest: Message | None) -> None:
        """The answer to a press that came too late: what stands open, once more."""
        phrase = "telegram_old_button" if latest else "telegram_no_button"
        await self._desk.tell(update.chat, self._say(phrase))
        line = TelegramLine(self._ways, update.message_id)
        for said in still_open(update.conversation, latest) if latest else ():
            for piece in await line.pieces(said):
                await self._desk.tell(update.chat, piece.text, piece.rows)


def _named(update: Update, message_id: str) -> dict[str, str]:
    return {"sender_id": update.conversation, "input_channel": NAME, "message_id": message_id}
