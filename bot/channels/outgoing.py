"""What goes out, made to fit its channel: long texts in parts, and what of a reply stands open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from bot.channels.sending import Said
from bot.channels.turn import Outgoing
from bot.knowledge.loader import Knowledge
from bot.transcripts.inbox import Message

Size = Callable[[str], int]

_ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"(?<=[.?!…:])[\"”’)]*\s+|\n"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, the best first: between paragraphs, after a sentence or line, between words."""

_JOINER = "\u200d"


def utf16(text: str) -> int:
    """The length some services count: a letter beyond the common ones is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(message: Outgoing, limit: int, size: Size = len) -> list[Outgoing]:
    """A message in as many as it takes. Buttons, and what programs read, stay with the last."""
    texts = list(parts(message.get("text") or "", limit, size))
    rest = {part: value for part, value in message.items() if part != "text" and value}
    beside = {part: value for part, value in rest.items() if part == "recipient_id"}
    if not texts:
        return [rest] if rest.keys() - beside.keys() else []
    return [*({**beside, "text": text} for text in texts[:-1]), {**rest, "text": texts[-1]}]


def parts(text: str, limit: int, size: Size = len) -> Iterator[str]:
    """A text in parts of at most this size, none empty, cut at the ends of sentences where there are any."""
    rest = text.strip()
    while rest:
        cut = len(rest) if size(rest) <= limit else _cut(rest, _longest(rest, limit, size))
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()


def open_in(reply: Sequence[Outgoing]) -> list[tuple[int, Outgoing]]:
    """What of a reply stands open, each with its place: from the last to be pressed or answered on.

    Where nothing is, it is the last of all.
    """
    waiting = [
        place
        for place, said in enumerate(reply)
        if said.get("buttons") or (said.get("custom") or {}).get("kind") == "question"
    ]
    return list(enumerate(reply))[waiting[-1] if waiting else -1 :]


def still_open(conversation: str, message: Message) -> list[Said]:
    """What stands open in the reply to a message, as it goes out once more."""
    return [
        Said(conversation, said, message.message_id, place) for place, said in open_in(message.reply or [])
    ]


def several_in(known: Knowledge) -> frozenset[str]:
    """The questions that take more than one of their buttons."""
    return frozenset(each.id for each in known.questions.values() if each.kind in {"choices", "relatives"})


def takes_several(custom: Mapping[str, Any], several: Container[str]) -> bool:
    """Whether a question takes more than one button: a list of things, or one of these questions."""
    is_question = custom.get("kind") == "question"
    return is_question and ("asks" in custom or custom.get("id") in several)


def _longest(text: str, limit: int, size: Size) -> int:
    """How many characters at the start fit; at least one, for a limit below any letter's size."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= limit else (low, middle - 1)
    return max(low, 1)


def _cut(text: str, most: int) -> int:
    """Where to cut within the first characters: late, but at the best kind of end there is."""
    for end in _ENDS:
        cuts = [found.end() for found in end.finditer(text, 0, most + 1) if most // 3 < found.start() <= most]
        if cuts:
            return cuts[-1]
    return _between_letters(text, most)


def _between_letters(text: str, most: int) -> int:
    """Not before a mark that belongs to the letter in front of it."""
    for cut in range(most, max(most - 20, 0), -1):
        if not (unicodedata.combining(text[cut]) or _JOINER in text[cut - 1 : cut + 1]):
            return cut
    return most
