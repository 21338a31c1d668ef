"""What is asked of the database, each in a transaction of its own. It blocks: call it in a thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import Event
from sqlalchemy.engine import Connection, Engine

from bot.transcripts import erased, events, inbox
from bot.transcripts.arrival import Arrival, is_over
from bot.transcripts.database import writing
from bot.transcripts.erased import Ended
from bot.transcripts.held import Held
from bot.transcripts.inbox import Message
from bot.transcripts.kept import KeptTracker, history
from bot.transcripts.privacy.erasure import erase
from bot.transcripts.privacy.receipts import PATIENT, Asked, Receipt
from bot.transcripts.tables import CONVERSATIONS
from bot.transcripts.writing import Overtaken, Written, write


class Archive:
    """The stored conversations. What asks for one that was erased for good raises Ended."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    def arrive(
        self, conversation: str, message: Message, held: Held | None, session: timedelta | None
    ) -> Arrival:
        """Store a message if the patient agreed to that, and say what is known of its conversation."""
        with self._reader.connect() as connection:
            found = _standing(connection, conversation)
            if found is None:
                return Arrival(message, 0, stored=False)
            known = inbox.find(connection, conversation, message.message_id)
            in_memory = held is not None and held.base == found.last_event
            if (known and known.reply is not None) or in_memory or is_over(found.last_at, session):
                return Arrival(message, found.last_event, stored=False, known=known)
            unfinished = inbox.unfinished(connection, conversation)
        with self._writer.begin() as connection:
            if known:
                inbox.try_again(connection, conversation, message.message_id)
            else:
                inbox.add(connection, conversation, [message])
        return Arrival(message, found.last_event, stored=True, known=known, unfinished=unfinished)

    def last(self, conversation: str) -> int:
        """The number of a conversation's last event; 0 if nothing of it is stored."""
        with self._reader.connect() as connection:
            return _last(connection, conversation)

    def around(self, conversation: str, message_id: str) -> tuple[int, Message | None, Message | None]:
        """The last event's number, the message with this id, and the last one that has a reply."""
        with self._reader.connect() as connection:
            known = inbox.find(connection, conversation, message_id)
            return _last(connection, conversation), known, inbox.latest(connection, conversation)

    def messages(self, conversation: str) -> tuple[int, list[Message]]:
        """The last event's number, and all messages of a conversation."""
        with self._reader.connect() as connection:
            return _last(connection, conversation), inbox.everything(connection, conversation)

    def message_ids(self, conversation: str) -> tuple[int, list[str]]:
        """The last event's number, and the ids of all messages."""
        with self._reader.connect() as connection:
            return _last(connection, conversation), inbox.ids(connection, conversation)

    def read(self, blank: KeptTracker, near: KeptTracker | None) -> KeptTracker:
        """What is stored; only what others added, if `near` knows the rest."""
        with self._reader.connect() as connection:
            if near is not None and near.seen.stored and not near.seen.held:
                added = events.since(connection, blank.sender_id, near.seen.stored)
                if added is not None:
                    return _stored(near.copy(), added)
            return _stored(blank, events.latest_session(connection, blank.sender_id))

    def everything(self, conversation: str) -> list[Event]:
        """All events of a conversation."""
        with self._reader.connect() as connection:
            return events.all_sessions(connection, conversation)

    def conversations(self) -> list[str]:
        """The ids of all conversations."""
        with self._reader.connect() as connection:
            return [each.id for each in connection.execute(sa.select(CONVERSATIONS.c.id))]

    def last_activity(self) -> datetime | None:
        """When anybody last wrote."""
        with self._reader.connect() as connection:
            found: datetime | None = connection.execute(_LAST_ACTIVITY).scalar()
            return found

    def write(self, turn: Written) -> int:
        """Store a turn, all or nothing; the result is the number of its last event."""
        with self._writer.begin() as connection:
            return write(connection, turn)

    def answer(self, conversation: str, message: Message) -> None:
        """Note the reply to a message."""
        with self._writer.begin() as connection:
            inbox.answer(connection, conversation, message)

    def delivered(self, conversation: str, message_id: str) -> None:
        """Note that a reply has reached the patient."""
        with self._writer.begin() as connection:
            inbox.delivered(connection, conversation, message_id, inbox.now())

    def still_there(self, conversation: str) -> None:
        """Raises Overtaken if a conversation was erased for good while a turn was thought out."""
        with self._reader.connect() as connection:
            if erased.is_erased(connection, conversation):
                raise Overtaken(conversation)

    def erase(self, conversation: str, for_good: bool, asked: Asked = PATIENT) -> Receipt | None:
        """Leave nothing of a conversation, and of what it led to; None if nothing was stored."""
        return erase(self._reader, conversation, for_good, asked, inbox.now())

    def erased(self) -> frozenset[str]:
        """The digests of the conversations erased for good."""
        with self._reader.connect() as connection:
            return erased.digests(connection)

    def prune(self, before: datetime) -> int:
        """Drop the notes of erasures before then; the result is how many."""
        with self._writer.begin() as connection:
            return erased.prune(connection, before)

    def abandon(self, before: datetime) -> int:
        """Mark the open conversations nobody has written in since then; the result is how many."""
        with self._writer.begin() as connection:
            return int(connection.execute(_ABANDON, {"before": before}).rowcount)


def _standing(connection: Connection, conversation: str) -> Any:
    """Where a stored conversation stands; None if there is none. Only then it may have been erased."""
    found = connection.execute(_STANDING, {"of": conversation}).first()
    if found is None and erased.is_erased(connection, conversation):
        raise Ended(conversation)
    return found


def _last(connection: Connection, conversation: str) -> int:
    found = _standing(connection, conversation)
    return int(found.last_event) if found else 0


def apply(tracker: KeptTracker, added: Iterable[Event]) -> None:
    """Let these events have happened to a tracker."""
    for event in added:
        tracker.update(event)


def _stored(tracker: KeptTracker, added: Iterable[Event]) -> KeptTracker:
    apply(tracker, added)
    tracker.saved_history = history(tracker)
    return tracker


_STANDING = sa.select(CONVERSATIONS.c.last_event, CONVERSATIONS.c.last_at).where(
    CONVERSATIONS.c.id == sa.bindparam("of")
)
_LAST_ACTIVITY = sa.select(sa.func.max(CONVERSATIONS.c.last_at))
_ABANDON = (
    sa.update(CONVERSATIONS)
    .where(CONVERSATIONS.c.state == "open", CONVERSATIONS.c.last_at < sa.bindparam("before"))
    .values(state="abandoned")
)
