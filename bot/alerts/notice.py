"""What staff read, and the ways by which it may reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.settings import Settings
from bot.transcripts.outbox import Alert

_SAYS = {
    "emergency": "A patient in the chat was just told to get help at once.",
    "same_day": "A patient in the chat was just told to be seen today.",
}


@dataclass(frozen=True)
class Notice:
    """An alert in words. `link` leads to the conversation in the staff's console, where there is one."""

    clinic: str
    says: str
    at: datetime
    reference: str
    link: str | None = None


class NotSent(Exception):
    """A notice did not get through. The message says why, without a secret; `after` when to try again."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Way(Protocol):
    """One way to reach staff."""

    @property
    def name(self) -> str:
        """What the settings call it."""

    async def send(self, notice: Notice) -> None:
        """Bring it to them. Raises NotSent."""


def notice(alert: Alert, clinic: Settings) -> Notice:
    """An alert as its readers are told of it."""
    link = f"{clinic.staff_address}/alerts/{alert.reference}" if clinic.staff_address else None
    return Notice(clinic.clinic_name, _SAYS[alert.kind], alert.raised_at, alert.reference, link)
