"""The bot's messages as Telegram shows them: texts that fit, with keyboards under them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.channels.outgoing import parts, takes_several, utf16
from bot.channels.sending import Said
from bot.channels.telegram import keyboards
from bot.channels.telegram.updates import Rows
from bot.channels.turn import Outgoing
from bot.transcripts.offers import button_id

LONGEST = 4096
"""What a message may be long, counted as Telegram does."""


@dataclass(frozen=True)
class Piece:
    """One message of Telegram's."""

    text: str
    rows: Rows = field(default_factory=list)


@dataclass(frozen=True)
class Showing:
    """How messages are shown. `several` are the questions that take more than one button, `done` ends
    the picking. `instead` are texts that are put otherwise here, with the rows `beside` them.
    """

    several: Container[str]
    done: str
    instead: Mapping[str, str] = field(default_factory=dict)
    beside: Rows = field(default_factory=list)

    def pieces(self, said: Said, more: Rows | None = None, without: Container[str] = ()) -> list[Piece]:
        """A message in as many as it takes. Under the last is its keyboard, `without` some titles and
        with `more` rows.
        """
        text = said.message.get("text") or ""
        more = self.beside if text in self.instead else more or []
        texts = list(parts(self.instead.get(text, text), LONGEST, utf16))
        if not texts:
            return []
        return [*map(Piece, texts[:-1]), Piece(texts[-1], [*self._keyboard(said, without), *more])]

    def _keyboard(self, said: Said, without: Container[str]) -> Rows:
        """The buttons, if they can be pressed: what is not kept cannot be picked from."""
        offered: Iterable[Mapping[str, str]] = said.message.get("buttons") or ()
        if not offered or said.answers is None:
            return []
        buttons = [
            (button_id(said.answers, said.place, number), each["title"])
            for number, each in enumerate(offered)
            if each["title"] not in without
        ]
        return self._of(buttons, said.message.get("custom") or {})

    def _of(self, buttons: Sequence[tuple[str, str]], custom: Outgoing) -> Rows:
        if takes_several(custom, self.several) and len(buttons) > 2:
            return keyboards.several(buttons, "asks" in custom, self.done)
        return keyboards.single(buttons)
