"""Rasa's tracker store, kept by consent: nothing is written before the patient agrees."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import settings
from bot.transcripts import events, inbox, schema, summary
from bot.transcripts.archive import Archive, apply
from bot.transcripts.arrival import Arrival
from bot.transcripts.database import THREADS, connect, is_shared
from bot.transcripts.erased import Ended
from bot.transcripts.held import Held, Memory
from bot.transcripts.holding import Holding
from bot.transcripts.inbox import Message
from bot.transcripts.kept import KeptTracker, Seen, history
from bot.transcripts.privacy import apart
from bot.transcripts.writing import Overtaken, Written

AT_HAND = 256
"""How many trackers are kept ready for the next turn. Any other is read from the database."""

Result = TypeVar("Result")


class TranscriptStore(SerializedTrackerAsText, TrackerStore):
    """Holds a conversation in memory until its slot `consent` says `yes`, then writes all of it.

    While consent is missing, refused, or gone again with a new session, what is new is only held.
    The database is asked in threads, so that a slow one keeps nobody waiting but its own patients.
    Rasa names the class in `endpoints.yml` by its dotted path; without `url` the settings say where.
    `knowledge` is the version that conversations are held with, `alert_ways` are those by which staff
    are told of urgent ones.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        held: Memory[Held] | None = None,
        knowledge: str | None = None,
        alert_ways: Sequence[str] = (),
        **_kwargs: Any,
    ) -> None:
        # No broker: it would be told of turns that were never stored, and stop others from being.
        super().__init__(domain, None)
        self.holding = Holding(Memory() if held is None else held)
        self.knowledge = knowledge
        self.alert_ways = tuple(alert_ways)
        self.at_hand: Memory[KeptTracker] = Memory(most=AT_HAND)
        self.engine = connect(host or settings().store_url)
        self.threads = ThreadPoolExecutor(THREADS if is_shared(self.engine) else 1, "database")
        self.archive = Archive(self.engine)
        schema.make_ready(self.engine)

    async def arrive(self, conversation: str, message: Message, collected: bool = True) -> Arrival:
        """Keep a message before it is thought about; `collected` says that who brought it waits."""
        held = self.holding.held.get(conversation)
        arrival = await self.in_thread(self.archive.arrive, conversation, message, held, self._session())
        return self.holding.begin(conversation, arrival, collected)

    async def delivered(self, conversation: str, message_id: str) -> None:
        """Note that a reply has reached the patient."""
        if not self.holding.delivered(conversation, message_id):
            await self.in_thread(self.archive.delivered, conversation, message_id)

    async def retrieve(self, sender_id: str) -> KeptTracker | None:
        """The conversation as far as a turn needs it: kept at hand, or read."""
        arrival = self.holding.under_way(sender_id)
        last = arrival.last if arrival else await self.in_thread(self.archive.last, sender_id)
        held = self.holding.since(sender_id, last)
        seen = Seen(last, len(held.rows))
        near = self.at_hand.get(sender_id)
        if near is not None and near.seen == seen:
            return near.copy()
        if seen == Seen():
            return None
        tracker = await self.in_thread(self.archive.read, self.init_tracker(sender_id), near)
        apply(tracker, held.events)
        tracker.settle()
        tracker.seen = seen
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """All sessions of a conversation, for whoever wants to read all of it."""
        stored = await self.in_thread(self.archive.everything, conversation_id)
        held = self.holding.since(conversation_id, await self.in_thread(self.archive.last, conversation_id))
        found = [*stored, *held.events]
        if not found:
            return None
        return DialogueStateTracker.from_events(conversation_id, found, self.domain.slots)

    def near(self, conversation: str) -> KeptTracker:
        """The conversation as memory has it, for when the database does not answer."""
        tracker = self.at_hand.get(conversation)
        return tracker.copy() if tracker is not None else self.init_tracker(conversation)

    def init_tracker(self, sender_id: str) -> KeptTracker:
        """A tracker nothing has happened to."""
        return KeptTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what is new in one transaction, or hold it while there is no consent."""
        assert isinstance(tracker, KeptTracker), "trackers come from this store"
        parts = apart.split(tracker.unsaved)
        rows = [events.row(tracker.sender_id, event) for event in parts.events]
        if summary.consents(tracker):
            await self._store(tracker, rows, parts)
        else:
            await self._keep_held(tracker, rows)
        apart.settle(tracker)
        tracker.settle()
        self.at_hand.put(tracker.sender_id, tracker.copy())

    async def keys(self) -> Iterable[str]:
        """The ids of all stored conversations."""
        return await self.in_thread(self.archive.conversations)

    def forget(self, conversation: str) -> None:
        """Drop what memory has of a conversation."""
        self.holding.held.drop(conversation)
        self.at_hand.drop(conversation)

    def in_memory(self) -> set[str]:
        """The ids of the conversations that memory has something of."""
        return {*self.holding.held.conversations(), *self.at_hand.conversations()}

    def reachable(self) -> bool:
        """Whether the database answers and takes what is written; nothing stays written."""
        return schema.takes_writes(self.engine)

    async def in_thread(self, ask: Callable[..., Result], *arguments: Any) -> Result:
        """Ask the database in a thread. What is erased, or ahead of us, is not kept in memory either."""
        run = copy_context().run
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, run, ask, *arguments)
        except (Ended, Overtaken) as gone:
            self.forget(str(gone))
            raise

    def _session(self) -> timedelta | None:
        """How long after the last word Rasa starts a new session."""
        minutes = self.domain.session_config.session_expiration_time
        return timedelta(minutes=minutes) if minutes else None

    async def _store(self, tracker: KeptTracker, new: list[events.Row], parts: apart.Split) -> None:
        held = self.holding.since(tracker.sender_id, tracker.seen.stored)
        rows, now = [*held.rows, *new], inbox.now()
        answered = parts.covered(self.holding.answered(tracker, held))
        turn = Written(
            conversation=tracker.sender_id,
            seen=tracker.seen.stored,
            rows=rows,
            summary=summary.summary(tracker, now, self.knowledge),
            turns=summary.turns(rows),
            answers=summary.new_answers(tracker, rows, now),
            held=held.besides(answered),
            answered=answered,
            ways=self.alert_ways,
            missed=summary.missed(rows),
            findings=summary.found(tracker),
            apart=parts.details,
            covered=[answered] if answered and parts.messages else [],
            code=summary.new_code(tracker, rows),
        )
        last = await self.in_thread(self.archive.write, turn)
        self.holding.held.drop(tracker.sender_id)
        tracker.seen, tracker.saved_history = Seen(last), history(tracker)

    async def _keep_held(self, tracker: KeptTracker, new: list[events.Row]) -> None:
        held = self.holding.since(tracker.sender_id, tracker.seen.stored)
        arrival, answered = self.holding.under_way(tracker.sender_id), self.holding.answered(tracker, held)
        await self.in_thread(self.archive.still_there, tracker.sender_id)
        if answered and arrival and arrival.stored:
            await self.in_thread(self.archive.answer, tracker.sender_id, answered)
        elif answered:
            held = held.with_message(answered)
        held = replace(held, rows=(*held.rows, *new))
        self.holding.put(tracker.sender_id, held)
        tracker.seen = Seen(held.base, len(held.rows))
