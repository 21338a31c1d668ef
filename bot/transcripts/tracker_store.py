"""Rasa's tracker store, kept by consent: nothing is written before the patient agrees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.errors import SettingsError
from bot.settings import settings
from bot.transcripts.database import connect
from bot.transcripts.held import HeldConversations

CONSENT = "consent"
"""The slot that says whether the conversation may be stored: `yes`, `no` or not yet known."""


class HeldTrackerStore(SQLTrackerStore):
    """Holds a conversation in memory until its slot `consent` says `yes`, then writes all of it.

    While consent is missing, refused, or gone again after starting over, what is new is only held.
    Rasa names it in `endpoints.yml` by its dotted path; without `url` the settings say where.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        held: HeldConversations | None = None,
        **_kwargs: Any,
    ) -> None:
        # Rasa's own constructor retries for ever, and carries on where tables cannot be made.
        TrackerStore.__init__(self, domain, event_broker)
        self.held = HeldConversations() if held is None else held
        self.engine = connect(host or settings().store_url)
        self.sessionmaker = sessionmaker(bind=self.engine)
        try:
            self.Base.metadata.create_all(self.engine)
        except SQLAlchemyError as error:
            raise SettingsError(f"The database cannot be used: {_first_line(error)}") from error

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session that is closed whatever happens. Rasa's own ends the process on a ValueError."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what is new, or hold everything while there is no consent."""
        if not _consents(tracker):
            events = [event.as_dict() for event in tracker.events]
            self.held.put(tracker.sender_id, json.dumps(events))
            return
        await super().save(tracker)
        self.held.drop(tracker.sender_id)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it is held, or its latest session as it is stored."""
        return self._held_tracker(sender_id) or await super().retrieve(sender_id)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The conversation as it is held, or all its sessions as they are stored."""
        return self._held_tracker(conversation_id) or await super().retrieve_full_tracker(conversation_id)

    def reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def _held_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        # Rebuilt each time, so that a turn that fails leaves no half of itself behind.
        events = self.held.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(events), self.domain.slots)


def _consents(tracker: DialogueStateTracker) -> bool:
    slot = tracker.slots.get(CONSENT)
    return slot is not None and slot.value == "yes"


def _first_line(error: SQLAlchemyError) -> str:
    return str(error).splitlines()[0]
