"""What a page about one conversation is made of, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlalchemy.engine import Connection

from bot.console.access import may
from bot.console.choices import reviewers
from bot.console.context import clinic, engine, person
from bot.console.words import Names, knowledge
from bot.transcripts.privacy import requests
from bot.transcripts.privacy.identifiers import hidden
from bot.transcripts.privacy.requests import Request
from bot.transcripts.review import corrections, reviews, transcript
from bot.transcripts.review.export import Hide
from bot.transcripts.review.reviews import Review
from bot.transcripts.review.transcript import Transcript


@dataclass(frozen=True)
class Reading:
    """A conversation, its reviews and corrections, to whom it can go, and the calls its patient wants."""

    transcript: Transcript
    reviews: tuple[Review, ...]
    corrected: frozenset[str]
    staff: tuple[str, ...]
    calls: tuple[Request, ...]

    @property
    def last_review(self) -> Review | None:
        """The judgement that counts."""
        return self.reviews[-1] if self.reviews else None

    def hide(self, text: str) -> str:
        """A text without what tells directly who somebody is; what they are called is known from a call."""
        return hidden(text, [each.name for each in self.calls if each.name])

    def covering(self, shown: bool) -> Hide:
        """What to do with texts, whether identifiers are to be `shown` or not."""
        return str if shown else self.hide


def read(conversation: str) -> Reading:
    """A conversation, or the page that says there is none."""
    with engine().connect() as connection:
        seen = transcript.read(connection, conversation)
        if seen is None:
            abort(404)
        corrected = corrections.everything(connection, conversation)
        return Reading(
            seen,
            tuple(reviews.history(connection, conversation)),
            frozenset(each.message_id for each in corrected),
            tuple(_staff(connection, seen)),
            tuple(requests.of_conversation(connection, conversation)),
        )


def names() -> Names:
    """The words of this clinic."""
    return Names(knowledge(), clinic())


def _staff(connection: Connection, seen: Transcript) -> list[str]:
    """To whom who is asking can give it: to anybody if they may assign, else to themselves or as it is."""
    everybody = reviewers(connection)
    mine = {person().name, seen.summary.assigned_to}
    given = [each for each in everybody if may("assign") or each in mine]
    left = seen.summary.assigned_to
    return [*given, left] if left and left not in given else given
