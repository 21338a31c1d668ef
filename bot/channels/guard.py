"""What may come in: text made harmless without changing its words, and ids of an expected shape."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

PREFIXES = ("web:", "cli:", "slack:", "tg:", "socket:")
"""The beginnings of conversations' ids by channel. No channel may speak for another's patients."""

_ID = re.compile(r"[A-Za-z0-9:_.@-]{1,200}")


@dataclass(frozen=True)
class Measure:
    """How many characters of a message are kept, and from how many of them answers are read."""

    kept: int
    read: int


TRUSTED = Measure(40_000, 40_000)
"""For programs and the terminal: more than anybody means to write, so that no danger is cut off."""

PUBLIC = Measure(65_536, 2_000)
"""For patients on the internet. Dangers are heard in all that is kept."""


@dataclass(frozen=True)
class Heard:
    """A message fit to be read. Answers are in its first `read` characters; `left_out` more came."""

    text: str
    read: int
    left_out: int = 0

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What the conversation keeps beside the message."""
        return {"left_out": self.left_out, "read": self.read} if self.left_out else None


def clean(text: str, measure: Measure = TRUSTED) -> Heard:
    """The message without what breaks databases and terminals, composed (NFC), and cut if too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    readable = "".join(letter for letter in lines if letter in "\n\t" or not _is_control(letter))
    composed = unicodedata.normalize("NFC", readable).strip()
    read = _whole_words(composed, measure.read)
    return Heard(composed[: measure.kept], read, len(composed) - read)


def is_id(value: str) -> bool:
    """Whether a conversation's or a message's id given by a client can be stored and quoted in any log."""
    return _ID.fullmatch(value) is not None


def is_of(prefix: str, value: str) -> bool:
    """Whether an id is of the channel with this prefix; a channel without one may use none of them."""
    return is_id(value) and (
        value.startswith(prefix) if prefix else not value.casefold().startswith(PREFIXES)
    )


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"}


def _whole_words(text: str, most: int) -> int:
    """How many characters to read, so that no word near the end is cut in two."""
    if len(text) <= most:
        return len(text)
    gap = max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1))
    return gap if gap > most // 2 else most
