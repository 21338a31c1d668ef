"""What Slack does not take, from its documentation of Block Kit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Found = Mapping[str, Any]

LONGEST_TEXT = 40_000
MOST_BLOCKS = {"message": 50, "home": 100}

_WHERE: Mapping[str, frozenset[str]] = {
    "button": frozenset({"actions", "section"}),
    "checkboxes": frozenset({"actions", "section", "input"}),
    "radio_buttons": frozenset({"actions", "section", "input"}),
    "static_select": frozenset({"actions", "section", "input"}),
    "number_input": frozenset({"input"}),
}
"""The blocks each element may be in."""

_MARKUP = re.compile(r"<(?!(?:https?://|mailto:|tel:|@|#|!)[^<>]*>)|&(?!amp;|lt;|gt;)")
"""What would be read as markup, or is not escaped."""


def faults(blocks: Any, surface: str) -> list[str]:
    """What is wrong with the blocks of a message or a Home tab."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["blocks are a list of objects"]
    return list(_faults(blocks, surface))


def text_faults(text: Any) -> Iterator[str]:
    """What is wrong with the text of a message."""
    if not isinstance(text, str) or not text.strip():
        yield "no_text"
    elif len(text) > LONGEST_TEXT:
        yield "msg_too_long"
    elif _MARKUP.search(text):
        yield "not escaped"


def _faults(blocks: Sequence[Found], surface: str) -> Iterator[str]:
    if len(blocks) > MOST_BLOCKS[surface]:
        yield "too many blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) != len(ids):
        yield "a block_id twice"
    for block in blocks:
        if len(block.get("block_id", "")) > 255:
            yield "a block_id too long"
        yield from _BLOCKS.get(block.get("type", ""), _unknown)(block)


def _section(block: Found) -> Iterator[str]:
    yield from _text(block.get("text"), 3_000, {"mrkdwn", "plain_text"})


def _actions(block: Found) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        yield "1 to 25 elements in an actions block"
    names = [element.get("action_id") for element in elements]
    if len(set(names)) != len(names):
        yield "an action_id twice in a block"
    for element in elements:
        yield from _element(element, "actions")


def _input(block: Found) -> Iterator[str]:
    yield from _text(block.get("label"), 2_000, {"plain_text"})
    yield from _element(block.get("element") or {}, "input")


def _context(block: Found) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        yield "1 to 10 elements in a context block"
    for element in elements:
        yield from _text(element, 3_000, {"mrkdwn", "plain_text"})


def _unknown(block: Found) -> Iterator[str]:
    yield f"no block {block.get('type')}"


_BLOCKS: Mapping[str, Callable[[Found], Iterator[str]]] = {
    "section": _section,
    "actions": _actions,
    "input": _input,
    "context": _context,
}


def _element(element: Found, where: str) -> Iterator[str]:
    kind = element.get("type", "")
    if where not in _WHERE.get(kind, ()):
        yield f"no {kind} in {where}"
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "an action_id of 1 to 255 letters"
    if kind == "button":
        yield from _text(element.get("text"), 75, {"plain_text"})
        if len(element.get("value", "")) > 2_000:
            yield "a value too long"
    elif kind == "number_input":
        if not isinstance(element.get("is_decimal_allowed"), bool):
            yield "is_decimal_allowed is missing"
    else:
        yield from _options(element, 100 if kind == "static_select" else 10)


def _options(element: Found, most: int) -> Iterator[str]:
    options = element.get("options") or []
    if not 1 <= len(options) <= most:
        yield f"1 to {most} options"
    for option in options:
        yield from _text(option.get("text"), 75, {"mrkdwn", "plain_text"})
        if not 1 <= len(option.get("value", "")) <= 150:
            yield "a value of 1 to 150 letters"


def _text(text: Any, most: int, kinds: set[str]) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in kinds:
        yield f"a text object of {sorted(kinds)}"
    elif not 1 <= len(text.get("text", "")) <= most:
        yield f"a text of 1 to {most} letters"
    elif text["type"] == "mrkdwn" and _MARKUP.search(text["text"]):
        yield "not escaped"
