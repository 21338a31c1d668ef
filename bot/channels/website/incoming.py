"""What a body of the website's asks for: words, buttons, or an earlier question once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.guard import PUBLIC, clean
from bot.channels.request import Refused, message_id_field, text_field
from bot.channels.turn import WholeMessages
from bot.transcripts.offers import Press

AMEND = "amend"
"""Beside a message: the question that the patient wants to be asked again."""

MOST_BUTTONS = 50

_WAYS = ("text", "press", "presses", "amend")


@dataclass(frozen=True)
class Incoming:
    """Makes messages of bodies.

    `first` are the buttons the page offers before anything has been said, `amend` finds the words
    for wanting an answer changed, None for a question that there is not. Typed words become `typed`.
    """

    channel: str
    first: Mapping[str, str]
    amend: Callable[[str], str | None]
    typed: type[UserMessage] = UserMessage

    def message(self, found: Mapping[str, Any], conversation: str) -> UserMessage:
        """The message a body stands for. Raises Refused."""
        given = [way for way in _WAYS if way in found]
        if len(given) != 1:
            raise Refused(400, f"A message has exactly one of {', '.join(_WAYS)}.")
        message_id = message_id_field(found)
        if message_id is None:
            raise Refused(400, "A message needs a 'message_id' of its own, kept when it is sent again.")
        named = {"sender_id": conversation, "input_channel": self.channel, "message_id": message_id}
        return self._made(given[0], found, named)

    def _made(self, way: str, found: Mapping[str, Any], named: Mapping[str, Any]) -> UserMessage:
        output = WholeMessages()
        if way in ("press", "presses"):
            return Press(_picked(found[way]), self.first, output_channel=output, **named)
        if way == "amend":
            words = self.amend(text_field(found, way))
            if words is None:
                raise Refused(400, "'amend' must be the id of a question.")
            return UserMessage(words, output, metadata={AMEND: found[way]}, **named)
        heard = clean(text_field(found, way), PUBLIC)
        return self.typed(heard.text, output, metadata=heard.metadata, **named)


def _picked(value: Any) -> list[str]:
    picked = value if isinstance(value, list) else [value]
    if not 0 < len(picked) <= MOST_BUTTONS or not all(isinstance(each, str) for each in picked):
        raise Refused(400, "'press' must be the id of a button, 'presses' a list of some.")
    return picked
