"""Messages as the website shows them: numbered, with ids on the buttons in place of what these say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.outgoing import open_in, takes_several
from bot.channels.turn import Answer, Outgoing
from bot.transcripts.inbox import Message
from bot.transcripts.offers import button_id

Shown = dict[str, Any]

_A_TURN = 100
"""Numbers set apart for one message and its reply: the reply to the third begins with 301."""


@dataclass(frozen=True)
class Showing:
    """How the bot's messages are shown. `several` are the questions that take more than one button."""

    several: Container[str] = ()

    def history(self, messages: Iterable[Message], after: int = 0) -> list[Shown]:
        """The conversation, both sides, beyond a number."""
        everything = (
            shown for turn, message in enumerate(messages, 1) for shown in self._turn(message, turn)
        )
        return [shown for shown in everything if shown["id"] > after]

    def latest(self, message: Message, turn: int) -> list[Shown]:
        """What stands open: the last part of a reply."""
        last = open_in(message.reply or [])
        return [self._bot(said, message.message_id, place, turn) for place, said in last]

    def answer(self, answer: Answer, turns: Mapping[str, int]) -> list[Shown]:
        """What was just said; what is not kept has no number."""
        places: dict[str, int] = {}
        shown = []
        for said, of in zip(answer.messages, answer.answers or [None] * len(answer.messages), strict=True):
            if of is None or of not in turns:
                shown.append(_plain(said))
                continue
            place = places[of] = places.get(of, -1) + 1
            shown.append(self._bot(said, of, place, turns[of]))
        return shown

    def _turn(self, message: Message, turn: int) -> Iterator[Shown]:
        yield {"id": turn * _A_TURN, "from": "patient", "text": message.text}
        for place, said in enumerate(message.reply or ()):
            yield {"from": "bot", **self._bot(said, message.message_id, place, turn)}

    def _bot(self, said: Outgoing, message_id: str, place: int, turn: int) -> Shown:
        shown = {"id": turn * _A_TURN + place + 1, **_plain(said)}
        custom = said.get("custom") or {}
        if buttons := said.get("buttons"):
            shown["buttons"] = [
                {"id": button_id(message_id, place, number), "title": button["title"]}
                for number, button in enumerate(buttons)
            ]
        if custom.get("kind") == "question":
            shown["question"] = custom["id"]
            if "buttons" in shown and takes_several(custom, self.several):
                shown["multiple"] = True
        return shown


def is_open(messages: Iterable[Message]) -> bool:
    """Whether the conversation has not come to its assessment, or has gone on after it."""
    kinds = [(said.get("custom") or {}).get("kind") for message in messages for said in message.reply or ()]
    telling = [kind for kind in kinds if kind in {"question", "assessment", "emergency"}]
    return telling[-1:] != ["assessment"]


def _plain(said: Outgoing) -> Shown:
    """Words and what programs read beside them."""
    return {part: said[part] for part in ("text", "custom") if said.get(part)}
