"""What becomes of each thing that happens in a chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.courier import Courier
from bot.channels.forgetting import forget
from bot.channels.rates import Rates
from bot.channels.recent import Recent
from bot.channels.request import Refused
from bot.channels.sending import Undeliverable
from bot.channels.telegram import keyboards
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.output import Ways
from bot.channels.telegram.phrases import ERASE, KEEP, NOTED, STOPPING, Phrases
from bot.channels.telegram.turns import Turns
from bot.channels.telegram.updates import (
    Attached,
    Commanded,
    Edited,
    Elsewhere,
    Tapped,
    Unblocked,
    Update,
    Written,
)
from bot.channels.turn import HELLO, alarms
from bot.transcripts.tally import STORAGE_FAULTS
from bot.transcripts.turn import ExactlyOnce, NotReady

logger = logging.getLogger(__name__)

REPROACHES = "1/minute"
"""How often a chat is told that its messages are too many: of a flood there would be as many answers."""


class Chats:
    """Answers updates, each once. Belongs to one event loop."""

    def __init__(
        self, agent: ExactlyOnce, ways: Ways, phrases: Phrases, courier: Courier, rates: Rates
    ) -> None:
        self._agent = agent
        self._ways = ways
        self._phrases = phrases
        self._say = phrases.words.say
        self._rates = rates
        self._reproaches = Rates(REPROACHES)
        self._desk = Desk(ways.api, courier)
        self._turns = Turns(agent, ways, phrases.words, courier, self._desk)
        self._taken, self._albums = Recent(), Recent()
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def take(self, update: Update) -> None:
        """Answer an update, unless it was answered. Raises Refused if it has to be brought again."""
        if update.number in self._taken:
            return
        if update.number not in self._under_way:
            if wait := self._rates.wait(update.conversation):
                raise Refused(429, "Too many messages at once.", Retry_After=str(wait))
            task = self._under_way[update.number] = asyncio.create_task(self._answer(update))
            task.add_done_callback(lambda _: self._under_way.pop(update.number))
        await asyncio.shield(self._under_way[update.number])

    async def pass_over(self, update: Update) -> None:
        """Leave an update unanswered, as one of far too many. Patients are told, though not each time."""
        if not isinstance(update, Elsewhere) and not self._reproaches.wait(update.conversation):
            await self._desk.tell(update.chat, self._say("too_fast"))

    async def _answer(self, update: Update) -> None:
        try:
            await self._heed(update)
        except (*STORAGE_FAULTS, NotReady, Undeliverable) as fault:
            logger.warning("An update could not be taken: %s", type(fault).__name__)
            await self._turns.sorry(update)
            raise Refused(503, "This cannot be taken at the moment.") from fault
        except Exception:
            logger.exception("An update could not be answered.")
            await self._turns.sorry(update)
        self._taken.is_new(update.number)

    async def _heed(self, update: Update) -> None:
        match update:
            case Written():
                await self._hear(update)
            case Tapped():
                await self._tap(update)
            case Commanded():
                await self._obey(update)
            case Edited():
                await self._reread(update)
            case Attached():
                if update.album is None or self._albums.is_new(update.album):
                    await self._tell(update, "attachment")
            case Elsewhere():
                await self._tell(update, "group")
                self._desk.do("leaveChat", chat_id=update.chat)
            case Unblocked():
                await self._tell(update, "welcome_back")

    async def _hear(self, update: Written) -> None:
        if update.beside:
            await self._tell(update, "beside")
        await self._turns.hear(update, update.text)

    async def _obey(self, update: Commanded) -> None:
        if update.name == "help":
            await self._tell(update, "help", self._phrases.page_row)
        elif update.name == "forget":
            await self._tell(update, "forget", self._phrases.erasing)
        elif update.name == "summary":
            await self._sum_up(update)
        else:
            await self._turns.hear(update, {"start": HELLO, "stop": STOPPING}[update.name])

    async def _sum_up(self, update: Update) -> None:
        """Where the conversation can be read; here what was noted, if it may be shown."""
        lead = await self._ways.lead(update.conversation) if self._ways.discretion else None
        if lead is None:
            await self._turns.hear(update, NOTED)
        else:
            row = keyboards.link(self._say("button_web_page"), lead)
            await self._tell(update, "summary", row)

    async def _reread(self, update: Edited) -> None:
        """Words that replace earlier ones answer nothing; a danger in them is heard all the same."""
        if await alarms(self._agent, update.text):
            await self._turns.hear(update, update.text)
        else:
            await self._tell(update, "edited")

    async def _tap(self, tap: Tapped) -> None:
        if keyboards.is_pick(tap.data):
            self._desk.heard(tap)
            self._desk.mark(tap)
        elif tap.data in {ERASE, KEEP}:
            await self._erase_or_keep(tap)
        else:
            await self._press(tap)

    async def _press(self, tap: Tapped) -> None:
        pressed = keyboards.marked(tap.rows) if tap.data == keyboards.DONE else [tap.data]
        if tap.data == keyboards.DONE and tap.rows and not pressed:
            self._desk.heard(tap, self._say("telegram_nothing_marked"))
            return
        self._desk.heard(tap)
        is_taken = await self._turns.press(tap, pressed)
        self._desk.close(tap, keyboards.titles(tap.rows, pressed) if is_taken else ())

    async def _erase_or_keep(self, tap: Tapped) -> None:
        self._desk.heard(tap)
        if tap.data == ERASE:
            said = await forget(self._agent, tap.conversation, self._say("telegram_forgotten"))
        else:
            said = self._say("telegram_kept")
        self._desk.close(tap, keyboards.titles(tap.rows, [tap.data]))
        await self._desk.tell(tap.chat, said)

    async def _tell(self, update: Update, phrase: str, rows: Sequence[Any] = ()) -> None:
        await self._desk.tell(update.chat, self._say(f"telegram_{phrase}"), list(rows))
