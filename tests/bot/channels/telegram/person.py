"""Somebody with Telegram on their phone: what they do reaches the bot as Telegram would tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot.channels.telegram.fake_telegram import SECRET, FakeTelegram, Shown
from tests.bot.visitor import Reply, ask

WEBHOOK = "/webhooks/telegram/webhook"

NUMBERS = count(700_000_001)
CHATS = count(5_000_001)


def deliver(address: str, update: object, secret: str | None = SECRET) -> Reply:
    """An update, brought to the bot as Telegram brings it."""
    headers = {"X_Telegram_Bot_Api_Secret_Token": secret} if secret is not None else {}
    return ask(address, "POST", WEBHOOK, update, **headers)


@dataclass
class Person:
    """Somebody who writes to the bot from a chat of their own. `carry` takes their updates there."""

    telegram: FakeTelegram
    carry: Callable[[dict[str, Any]], Any]
    chat: int = field(default_factory=lambda: next(CHATS))
    seen: int = 0

    @classmethod
    def of(cls, telegram: FakeTelegram, address: str) -> Person:
        """A newcomer, of whose updates Telegram tells the webhook."""
        return cls(telegram, lambda update: deliver(address, update))

    @property
    def conversation(self) -> str:
        """The id under which Rasa knows the conversation."""
        return f"tg:{self.chat}"

    @property
    def texts(self) -> list[str]:
        """What the bot has said to them, as it stands now."""
        return [each.text for each in self.telegram.said(self.chat)]

    @property
    def last(self) -> Shown:
        """What the bot said last."""
        return self.telegram.said(self.chat)[-1]

    def update(self, kind: str, number: int | None = None, **about: Any) -> dict[str, Any]:
        """Something that Telegram tells of."""
        named = next(NUMBERS) if number is None else number
        return {"update_id": named, kind: about}

    def message(self, **about: Any) -> dict[str, Any]:
        """A message of theirs."""
        chat = {"id": self.chat, "type": "private", "first_name": "Ann"}
        who = {"id": self.chat, "is_bot": False, "first_name": "Ann"}
        return {"message_id": next(NUMBERS), "date": 1_700_000_000, "chat": chat, "from": who, **about}

    def say(self, text: str, number: int | None = None) -> Any:
        """Something typed."""
        return self.carry(self.update("message", number, **self.message(text=text)))

    def send(self, **about: Any) -> Any:
        """Something else than text."""
        return self.carry(self.update("message", **self.message(**about)))

    def edit(self, text: str) -> Any:
        """Another text for an earlier message."""
        return self.carry(self.update("edited_message", **self.message(text=text, edit_date=1_700_000_001)))

    def tap(self, title: str, under: Shown | None = None, number: int | None = None) -> Any:
        """A button, of the last message that has it."""
        having = [each for each in self.telegram.said(self.chat) if title in each.titles]
        shown = under or having[-1]
        data = next(b["callback_data"] for row in shown.rows for b in row if b["text"] == title)
        return self.press(data, shown, number)

    def press(self, data: str, shown: Shown, number: int | None = None) -> Any:
        """What a button carries, whether it is there or not."""
        query = f"query-{next(NUMBERS)}"
        self.telegram.queries.add(query)
        who = {"id": self.chat, "is_bot": False, "first_name": "Ann"}
        about = {"id": query, "from": who, "message": shown.as_json(), "data": data, "chat_instance": "1"}
        return self.carry(self.update("callback_query", number, **about))

    def member(self, status: str) -> Any:
        """The bot blocked (`kicked`), or let in again (`member`)."""
        chat = {"id": self.chat, "type": "private"}
        new = {"status": status, "user": {"id": 123456789, "is_bot": True}}
        return self.carry(self.update("my_chat_member", chat=chat, date=1, new_chat_member=new))

    def hears(self, piece: str) -> Shown:
        """Wait until the bot has said this, after what was waited for before."""

        def found() -> Shown | None:
            said = self.telegram.said(self.chat)
            fitting = [place for place in range(self.seen, len(said)) if piece in said[place].text]
            if not fitting:
                return None
            self.seen = fitting[0] + 1
            return said[fitting[0]]

        shown: Shown = self.telegram.until(found)
        return shown
