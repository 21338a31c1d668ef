"""What happens in a chat, as far as it matters here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COMMANDS = {
    "start": "Begin, or go on",
    "stop": "End the questions",
    "summary": "See what was noted",
    "forget": "Erase what was said",
    "help": "What this is, and who can help",
}
"""The commands, each as patients see it in the list of them."""

PREFIX = "tg:"

Rows = list[list[dict[str, Any]]]


@dataclass(frozen=True)
class Update:
    """Something happened in a chat. Telegram numbers updates, and brings one again under its number."""

    number: int
    chat: int

    @property
    def conversation(self) -> str:
        """The id of the chat's conversation."""
        return f"{PREFIX}{self.chat}"

    @property
    def message_id(self) -> str:
        """The id of what was said with it."""
        return f"tg-{self.number}"


@dataclass(frozen=True)
class Written(Update):
    """Words. With `beside` they came with something that cannot be read, such as a picture."""

    text: str
    beside: bool = False


@dataclass(frozen=True)
class Commanded(Update):
    """One of our commands, alone."""

    name: str


@dataclass(frozen=True)
class Edited(Update):
    """Words that replace earlier ones."""

    text: str


@dataclass(frozen=True)
class Attached(Update):
    """Something without words: a picture, a voice. Several sent at once share an `album`."""

    album: str | None


@dataclass(frozen=True)
class Tapped(Update):
    """A button of ours. Of a message that Telegram no longer shows us there is no `message` number.

    `text` and `rows` are the message with its keyboard, as it was at that moment.
    """

    query: str
    data: str
    message: int | None
    text: str
    rows: Rows


@dataclass(frozen=True)
class Elsewhere(Update):
    """Somebody wrote in a group, or took the bot into one."""


@dataclass(frozen=True)
class Unblocked(Update):
    """A patient who had blocked the bot lets it write again."""
