"""One turn into the database: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts import erased, events, inbox, outbox
from bot.transcripts.events import Row
from bot.transcripts.inbox import Message
from bot.transcripts.privacy import codes, requests
from bot.transcripts.review import findings, search
from bot.transcripts.review.findings import Finding
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS


class Overtaken(Exception):
    """Somebody else wrote to, or erased, this conversation while a turn was thought out."""


@dataclass(frozen=True)
class Written:
    """What one turn adds. `seen` is the number of the last event the turn knew of.

    `missed` counts the messages that were not understood, `findings` are what staff look for. `ways` are
    those by which they are told if it makes the conversation urgent. `apart` is what was told for a call,
    in the messages `covered`; `code` is one that the patient was just told.
    """

    conversation: str
    seen: int
    rows: Sequence[Row]
    summary: dict[str, Any]
    turns: int
    answers: Sequence[dict[str, Any]]
    held: Sequence[Message]
    answered: Message | None
    ways: Sequence[str] = ()
    missed: int = 0
    findings: frozenset[Finding] = frozenset()
    apart: Sequence[Mapping[str, str]] = ()
    covered: Sequence[Message] = ()
    code: str | None = None


def write(connection: Connection, turn: Written) -> int:
    """Write a turn; the result is the number of its last event. Raises Overtaken."""
    if turn.rows:
        connection.execute(_ADD_EVENTS, list(turn.rows))
    last = events.last_number(connection, turn.conversation)
    urgent = outbox.kind(turn.summary)
    before = outbox.standing(connection, turn.conversation) if urgent else None
    _summarise(connection, turn, last)
    if urgent and outbox.rises(before, urgent):
        outbox.add(connection, turn.conversation, urgent, turn.ways, turn.summary["last_at"])
    # One of them may be there already, from a session before this one.
    for message in (*turn.held, *([turn.answered] if turn.answered else [])):
        inbox.answer(connection, turn.conversation, message)
    if turn.answers:
        connection.execute(_ADD_ANSWERS, list(turn.answers))
    findings.keep(connection, turn.conversation, turn.findings)
    _keep_apart(connection, turn)
    return last


def _keep_apart(connection: Connection, turn: Written) -> None:
    """What is no part of the transcript. The message it came in was kept as it arrived: it is covered now."""
    now = turn.summary["last_at"]
    requests.take(connection, turn.conversation, turn.apart, now)
    for message in turn.covered:
        inbox.cover(connection, turn.conversation, message)
        search.forget(connection)
    if turn.code:
        codes.told(connection, turn.conversation, turn.code, now)


def _summarise(connection: Connection, turn: Written, last: int) -> None:
    """Locks cannot shut out everything that goes wrong; who has not seen the last event never writes."""
    standing = {**turn.summary, "rank": findings.rank(turn.summary["urgency"]), "last_event": last}
    if turn.seen:
        seen = {"of": turn.conversation, "seen": turn.seen, "more": turn.turns, "missing": turn.missed}
        changed = connection.execute(_GO_ON, {**seen, **standing})
        if changed.rowcount != 1:
            raise Overtaken(turn.conversation)
        return
    first = {"id": turn.conversation, "turns": turn.turns, "missed": turn.missed, **standing}
    said = [*turn.held, *([turn.answered] if turn.answered else [])]
    began = min((message.received_at for message in said), default=turn.summary["last_at"])
    channel = said[0].channel if said else None
    try:
        erased.reserve(connection, turn.conversation, turn.summary["last_at"])
        connection.execute(_BEGIN, {**first, "started_at": began, "channel": channel})
    except sa.exc.IntegrityError as error:
        raise Overtaken(turn.conversation) from error


_ADD_EVENTS = sa.insert(EVENTS)
_ADD_ANSWERS = sa.insert(ANSWERS)
_BEGIN = sa.insert(CONVERSATIONS)
_CHANGED = ("last_at", "state", "urgency", "last_question", "knowledge", "consent", "last_event", "rank")
_GO_ON = (
    sa.update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == sa.bindparam("of"), CONVERSATIONS.c.last_event == sa.bindparam("seen"))
    .values(
        turns=CONVERSATIONS.c.turns + sa.bindparam("more"),
        missed=CONVERSATIONS.c.missed + sa.bindparam("missing"),
        reviewed=False,  # staff have not seen this turn
        **{name: sa.bindparam(name) for name in _CHANGED},
    )
)
