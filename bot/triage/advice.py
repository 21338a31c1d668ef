"""Which tests to ask about, and whom to see how soon."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
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


FIT = "fit"
"""What a suggestion looks at that holds for everybody whose answers may fit restless legs."""


def cause(key: str) -> str:
    """What looks at the level of a cause, as against a question of the same name."""
    return f"cause:{key}"


def mimic(key: str) -> str:
    """What looks at whether a mimic is pointed to."""
    return f"mimic:{key}"


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
        self._looking = _looking(
            (lab, (*holds.questions, *silenced.questions, *_looked_at(each, holds)))
            for lab, suggestions in self._labs
            for each, holds, silenced in suggestions
        )

    def tests(self) -> Iterator[Test]:
        """Every test of a suggestion."""
        return (holds for _, each in self._labs for _, *both in each for holds in both)

    def touched(self, changed: Iterable[str]) -> frozenset[str]:
        """The labs that look at one of these: questions, causes, the fit."""
        return frozenset(lab for what in changed for lab in self._looking.get(what, ()))

    def suggest(
        self, values: Values, pattern: Pattern, levels: Levels, among: Container[str] | None = None
    ) -> tuple[SuggestedLab, ...]:
        """The tests to ask about (`among` these, if given), the core ones first."""
        found = []
        for lab, suggestions in self._labs:
            if among is not None and lab not in among:
                continue
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
        self._looking = _looking(
            (key, (*holds.questions, *silenced.questions, cause(each.cause or ""), mimic(each.mimic or "")))
            for key, occasions in self._referrals
            for each, holds, silenced in occasions
        )

    def tests(self) -> Iterator[Test]:
        """Every test of an occasion."""
        return (holds for _, each in self._referrals for _, *both in each for holds in both)

    def touched(self, changed: Iterable[str]) -> frozenset[str]:
        """The referrals that look at one of these: questions, causes, mimics."""
        return frozenset(key for what in changed for key in self._looking.get(what, ()))

    def refer(
        self, values: Values, pattern: Pattern, levels: Levels, among: Container[str] | None = None
    ) -> tuple[Referral, ...]:
        """Whom to see (`among` these, if given), the most urgent first."""
        mimics = {mimic.id for mimic in pattern.mimics}
        found = []
        for key, occasions in self._referrals:
            if among is not None and key not in among:
                continue
            speaking = [
                each
                for each, holds, silenced in occasions
                if _calls(each, holds, silenced, values, levels, mimics)
            ]
            if speaking:
                first = min(speaking, key=lambda each: URGENCIES.index(each.urgency))
                found.append(Referral(key, first.urgency, first.say or self._knowledge.referrals[key].say))
        return tuple(sorted(found, key=lambda referral: URGENCIES.index(referral.urgency)))


def _looking(parts: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    """Who looks at each thing."""
    found: dict[str, set[str]] = {}
    for key, looked_at in parts:
        for what in looked_at:
            found.setdefault(what, set()).add(key)
    return {what: frozenset(keys) for what, keys in found.items()}


def _looked_at(each: Suggestion, holds: Test) -> tuple[str, ...]:
    if each.level:
        return (cause(each.cause),)
    return () if holds.parts else (FIT,)


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
