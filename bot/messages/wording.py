"""The fixed sentences of `wording.yml` and how their blanks are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.knowledge.loader import Knowledge
from bot.messages.message import Button


class Words:
    """Fixed sentences with the clinic's own blanks filled in."""

    def __init__(self, knowledge: Knowledge, blanks: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._blanks = dict(blanks)

    def say(self, key: str, **more: str) -> str:
        """The sentence with this id."""
        return self.fill(self._knowledge.wording[key].text, **more)

    def fill(self, text: str, **more: str) -> str:
        """A text with its blanks filled; what is filled in is never read as a blank itself."""
        filled = {**self._blanks, **more}
        pieces = text.split("{")
        rest = (piece.partition("}") for piece in pieces[1:])
        return pieces[0] + "".join(filled.get(name, f"{{{name}{end}") + tail for name, end, tail in rest)

    def button(self, key: str) -> Button:
        """The button whose words have this id."""
        title = self.say(f"button_{key}")
        return Button(title, title)


def listed(items: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    words = list(items)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def bullets(items: Iterable[str]) -> str:
    """Words as lines."""
    return "\n".join(f"• {item}" for item in items)


def sentence(words: str) -> str:
    """Words with a capital at the start and a full stop at the end."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", ":")) else ".")
