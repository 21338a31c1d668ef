"""A message that has come in, and what is known of its conversation at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.transcripts import inbox
from bot.transcripts.inbox import Message

EARLY = timedelta(minutes=1)
"""A session that is about to end counts as over: who comes back is asked for consent first."""


@dataclass(frozen=True)
class Arrival:
    """A message that has come in: `known` if it came before, and the earlier ones not done with.

    `last` is the number of the conversation's last stored event, 0 if nothing of it is stored.
    """

    message: Message
    last: int
    stored: bool
    known: Message | None = None
    unfinished: Sequence[Message] = ()
    collected: bool = True

    @property
    def owed(self) -> tuple[Message, ...]:
        """What to do before this message."""
        return inbox.owed(self.unfinished, self.message)


def is_over(last_at: datetime, session: timedelta | None) -> bool:
    """Whether a session of this length has ended, or is about to."""
    return session is not None and inbox.now() - last_at > session - EARLY
