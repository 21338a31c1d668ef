"""Buttons under a message, one below the other; where several may be picked, the keyboard holds the marks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.updates import Rows

DONE = "done"
"""What the button carries that picks everything marked."""

_PICK = "+"
"""Before a button's id where pressing it marks it."""

_MARKED, _FREE = "☑ ", "☐ "


def single(buttons: Sequence[tuple[str, str]]) -> Rows:
    """A keyboard of ids and titles, of which one is picked."""
    return [[_button(title, carried)] for carried, title in buttons]


def several(buttons: Sequence[tuple[str, str]], first_alone: bool, done: str) -> Rows:
    """A keyboard of which several are picked, but for the last, and `first_alone`: these stand for all."""
    begin, end = int(first_alone), len(buttons) - 1
    picks = [[_button(_FREE + title, _PICK + carried)] for carried, title in buttons[begin:end]]
    return [*single(buttons[:begin]), *picks, [_button(done, DONE)], *single(buttons[end:])]


def link(title: str, address: str) -> Rows:
    """A button that leads to a page."""
    return [[{"text": title, "url": address}]]


def links(rows: Rows) -> Rows:
    """The rows that lead to pages: these stay when a keyboard has been used."""
    return [row for row in rows if any("url" in each for each in row)]


def is_pick(data: str) -> bool:
    """Whether a press only marks."""
    return data.startswith(_PICK)


def toggled(rows: Rows, data: str) -> Rows:
    """The keyboard after a press that marks, or takes a mark away."""
    return [[_flipped(each) if each.get("callback_data") == data else each for each in row] for row in rows]


def marked(rows: Rows) -> list[str]:
    """The ids of what is marked."""
    return [
        str(each["callback_data"])[len(_PICK) :]
        for row in rows
        for each in row
        if is_pick(str(each.get("callback_data"))) and str(each.get("text")).startswith(_MARKED)
    ]


def titles(rows: Rows, ids: Sequence[str]) -> list[str]:
    """What the buttons say that carry these ids."""
    found = {str(each.get("callback_data")).removeprefix(_PICK): each for row in rows for each in row}
    return [_bare(str(found[each].get("text"))) for each in ids if each in found]


def tap_id(ids: Sequence[str]) -> str:
    """The id of the message that these buttons make: tapped twice, it is the same one."""
    return f"tap-{hashlib.blake2b(repr(ids).encode(), digest_size=12).hexdigest()}"


def _button(title: str, carried: str) -> dict[str, Any]:
    return {"text": title, "callback_data": carried}


def _flipped(button: dict[str, Any]) -> dict[str, Any]:
    text = str(button.get("text"))
    return {**button, "text": (_FREE if text.startswith(_MARKED) else _MARKED) + _bare(text)}


def _bare(text: str) -> str:
    return text.removeprefix(_MARKED).removeprefix(_FREE)
