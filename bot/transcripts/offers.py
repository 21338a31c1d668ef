"""What the bot last offered to press, and the messages that pick from it."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.transcripts.inbox import Message
from bot.transcripts.refusal import Refusal
from bot.transcripts.reply import PRESSED


class NotOffered(Refusal):
    """A press of what is not among the buttons offered last; `latest` is what was said last."""

    def __init__(self, latest: Message | None) -> None:
        super().__init__("not offered")
        self.latest = latest


class Picking(UserMessage, ABC):
    """A message that may pick from what was offered. Only under the conversation's lock is it known what."""

    def read(self, known: Message | None, latest: Message | None) -> None:
        """Take the words of what is picked, or of the same message before. Raises NotOffered."""
        if known:
            self.text, self.metadata = known.text, known.metadata
        elif (said := self.picked(latest)) is not None:
            self.text, self.metadata = ", ".join(said), {PRESSED: said}

    @abstractmethod
    def picked(self, latest: Message | None) -> list[str] | None:
        """What the buttons say that are picked; None where the message has words of its own."""


class Press(Picking):
    """A message made with buttons. `first` is what the channel offers before anything has been said."""

    def __init__(self, buttons: Sequence[str], first: Mapping[str, str], **named: Any) -> None:
        super().__init__("", **named)
        self.buttons = tuple(dict.fromkeys(buttons))
        self.first = first

    def picked(self, latest: Message | None) -> list[str]:
        """What the buttons say. Raises NotOffered."""
        offers = dict(offered(latest)) if latest else self.first
        if not self.buttons or not offers.keys() >= set(self.buttons):
            raise NotOffered(latest)
        return [offers[each] for each in self.buttons]


class Echo(Picking):
    """A typed message where widgets send what a button carries, its id, as if it had been typed."""

    def picked(self, latest: Message | None) -> list[str] | None:
        """What the button says; None for any other words."""
        offers = dict(offered(latest)) if latest else {}
        return [offers[self.text]] if self.text in offers else None


def offered(message: Message) -> Iterator[tuple[str, str]]:
    """The buttons of a message's reply: the id of each, and what pressing it says."""
    for place, said in enumerate(message.reply or ()):
        for number, button in enumerate(said.get("buttons") or ()):
            yield button_id(message.message_id, place, number), str(button["payload"])


def button_id(message_id: str, place: int, number: int) -> str:
    """The id of a button: of the reply to this message and of no other."""
    named = f"{place} {number} {message_id}".encode()
    return urlsafe_b64encode(hashlib.blake2b(named, digest_size=9).digest()).decode()
