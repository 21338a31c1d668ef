"""A patient who answers whatever is asked, and conversations held with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Question
from bot.knowledge.values import Value
from bot.triage.answers import Values
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview, Step

OPENING = frozenset({"safety", "criteria", "mimics"})
"""Groups that everybody is asked, whatever they answer."""
PERSON_FIRST = frozenset({"age", "respondent"})

TYPICAL: Mapping[str, Value] = {
    "age": 48,
    "sex": "male",
    "respondent": "parent",
    "urge_to_move": "yes",
    "rest_onset": "yes",
    "relief_with_movement": "yes",
    "evening_worse": "yes",
    "sensation": ("crawling",),
    "legs_affected": "both",
    "frequency_per_week": 1,
    "severity": "mild",
    "duration_months": 24,
    "gestation_weeks": 20,
    "sun_exposure": "adequate",
    "alcohol_drinks_per_day": 0,
    "caffeine_cups_per_day": 1,
    "family_members": "unknown",
}
"""What somebody answers who has mild restless legs and nothing else. All other questions: no, or none."""


HEARD_ONLY = frozenset({"pregnancy_emergency", "heavy_bleeding", "injury_severe_pain"})
"""Dangers nobody is asked about: they are heard in what somebody writes."""


@dataclass(frozen=True)
class Conversation:
    """What a whole interview brought to light, and the steps it took."""

    values: Values
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class SimulatedPatient:
    """Somebody who answers as told, and as a typical healthy person where nothing was told."""

    answers: Values

    def answer(self, question: Question) -> Value:
        """The answer to one question."""
        if question.id in self.answers:
            return self.answers[question.id]
        if question.id == "onset_age":
            age = self.answers.get("age", TYPICAL["age"])
            return min(age, 45) if isinstance(age, int) else "unknown"
        if question.kind == "medications":
            return ()
        return TYPICAL.get(question.id, "no")

    def reply(self, step: Step, knowledge: Knowledge) -> Values:
        """The answers to all that one message asks."""
        return {key: self.answer(knowledge.questions[key]) for key in step.questions}


def run_interview(
    assessor: Assessor, interview: Interview, patient: SimulatedPatient, known: Values | None = None
) -> tuple[Values, tuple[Step, ...]]:
    """The answers after a whole interview, and its steps. A red flag that stands alone ends it."""
    return _talk(assessor, patient, lambda values: interview.plan(values).next, known or {})


def ask_everything(assessor: Assessor, patient: SimulatedPatient) -> Values:
    """The answers when every question that makes sense is asked, whether it can matter or not."""
    return _talk(assessor, patient, lambda values: _first_open(assessor, values), {})[0]


def hold(assessor: Assessor, interview: Interview, patient: SimulatedPatient) -> Conversation:
    """A whole conversation that opens with what the patient says unasked.

    What is never left out is asked without choosing, which is faster and asks the same.
    """
    unasked = {key: value for key, value in patient.answers.items() if key in HEARD_ONLY}
    known, first = _talk(
        assessor, patient, lambda values: _first_open(assessor, values, always=True), unasked
    )
    values, then = run_interview(assessor, interview, patient, known)
    return Conversation(values, (*first, *then))


def steps_beyond_opening(steps: tuple[Step, ...], knowledge: Knowledge) -> int:
    """How many steps were asked besides age, safety, criteria and mimics."""
    return sum(
        not PERSON_FIRST.issuperset(step.questions)
        and any(knowledge.questions[key].group not in OPENING for key in step.questions)
        for step in steps
    )


def _talk(
    assessor: Assessor, patient: SimulatedPatient, choose: Callable[[Values], Step | None], known: Values
) -> tuple[Values, tuple[Step, ...]]:
    values = dict(known)
    steps: list[Step] = []
    while not any(flag.stops for flag in assessor.red_flags.raised(values)):
        step = choose(values)
        if step is None:
            break
        values.update(patient.reply(step, assessor.knowledge))
        _count_remedies_as_medicines(values)
        steps.append(step)
    return values, tuple(steps)


def _first_open(assessor: Assessor, values: Values, always: bool = False) -> Step | None:
    """The first open question, in the order of the files; with `always`, of those never left out."""
    still_open = assessor.applicability.open(values)
    for key, question in assessor.knowledge.questions.items():
        if key in still_open and (question.always or not always):
            return Step(key, (key,))
    return None


def _count_remedies_as_medicines(values: dict[str, Value]) -> None:
    """What is bought in a shop is a medicine too, as the conversation records it."""
    bought, taken = values.get("otc_medications"), values.get("medications")
    if isinstance(bought, tuple) and isinstance(taken, tuple):
        values["medications"] = tuple(dict.fromkeys((*taken, *bought)))
