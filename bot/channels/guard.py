"""What may come in: text made harmless without changing its words, and ids of an expected shape."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 40_000
"""Characters of a message that are read: more than anybody means to write, so that no danger is cut off."""

_CONVERSATION = re.compile(r"[A-Za-z0-9:_.@-]{1,200}")


@dataclass(frozen=True)
class Heard:
    """A message fit to be read, and how many characters at its end were left out."""

    text: str
    left_out: int = 0

    @property
    def metadata(self) -> dict[str, int] | None:
        """What the conversation keeps beside the message."""
        return {"left_out": self.left_out} if self.left_out else None


def clean(text: str) -> Heard:
    """The message without what breaks databases and terminals, composed (NFC), and cut if too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    readable = "".join(letter for letter in lines if letter in "\n\t" or not _is_control(letter))
    composed = unicodedata.normalize("NFC", readable).strip()
    return Heard(composed[:LONGEST], max(0, len(composed) - LONGEST))


def is_conversation(value: str) -> bool:
    """Whether an id given by a client can be stored everywhere and quoted in any log."""
    return _CONVERSATION.fullmatch(value) is not None


def is_message_id(value: str) -> bool:
    """Whether the id a client gives its message can be kept."""
    return is_conversation(value)


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"}
