"""The whole result of a triage: one value, one JSON object, everywhere the same."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import bot
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Urgency
from bot.knowledge.values import Value, plain
from bot.triage.advice import FIT, Labs, Levels, Referral, Referrals, SuggestedLab, cause, mimic
from bot.triage.answers import Values
from bot.triage.applicability import Applicability
from bot.triage.criteria import DECISIVE, Criteria, Pattern
from bot.triage.inference import Inference, Scores, Spoken
from bot.triage.matching import Test
from bot.triage.red_flags import Raised, RedFlags, most_urgent

Pair = TypeVar("Pair", bound="tuple[str, str]")


@dataclass(frozen=True)
class Outcome:
    """What the next answer could change: the assessment without its reasons."""

    urgency: Urgency
    referrals: frozenset[tuple[str, Urgency]]
    labs: frozenset[tuple[str, str]]
    causes: tuple[str, ...]
    """The three likeliest."""


@dataclass(frozen=True)
class Standing:
    """An outcome with the answers, scores and levels it came from."""

    values: Values
    scores: Scores
    levels: Levels
    pattern: Pattern
    outcome: Outcome
    alone: bool
    """Whether a red flag stands alone."""


@dataclass(frozen=True)
class Assessment:
    """What the answers come to. Never a diagnosis."""

    pattern: Pattern
    red_flags: tuple[Raised, ...]
    urgency: Urgency
    causes: tuple[Spoken, ...]
    labs: tuple[SuggestedLab, ...]
    referrals: tuple[Referral, ...]
    not_asked: tuple[str, ...]
    answers: Values
    knowledge: Knowledge

    @property
    def stops(self) -> bool:
        """Whether a red flag stands alone."""
        return any(raised.stops for raised in self.red_flags)

    def to_json(self) -> dict[str, Any]:
        """The object of interfaces: printed, sent as `custom`, stored, shown to staff."""
        return {
            "kind": "assessment",
            "rls": {
                "fit": self.pattern.fit,
                "criteria": {key: plain(value) for key, value in self.pattern.criteria.items()},
                "mimics": [{"id": mimic.id, "because": list(mimic.because)} for mimic in self.pattern.mimics],
            },
            "red_flags": [{"id": raised.id, "urgency": raised.urgency} for raised in self.red_flags],
            "urgency": self.urgency,
            "causes": [self._cause(cause) for cause in self.causes],
            "labs": [self._lab(lab) for lab in self.labs],
            "referrals": [
                {"to": each.to, "urgency": each.urgency, "say": each.say} for each in self.referrals
            ],
            "not_asked": list(self.not_asked),
            "answers": {question: plain(value) for question, value in self.answers.items()},
            "versions": {"bot": bot.__version__, "knowledge": self.knowledge.version},
        }

    def _cause(self, spoken: Spoken) -> dict[str, Any]:
        cause = self.knowledge.causes[spoken.id]
        claimed = (claim.source for claim in cause.claims)
        return {
            "id": spoken.id,
            "level": spoken.level,
            "for": list(spoken.for_),
            "against": list(spoken.against),
            "unknown": list(spoken.unknown),
            "evidence": cause.evidence,
            "sources": list(dict.fromkeys((*claimed, *cause.sources))),
        }

    def _lab(self, suggested: SuggestedLab) -> dict[str, Any]:
        lab = self.knowledge.labs[suggested.id]
        return {
            "id": suggested.id,
            "loinc": lab.loinc,
            "status": suggested.status,
            "because": list(suggested.because),
            "preparation": lab.preparation,
        }


class Assessor:
    """The knowledge made ready to assess answers, in microseconds."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.applicability = Applicability(knowledge)
        self.red_flags = RedFlags(knowledge)
        self.inference = Inference(knowledge)
        self._criteria = Criteria(knowledge)
        self._labs = Labs(knowledge)
        self._referrals = Referrals(knowledge)
        parts = (self.red_flags, self._criteria, self._labs, self._referrals)
        self._watching = watching(holds for part in parts for holds in part.tests())

    def assess(self, values: Values) -> Assessment:
        """The assessment of these answers."""
        raised = self.red_flags.raised(values)
        pattern = self._criteria.judge(values)
        alone = any(flag.stops for flag in raised)
        levels = {} if alone else self.inference.levels(self.inference.scores(values), values)
        referrals = self._from_flags(raised, () if alone else self._referrals.refer(values, pattern, levels))
        open_questions = self.applicability.open(values)
        return Assessment(
            pattern=pattern,
            red_flags=raised,
            urgency=most_urgent((*(flag.urgency for flag in raised), *(each.urgency for each in referrals))),
            causes=tuple(
                self.inference.spoken(key, level, values, open_questions) for key, level in levels.items()
            ),
            labs=() if alone else self._labs.suggest(values, pattern, levels),
            referrals=referrals,
            not_asked=tuple(question for question in self.knowledge.questions if question not in values),
            answers=dict(values),
            knowledge=self.knowledge,
        )

    def outcome(self, values: Values) -> Outcome:
        """The assessment without its reasons."""
        return self.standing(values).outcome

    def standing(self, values: Values, scores: Scores | None = None) -> Standing:
        """Where these answers stand, with what is needed to see what one more would change."""
        scores = self.inference.scores(values) if scores is None else scores
        levels = self.inference.levels(scores, values)
        raised, pattern = self.red_flags.raised(values), self._criteria.judge(values)
        return Standing(
            values,
            scores,
            levels,
            pattern,
            self._outcome(values, levels, raised, pattern),
            any(flag.stops for flag in raised),
        )

    def outcome_if(self, question: str, value: Value, now: Standing) -> Outcome:
        """The outcome with one more answer.

        Most answers name no other cause and meet no other condition: those need no new assessment.
        """
        values = {**now.values, question: value}
        scores = self.inference.scores(values, now.scores, question)
        levels = self.inference.levels(scores, values)
        if (
            question not in DECISIVE
            and tuple(levels.items()) == tuple(now.levels.items())
            and all(each(values) == each(now.values) for each in self._watching.get(question, ()))
        ):
            return now.outcome
        raised, pattern = self.red_flags.raised(values), self._criteria.judge(values)
        changed = None if now.alone else _changed(question, levels, pattern, now)
        return self._outcome(values, levels, raised, pattern, now.outcome, changed)

    def _outcome(
        self,
        values: Values,
        levels: Levels,
        raised: tuple[Raised, ...],
        pattern: Pattern,
        before: Outcome | None = None,
        changed: Collection[str] | None = None,
    ) -> Outcome:
        """The outcome. Where it is known what has `changed` since another, only that is looked at anew."""
        if any(flag.stops for flag in raised):
            alarms = frozenset((flag.id, flag.urgency) for flag in raised)
            return Outcome(raised[0].urgency, alarms, frozenset(), ())
        see_anew = None if changed is None else self._referrals.touched(changed)
        ask_anew = None if changed is None else self._labs.touched(changed)
        seen = self._referrals.refer(values, pattern, levels, see_anew)
        asked = self._labs.suggest(values, pattern, levels, ask_anew)
        referrals: frozenset[tuple[str, Urgency]] = frozenset((each.to, each.urgency) for each in seen)
        labs: frozenset[tuple[str, str]] = frozenset((lab.id, lab.status) for lab in asked)
        if before is not None:
            referrals |= _kept(before.referrals, see_anew)
            labs |= _kept(before.labs, ask_anew)
        urgencies = (*(flag.urgency for flag in raised), *(urgency for _, urgency in referrals))
        return Outcome(most_urgent(urgencies), referrals, labs, tuple(levels)[:3])

    def _from_flags(self, raised: tuple[Raised, ...], others: tuple[Referral, ...]) -> tuple[Referral, ...]:
        """The referrals the red flags ask for, before all others; each place once."""
        found: dict[str, Referral] = {}
        for flag in raised:
            for key in self.knowledge.red_flags[flag.id].referrals:
                found.setdefault(key, Referral(key, flag.urgency, self.knowledge.referrals[key].say))
        for each in others:
            found.setdefault(each.to, each)
        return tuple(found.values())


def _kept(before: Iterable[Pair], anew: Container[str] | None) -> frozenset[Pair]:
    """What need not be looked at anew."""
    return frozenset(pair for pair in before if anew is not None and pair[0] not in anew)


def _changed(question: str, levels: Levels, pattern: Pattern, now: Standing) -> frozenset[str]:
    """What a suggestion may look at that one more answer has changed."""
    causes = {key for key in {**levels, **now.levels} if levels.get(key) != now.levels.get(key)}
    mimics = {each.id for each in pattern.mimics} ^ {each.id for each in now.pattern.mimics}
    fit = {FIT} if pattern.fit != now.pattern.fit else set()
    return frozenset({question, *map(cause, causes), *map(mimic, mimics), *fit})


def watching(tests: Iterable[Test]) -> Mapping[str, tuple[Test, ...]]:
    """The tests that look at each question."""
    found: dict[str, list[Test]] = {}
    for each in tests:
        for question in each.questions:
            found.setdefault(question, []).append(each)
    return {question: tuple(looking) for question, looking in found.items()}


def assess(knowledge: Knowledge, values: Mapping[str, Any]) -> Assessment:
    """The assessment of one set of answers; for many, keep an `Assessor`."""
    return Assessor(knowledge).assess(values)
