"""What to ask next: safety, the criteria, the four that are always asked, then what matters most.

After those, the next question is the one whose answer can change the outcome most, by the
expected change over urgency, referrals, labs and the three likeliest causes. Where no open
question can change any of them, the interview is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import Value
from bot.triage.answers import Values
from bot.triage.assessment import Assessor, Outcome, Standing

_FIRST = ("age", "respondent")
_STAGES = ("safety", "criteria", "mimics", "course", "pregnancy", "medicines", "family")
"""Groups whose `always` questions are asked in this order."""
_BEFORE = {"pregnancy": ("sex",)}
_YES_NO: tuple[tuple[Value, float], ...] = (("yes", 0.2), ("no", 0.8))


@dataclass(frozen=True)
class Step:
    """One thing to ask: a question, or the open items of a checklist."""

    id: str
    questions: tuple[str, ...]

    @property
    def is_checklist(self) -> bool:
        """Whether it asks for several things at once."""
        return self.questions != (self.id,)


@dataclass(frozen=True)
class Plan:
    """The steps ahead, as far as can be seen now."""

    steps: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        """The next step, if any."""
        return self.steps[0] if self.steps else None

    @property
    def left(self) -> int:
        """How many steps may follow the next one."""
        return max(len(self.steps) - 1, 0)

    def left_after(self, step: Step) -> int:
        """How many steps may follow the one that is being asked."""
        asked = set(step.questions)
        return sum(1 for each in self.steps if not asked.intersection(each.questions))


class Interview:
    """The interview over one body of knowledge."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        self._knowledge = assessor.knowledge
        self._checklist_of = {
            question: checklist.id
            for checklist in self._knowledge.checklists.values()
            for question in checklist.questions
        }
        self._always = tuple(_always(self._knowledge))
        self._likely = {question.id: likely(question) for question in self._knowledge.questions.values()}

    def plan(self, values: Values) -> Plan:
        """What to ask after these answers."""
        open_questions = self._assessor.applicability.open(values)
        required = list(
            dict.fromkeys(self.step(q, open_questions) for q in self._always if q in open_questions)
        )
        chosen = self._by_gain(values, open_questions - {q for step in required for q in step.questions})
        return Plan((*required, *chosen))

    def telling(self, values: Values) -> tuple[str, ...]:
        """The open questions whose answer could change the outcome, the most telling step first."""
        steps = self._by_gain(values, self._assessor.applicability.open(values))
        return tuple(question for step in steps for question in step.questions)

    def step(self, question: str, open_questions: frozenset[str]) -> Step:
        """The step that asks a question: alone, or within its checklist."""
        checklist = self._checklist_of.get(question)
        if checklist:
            items = tuple(q for q in self._knowledge.checklists[checklist].questions if q in open_questions)
            if len(items) > 1:
                return Step(checklist, items)
        return Step(question, (question,))

    def find(self, key: str, values: Values) -> Step | None:
        """The step with this id as it would be asked now; None where it has no open question."""
        open_questions = self._assessor.applicability.open(values)
        if key in self._knowledge.checklists:
            items = tuple(q for q in self._knowledge.checklists[key].questions if q in open_questions)
            return Step(key, items) if items else None
        return Step(key, (key,)) if key in open_questions else None

    def _by_gain(self, values: Values, questions: frozenset[str]) -> list[Step]:
        """The steps that can still change the outcome, the most telling first."""
        now = self._assessor.standing(values)
        gains: dict[Step, float] = {}
        for question in sorted(questions):
            gain = self._gain(question, now)
            step = self.step(question, questions)
            gains[step] = gains.get(step, 0) + gain
        telling = [step for step, gain in gains.items() if gain > 0]
        return sorted(telling, key=lambda step: (-gains[step], step.id))

    def _gain(self, question: str, now: Standing) -> float:
        """The expected change of the outcome when this question is answered."""
        return sum(
            share * change(now.outcome, self._assessor.outcome_if(question, value, now))
            for value, share in self._likely[question]
        )


def likely(question: Question) -> tuple[tuple[Value, float], ...]:
    """Typical answers to a question, with the share of people who give each."""
    if question.likely:
        return tuple((each.value, each.share) for each in question.likely)
    if question.kind == "yes_no":
        return _YES_NO
    return tuple((option.value, 1 / len(question.options)) for option in question.options)


def change(before: Outcome, after: Outcome) -> float:
    """How much two outcomes differ. An urgency weighs more than a referral, that more than a test."""
    return (
        4 * (before.urgency != after.urgency)
        + 2 * len(before.referrals ^ after.referrals)
        + len(before.labs ^ after.labs)
        + (before.causes != after.causes)
    )


def _always(knowledge: Knowledge) -> Iterator[str]:
    """The questions that are never left out, in the order they are asked."""
    yield from (key for key in _FIRST if key in knowledge.questions)
    groups: Mapping[str, list[str]] = _grouped(knowledge)
    for stage in _STAGES:
        yield from (key for key in _BEFORE.get(stage, ()) if key in knowledge.questions)
        yield from (key for key in groups.get(stage, ()))


def _grouped(knowledge: Knowledge) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for question in knowledge.questions.values():
        if question.always:
            groups.setdefault(question.group, []).append(question.id)
    return groups
