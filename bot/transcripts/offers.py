"""What the bot last offered to press, and the messages that pick from it."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.transcripts.inbox import Message

PRESSED = "pressed"
"""Beside a message: what each of the buttons says that it was made with."""


class Refusal(Exception):
    """A message that is not taken: nothing of it is kept, and nothing was said to it."""


class NotOffered(Refusal):
    """A press of what is not among the buttons offered last; `latest` is what was said last."""

    def __init__(self, latest: Message | None) -> None:
        super().__init__("not offered")
        self.latest = latest


class Press(UserMessage):
    """A message made with buttons. What it says is known once the conversation is locked.

    `first` is what the channel itself offers before anything has been said.
    """

    def __init__(self, picked: Sequence[str], first: Mapping[str, str], **named: Any) -> None:
        super().__init__("", **named)
        self.picked = tuple(dict.fromkeys(picked))
        self.first = first

    def read(self, known: Message | None, latest: Message | None) -> None:
        """Take the words of the buttons, or of the same message before. Raises NotOffered."""
        if known:
            self.text, self.metadata = known.text, known.metadata
            return
        offers = dict(offered(latest)) if latest else self.first
        if not self.picked or not offers.keys() >= set(self.picked):
            raise NotOffered(latest)
        said = [offers[each] for each in self.picked]
        self.text, self.metadata = ", ".join(said), {PRESSED: said}


def offered(message: Message) -> Iterator[tuple[str, str]]:
    """The buttons of a message's reply: the id of each, and what pressing it says."""
    for place, said in enumerate(message.reply or ()):
        for number, button in enumerate(said.get("buttons") or ()):
            yield button_id(message.message_id, place, number), str(button["payload"])


def button_id(message_id: str, place: int, number: int) -> str:
    """The id of a button: of the reply to this message and of no other."""
    named = f"{place} {number} {message_id}".encode()
    return urlsafe_b64encode(hashlib.blake2b(named, digest_size=9).digest()).decode()
