"""Danger signs in the answers: which are raised, and how soon somebody must act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import URGENCIES, RedFlag, Urgency
from bot.triage.answers import Values
from bot.triage.matching import Test, test, tests

STOPS = frozenset({"emergency", "same_day"})
"""Urgencies that end the talk about legs: the one thing to do stands alone."""


@dataclass(frozen=True)
class Raised:
    """A red flag that is up, and its urgency for these answers."""

    id: str
    urgency: Urgency

    @property
    def stops(self) -> bool:
        """Whether it ends the interview."""
        return self.urgency in STOPS


class RedFlags:
    """All red flags of the knowledge, ready to be tested."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._flags: tuple[tuple[RedFlag, tuple[Test, ...], tuple[tuple[Test, Urgency], ...]], ...] = tuple(
            (
                flag,
                tests(flag.when, knowledge),
                tuple((test(step.if_, knowledge), step.urgency) for step in flag.escalate),
            )
            for flag in knowledge.red_flags.values()
        )

    def raised(self, values: Values) -> tuple[Raised, ...]:
        """The flags these answers raise, the most urgent first."""
        found = []
        for flag, any_of, escalations in self._flags:
            if any(holds(values) for holds in any_of):
                higher = (urgency for holds, urgency in escalations if holds(values))
                found.append(Raised(flag.id, most_urgent((flag.urgency, *higher))))
        return tuple(sorted(found, key=lambda raised: URGENCIES.index(raised.urgency)))

    def holding(self, values: Values, flags: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The questions of each condition that holds for some flags."""
        wanted = set(flags)
        return tuple(
            tuple(question for question, _ in holds.parts)
            for flag, any_of, _ in self._flags
            for holds in any_of
            if flag.id in wanted and holds(values)
        )

    def tests(self) -> Iterator[Test]:
        """Every test that raises a flag or makes it more urgent."""
        for _, any_of, escalations in self._flags:
            yield from any_of
            yield from (holds for holds, _ in escalations)


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    """The one that cannot wait longest; `routine` for none."""
    return min(urgencies, key=URGENCIES.index, default="routine")
