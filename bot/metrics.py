"""What a clinic's Prometheus is told: counts and times. Never a word, a name or an id of a patient's."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Where the times of turns are divided: from what nobody notices to what nobody waits for."""


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.turns = Counter(
            "rls_turns",
            "Messages taken, by channel and what came of them",
            ["channel", "result"],
            registry=registry,
        )
        self.seconds = Histogram(
            "rls_turn_seconds",
            "Time from a message to its reply",
            ["channel"],
            buckets=SECONDS,
            registry=registry,
        )
        self.storage_faults = Counter(
            "rls_storage_faults", "Times the database or the locks failed", ["part"], registry=registry
        )
        self.not_understood = Counter(
            "rls_turns_not_understood", "Messages answered with: put it otherwise", registry=registry
        )
        self.emergencies = Counter(
            "rls_emergencies", "Times a patient was sent for help", ["urgency"], registry=registry
        )
        self.undelivered = Counter(
            "rls_replies_undelivered", "Replies not handed over at once", ["channel"], registry=registry
        )
        self.alerts = Counter(
            "rls_alerts", "Tries to tell staff of something urgent", ["way", "result"], registry=registry
        )
        self._kept = Gauge("rls_conversations", "Conversations in memory", ["kept"], registry=registry)
        ProcessCollector(namespace="rls", registry=registry)

    def watch(self, kept: str, count: Callable[[], int]) -> None:
        """Tell how many conversations are kept for a purpose, counted whenever somebody asks."""
        self._kept.labels(kept).set_function(count)

    def text(self) -> bytes:
        """Everything, in Prometheus' own format."""
        return generate_latest(self.registry)
