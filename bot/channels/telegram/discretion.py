"""What the answers come to is kept out of Telegram: in its place stand how soon, and where to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.turn import Outgoing

_ASSESSMENT = "assessment"


@dataclass(frozen=True)
class Discretion:
    """The closing message for each urgency, the button that leads to the rest, and those that speak of it."""

    closings: Mapping[str, str]
    lead: str
    unfitting: frozenset[str]

    def brief(self, message: Outgoing) -> Outgoing | None:
        """A message of the bot's last words without what the answers come to; None for what is only that.

        The last of them carries the assessment, the plain ones before it say what it means.
        """
        if is_assessment(message):
            return self._closing(message)
        return message if message.get("custom") or message.get("buttons") else None

    def _closing(self, message: Outgoing) -> Outgoing:
        urgency = str(message["custom"].get("urgency"))
        return {**message, "text": self.closings.get(urgency, self.closings["routine"])}


def is_assessment(message: Outgoing) -> bool:
    """Whether a message carries the assessment."""
    return (message.get("custom") or {}).get("kind") == _ASSESSMENT
