"""One chat message, before a channel gives it its own form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    """Something to tap. Its payload is plain text, read like any other reply."""

    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """Words, buttons, and what programs read beside them."""

    text: str
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
