"""Which tests to ask about, and whom to see how soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import LEVELS, URGENCIES, Level, Occasion, Suggestion, Urgency
from bot.triage.answers import Values
from bot.triage.criteria import Pattern
from bot.triage.matching import Test, test

Status = Literal["core", "indicated", "optional"]
STATUSES: tuple[Status, ...] = ("core", "indicated", "optional")
Levels = Mapping[str, Level]


@dataclass(frozen=True)
class SuggestedLab:
    """A test worth asking about, and the causes it is about."""

    id: str
    status: Status
    because: tuple[str, ...]


@dataclass(frozen=True)
class Referral:
    """Somebody to see, how soon, and what to say there."""

    to: str
    urgency: Urgency
    say: str


class Labs:
    """The suggestions of all labs, ready to be tested."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._labs: tuple[tuple[str, tuple[tuple[Suggestion, Test, Test], ...]], ...] = tuple(
            (
                lab.id,
                tuple(
                    (each, test(each.if_, knowledge), test(each.unless, knowledge)) for each in lab.suggest
                ),
            )
            for lab in knowledge.labs.values()
            if lab.suggest
        )

    def tests(self) -> Iterator[Test]:
        """Every test of a suggestion."""
        return (holds for _, each in self._labs for _, *both in each for holds in both)

    def suggest(self, values: Values, pattern: Pattern, levels: Levels) -> tuple[SuggestedLab, ...]:
        """The tests to ask about, the core ones first."""
        found = []
        for lab, suggestions in self._labs:
            speaking = [
                each
                for each, holds, silenced in suggestions
                if _speaks(each, holds, silenced, values, pattern, levels)
            ]
            if speaking:
                status = min((each.status for each in speaking), key=STATUSES.index)
                found.append(SuggestedLab(lab, status, tuple(dict.fromkeys(each.cause for each in speaking))))
        return tuple(sorted(found, key=lambda lab: STATUSES.index(lab.status)))


class Referrals:
    """The occasions of all referrals, ready to be tested."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._referrals: tuple[tuple[str, tuple[tuple[Occasion, Test, Test], ...]], ...] = tuple(
            (
                referral.id,
                tuple(
                    (each, test(each.if_, knowledge), test(each.unless, knowledge)) for each in referral.when
                ),
            )
            for referral in knowledge.referrals.values()
            if referral.when
        )

    def tests(self) -> Iterator[Test]:
        """Every test of an occasion."""
        return (holds for _, each in self._referrals for _, *both in each for holds in both)

    def refer(self, values: Values, pattern: Pattern, levels: Levels) -> tuple[Referral, ...]:
        """Whom to see, the most urgent first."""
        mimics = {mimic.id for mimic in pattern.mimics}
        found = []
        for key, occasions in self._referrals:
            speaking = [
                each
                for each, holds, silenced in occasions
                if _calls(each, holds, silenced, values, levels, mimics)
            ]
            if speaking:
                first = min(speaking, key=lambda each: URGENCIES.index(each.urgency))
                found.append(Referral(key, first.urgency, first.say or self._knowledge.referrals[key].say))
        return tuple(sorted(found, key=lambda referral: URGENCIES.index(referral.urgency)))


def _speaks(
    each: Suggestion, holds: Test, silenced: Test, values: Values, pattern: Pattern, levels: Levels
) -> bool:
    if silenced.parts and silenced(values):
        return False
    if each.level and not _reaches(levels.get(each.cause), each.level):
        return False
    if holds.parts and not holds(values):
        return False
    return bool(each.level or holds.parts or pattern.fit != "unlikely")


def _calls(
    each: Occasion, holds: Test, silenced: Test, values: Values, levels: Levels, mimics: set[str]
) -> bool:
    if silenced.parts and silenced(values):
        return False
    if each.cause and not _reaches(levels.get(each.cause), each.level or "weak"):
        return False
    if each.mimic and each.mimic not in mimics:
        return False
    return holds(values)


def _reaches(actual: Level | None, needed: Level) -> bool:
    return actual is not None and LEVELS.index(actual) <= LEVELS.index(needed)
