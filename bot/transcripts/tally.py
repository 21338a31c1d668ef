"""Turns as the metrics count them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bound_contextvars

from bot.metrics import Metrics
from bot.transcripts.kept import was_understood
from bot.transcripts.refusal import Refusal
from bot.transcripts.reply import is_emergency, urgency

logger = structlog.get_logger(__name__)

STORAGE_FAULTS = (SQLAlchemyError, LockError)


@dataclass
class Outcome:
    """What came of a message: `failed` until something better is known."""

    result: str = "failed"


class Tally:
    """Counts what happens to messages, without a word of them."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    @contextmanager
    def turn(self, message: UserMessage) -> Iterator[Outcome]:
        """Count and time a turn, and let the log tell it from others."""
        channel, began, outcome = _channel(message), time.perf_counter(), Outcome()
        with bound_contextvars(conversation=message.sender_id, channel=channel):
            try:
                yield outcome
            except STORAGE_FAULTS as fault:
                outcome.result = "storage_fault"
                self.storage_fault("locks" if isinstance(fault, LockError) else "database")
                raise
            except Refusal:
                outcome.result = "refused"
                raise
            finally:
                seconds = time.perf_counter() - began
                self.metrics.turns.labels(channel, outcome.result).inc()
                self.metrics.seconds.labels(channel).observe(seconds)
                logger.info("A turn ended.", result=outcome.result, ms=round(seconds * 1000))

    def storage_fault(self, part: str) -> None:
        """The database or the locks failed."""
        self.metrics.storage_faults.labels(part).inc()

    def undelivered(self, message: UserMessage) -> None:
        """A reply could not be handed over."""
        self.metrics.undelivered.labels(_channel(message)).inc()

    def said(self, messages: Iterable[dict[str, Any]]) -> None:
        """The bot said something new."""
        for each in filter(is_emergency, messages):
            self.metrics.emergencies.labels(urgency(each)).inc()

    def led_to(self, tracker: DialogueStateTracker | None) -> None:
        """A turn went through, and this is where the conversation stands."""
        if tracker is not None and not was_understood(tracker):
            self.metrics.not_understood.inc()


def _channel(message: UserMessage) -> str:
    return str(message.input_channel or "none")
