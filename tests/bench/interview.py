"""The interview on every vignette: how long it is, and whether asking everything changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bot.knowledge.values import Value
from bot.triage.answers import Values
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview, Step
from tests.bench.report import Figure
from tests.bench.timing import percentile
from tests.simulated_patient import SimulatedPatient, ask_everything, run_interview, steps_beyond_opening
from tests.vignette import vignettes

MOST_QUESTIONS = 14


@dataclass(frozen=True)
class Interviewed:
    """One vignette, interviewed briefly and in full."""

    name: str
    steps: tuple[Step, ...]
    short: Values
    full: Values

    def states(self) -> Iterator[Values]:
        """What was known before each step."""
        known: dict[str, Value] = {}
        for step in self.steps:
            yield dict(known)
            known.update({question: self.short[question] for question in step.questions})


def interview_all(assessor: Assessor) -> tuple[Interviewed, ...]:
    """Every vignette that a red flag does not stop."""
    interview = Interview(assessor)
    going_on = (each for each in vignettes() if not assessor.assess(each.given).stops)
    return tuple(_interviewed(assessor, interview, each.name, each.given) for each in going_on)


def measure(assessor: Assessor, interviewed: tuple[Interviewed, ...]) -> list[Figure]:
    """The lengths of the interviews, and how many come to the same outcome."""
    lengths = [steps_beyond_opening(each.steps, assessor.knowledge) for each in interviewed]
    same = sum(assessor.outcome(each.short) == assessor.outcome(each.full) for each in interviewed)
    return [
        Figure("vignettes interviewed", len(interviewed), ""),
        Figure("questions beyond safety and criteria, median", median(lengths), "", MOST_QUESTIONS),
        Figure("  90th percentile", percentile(lengths, 0.9), ""),
        Figure("  longest", max(lengths), ""),
        Figure("all messages that ask, median", median(len(each.steps) for each in interviewed), ""),
        Figure("same outcome as asking everything", 100 * same / len(interviewed), "%", 100, at_least=True),
    ]


def differing(assessor: Assessor, interviewed: tuple[Interviewed, ...]) -> list[str]:
    """The vignettes whose outcome asking everything would have changed."""
    return [each.name for each in interviewed if assessor.outcome(each.short) != assessor.outcome(each.full)]


def _interviewed(
    assessor: Assessor, interview: Interview, name: str, given: Mapping[str, Value]
) -> Interviewed:
    patient = SimulatedPatient(given)
    short, steps = run_interview(assessor, interview, patient)
    return Interviewed(name, steps, short, ask_everything(assessor, patient))
