"""Somebody's place on each channel: what they press and type there, and what they read."""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import bootstrap
from tests.bot.channels.slack.fake_slack import FakeSlack
from tests.bot.channels.slack.patient import SlackPatient
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.visitor import Visitor

PRESSED = frozenset({"Yes", "No", "None of these", "That is not what I meant"})
"""What is pressed rather than typed, wherever it is offered."""


class Seat(ABC):
    """Somebody's place on one channel."""

    conversation: str

    @abstractmethod
    def offered(self, title: str) -> bool:
        """Whether a button with this title can be pressed now."""

    @abstractmethod
    def press(self, title: str) -> None:
        """Press it."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Write something."""

    @abstractmethod
    def hear(self, texts: Sequence[str]) -> None:
        """Wait until all of this can be read here, and nothing of it twice."""

    def do(self, act: str) -> None:
        """Press what is offered, type the rest."""
        self.press(act) if act in PRESSED and self.offered(act) else self.type(act)


@dataclass
class OnTheWebsite(Seat):
    """The reference: what it hears is what the others have to."""

    visitor: Visitor
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def conversation(self) -> str:  # type: ignore[override]
        return self.visitor.conversation

    def offered(self, title: str) -> bool:
        return any(title == each["title"] for said in self.heard for each in said.get("buttons", ()))

    def press(self, title: str) -> None:
        offers = {each["title"]: each["id"] for said in self.heard for each in said.get("buttons", ())}
        self.heard = self.visitor.press(offers[title]).body["messages"]

    def type(self, text: str) -> None:
        self.heard = self.visitor.say(text).body["messages"]

    def hear(self, texts: Sequence[str]) -> None:
        assert [plain(each["text"]) for each in self.heard] == list(map(plain, texts))


class AtAVendor(Seat):
    """Reads what the vendor shows; what was read before does not count again."""

    vendor: FakeSlack | FakeTelegram
    read = 0

    @abstractmethod
    def shown(self) -> list[str]:
        """The bot's messages, oldest first, as they stand now."""

    def hear(self, texts: Sequence[str]) -> None:
        wanted = [plain(self.instead().get(text, text)) for text in texts]
        self.vendor.until(lambda: wanted[-1] in self._unread())
        found = self._unread()
        assert [text for text in wanted if found.count(text) != 1] == []
        self.read = len(self.shown())

    def _unread(self) -> str:
        return plain(" ".join(self.shown()[self.read :]))

    @abstractmethod
    def instead(self) -> dict[str, str]:
        """What is put otherwise on this channel."""


@dataclass
class InSlack(AtAVendor):
    """In a direct message to the clinic's app."""

    person: SlackPatient

    def __post_init__(self) -> None:
        self.vendor, self.conversation = self.person.slack, self.person.conversation

    def offered(self, title: str) -> bool:
        return any(title in each.buttons for each in self.person.sees[-2:])

    def press(self, title: str) -> None:
        assert self.person.press(title).status == 200

    def type(self, text: str) -> None:
        assert self.person.say(text).status == 200

    def shown(self) -> list[str]:
        return [html.unescape(each.text) for each in self.person.sees]

    def instead(self) -> dict[str, str]:
        return _consents("slack")


@dataclass
class InTelegram(AtAVendor):
    """In a chat with the clinic's bot."""

    person: Person

    def __post_init__(self) -> None:
        self.vendor, self.conversation = self.person.telegram, self.person.conversation

    def offered(self, title: str) -> bool:
        return any(title in each.titles for each in self.person.telegram.said(self.person.chat)[-2:])

    def press(self, title: str) -> None:
        assert self.person.tap(title).status == 200

    def type(self, text: str) -> None:
        assert self.person.say(text).status == 200

    def shown(self) -> list[str]:
        return self.person.texts

    def instead(self) -> dict[str, str]:
        return _consents("telegram")


def _consents(channel: str) -> dict[str, str]:
    """The question for consent, which says who else has a copy."""
    say = bootstrap.messages().words.say
    return {say(key): say(f"{channel}_{key}") for key in ("consent", "consent_again")}


def plain(text: str) -> str:
    """A text apart from its line breaks, and from the code that each conversation has of its own."""
    return re.sub(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", "(code)", " ".join(text.split()))
