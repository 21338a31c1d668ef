"""What can happen in Slack that a patient expects an answer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PREFIX = "slack:"


@dataclass(frozen=True)
class Person:
    """Somebody in a workspace; the ids of people are only unique within theirs."""

    team: str
    user: str

    @property
    def conversation(self) -> str:
        """The id of this person's conversation, wherever they write from."""
        return f"{PREFIX}{self.team}.{self.user}"


@dataclass(frozen=True)
class Place:
    """Where to answer: a channel, and the thread in it if that is where somebody wrote."""

    channel: str
    thread: str | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """The same as Slack's methods take it."""
        thread = {"thread_ts": self.thread} if self.thread else {}
        return {"channel": self.channel, **thread}


@dataclass(frozen=True)
class Happening:
    """Something somebody did; when Slack brings it again, it has the same id."""

    id: str
    person: Person
    place: Place


@dataclass(frozen=True)
class Wrote(Happening):
    """Words in a direct message, files with them or alone."""

    text: str
    has_files: bool = False


@dataclass(frozen=True)
class Edited(Happening):
    """A message of theirs now reads differently."""

    text: str


@dataclass(frozen=True)
class Deleted(Happening):
    """A message of theirs is gone; `message` is the id that it had."""

    message: str


@dataclass(frozen=True)
class Mentioned(Happening):
    """The bot was called where others read along."""


@dataclass(frozen=True)
class Pressed(Happening):
    """Buttons of a message, or lines ticked in it, or a number typed into it; `chosen` as they read.

    `message` is Slack's own record of that message.
    """

    buttons: tuple[str, ...] = ()
    number: str | None = None
    chosen: tuple[str, ...] = ()
    message: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Began(Happening):
    """The button on the app's Home tab."""


@dataclass(frozen=True)
class Commanded(Happening):
    """The app's slash command, with words behind it or without."""

    text: str


@dataclass(frozen=True)
class OpenedHome(Happening):
    """The app's Home tab."""


@dataclass(frozen=True)
class Challenge:
    """Slack wants to see that the address is ours."""

    text: str
