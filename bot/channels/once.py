"""Messages of the chat services, which bring one again until they hear that it was taken."""

from __future__ import annotations

from bot.transcripts.inbox import Message
from bot.transcripts.offers import Picking, Press
from bot.transcripts.refusal import Refusal


class AlreadyAnswered(Refusal):
    """A message that has come before, and whose reply has arrived."""


class Once(Picking):
    """A message that a vendor may bring again. It is answered once.

    `taken` says that it has been stored: if it is not there any more, its patient had it erased.
    """

    taken = False

    def read(self, known: Message | None, latest: Message | None) -> None:
        """Take the words of what is picked, or of the same message before. Raises AlreadyAnswered."""
        if known.delivered_at if known else self.taken:
            raise AlreadyAnswered(self.message_id)
        super().read(known, latest)


class Typed(Once):
    """Words of the patient's own."""

    def picked(self, _latest: Message | None) -> None:
        """Nothing."""


class PressOnce(Once, Press):
    """A message made with buttons."""
