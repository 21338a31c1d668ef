"""What the bot said to one message."""

from __future__ import annotations

from typing import Any

Reply = list[dict[str, Any]]
"""Messages as Rasa hands them to a channel, without empty parts."""

PRESSED = "pressed"
"""Beside a patient's message: what each of the buttons says that it was made with."""

ANSWERS = "answers"
"""Beside a message that is handed to a channel: the id of the patient's message it belongs to."""


def is_emergency(message: dict[str, Any]) -> bool:
    """Whether a message sends the patient for help at once."""
    custom = message.get("custom")
    return isinstance(custom, dict) and custom.get("kind") == "emergency"


def urgency(message: dict[str, Any]) -> str:
    """How urgent the help is that an emergency message sends the patient for."""
    return str(message["custom"].get("urgency", "emergency"))
