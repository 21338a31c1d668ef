"""What staff make of a conversation: a log of whole judgements, of which the last one counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import BotError
from bot.transcripts.review.filters import URGENCIES, VERDICTS
from bot.transcripts.review.tables import REVIEWS, TAGS
from bot.transcripts.tables import CONVERSATIONS

LONGEST_NOTE = 4000
MOST_TAGS = 10

_TAG = re.compile(r"[^\W_][\w -]{0,29}")


class ReviewError(BotError):
    """A judgement that cannot be kept; the message says why."""


class OvertakenReview(ReviewError):
    """Somebody else has judged the conversation, or its patient has written, while this was thought out."""


@dataclass(frozen=True)
class Judgement:
    """What somebody says about a conversation.

    `cause` and `urgency` are what would have been right where something else came out.
    """

    verdict: str | None = None
    cause: str | None = None
    urgency: str | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    assigned_to: str | None = None
    follow_up: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Review:
    """A judgement, whose it is and when it was made."""

    id: int
    person: str
    at: datetime
    judgement: Judgement


def tags(text: str) -> tuple[str, ...]:
    """Tags as they are typed, with commas between them: in small letters, each once."""
    return tuple(dict.fromkeys(" ".join(each.lower().split()) for each in text.split(",") if each.strip()))


def check(judgement: Judgement) -> None:
    """Raises ReviewError for what cannot be kept. What is kept may be less: words may have been taken out."""
    if judgement.verdict not in (None, *VERDICTS):
        raise ReviewError(f"The verdict must be one of {', '.join(VERDICTS)}.")
    if judgement.urgency not in (None, *URGENCIES[:-1]):
        raise ReviewError(f"The right urgency must be one of {', '.join(URGENCIES[:-1])}.")
    if len(judgement.note) > LONGEST_NOTE or "\0" in judgement.note:
        raise ReviewError(f"The note must be text of at most {LONGEST_NOTE} letters.")
    if len(judgement.tags) > MOST_TAGS or not all(map(_TAG.fullmatch, judgement.tags)):
        raise ReviewError(f"Tags are at most {MOST_TAGS}, each of up to 30 letters, digits and blanks.")


def history(connection: Connection, conversation: str) -> list[Review]:
    """Every review of a conversation, oldest first."""
    return [_review(row) for row in connection.execute(_HISTORY, {"of": conversation})]


def add(
    connection: Connection,
    conversation: str,
    person: str,
    judgement: Judgement,
    seen: tuple[int, int],
    now: datetime,
) -> None:
    """Write a review. `seen` are the numbers of the last review and the last event that its writer saw.

    Raises OvertakenReview where there are others by now, ReviewError for what cannot be kept.
    """
    check(judgement)
    last_review, last_event = seen
    standing = {"reviewed": judgement.done, "assigned_to": judgement.assigned_to}
    changed = connection.execute(
        _STAND,
        {"of": conversation, "seen": last_event, **standing, "follow_up": judgement.follow_up},
    )
    if changed.rowcount != 1:
        raise OvertakenReview("The patient has written since you opened this. Read what is new first.")
    # The row of the conversation is ours until the end of the transaction: nobody can come between.
    latest = connection.execute(_LATEST, {"of": conversation}).scalar()
    if (latest or 0) != last_review:
        raise OvertakenReview("Somebody else has reviewed this since you opened it. Read theirs first.")
    row = {**asdict(judgement), "tags": list(judgement.tags), "conversation": conversation}
    connection.execute(sa.insert(REVIEWS), {**row, "person": person, "at": now})
    _tag(connection, conversation, judgement.tags)


def known_tags(connection: Connection) -> list[str]:
    """Every tag some conversation has."""
    return list(connection.execute(_TAGS).scalars())


def reviewers(connection: Connection) -> list[str]:
    """Everybody who has written a review."""
    return list(connection.execute(_REVIEWERS).scalars())


def _tag(connection: Connection, conversation: str, names: Iterable[str]) -> None:
    connection.execute(_UNTAG, {"of": conversation})
    if rows := [{"conversation": conversation, "tag": name} for name in names]:
        connection.execute(sa.insert(TAGS), rows)


def _review(row: Any) -> Review:
    """A row as it was judged; a tag of which words were taken out is none any more."""
    said = {name: getattr(row, name) for name in Judgement.__dataclass_fields__}
    said["tags"] = tuple(filter(_TAG.fullmatch, row.tags))
    return Review(row.id, row.person, row.at, Judgement(**said))


_OF = REVIEWS.c.conversation == sa.bindparam("of")
_HISTORY = sa.select(REVIEWS).where(_OF).order_by(REVIEWS.c.id)
_LATEST = sa.select(sa.func.max(REVIEWS.c.id)).where(_OF)
_STAND = (
    sa.update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == sa.bindparam("of"), CONVERSATIONS.c.last_event == sa.bindparam("seen"))
    .values({name: sa.bindparam(name) for name in ("reviewed", "assigned_to", "follow_up")})
)
_UNTAG = sa.delete(TAGS).where(TAGS.c.conversation == sa.bindparam("of"))
_TAGS = sa.select(TAGS.c.tag).distinct().order_by(TAGS.c.tag)
_REVIEWERS = sa.select(REVIEWS.c.person).distinct().order_by(REVIEWS.c.person)
