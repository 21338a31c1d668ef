"""Why something is in the outcome, why it is not, and what would change it."""

from __future__ import annotations

from bot.dialogue.sayings import Reasons
from bot.knowledge.loader import Knowledge
from bot.knowledge.model import Cause, Lab
from bot.messages.message import Message
from bot.messages.outcome import Outcomes
from bot.messages.wording import Words, listed
from bot.triage.answers import says_something
from bot.triage.applicability import Applicability
from bot.triage.assessment import Assessment

_NAMED = 6
"""How many questions are named as able to change the outcome; more is no help at night."""


class Explanations:
    """Explains an assessment, one thing at a time."""

    def __init__(self, knowledge: Knowledge, words: Words, outcomes: Outcomes) -> None:
        self._knowledge = knowledge
        self._words = words
        self._outcomes = outcomes
        self._applicability = Applicability(knowledge)

    def explain(self, saying: Reasons) -> Message:
        """One explanation."""
        cause = self._knowledge.causes.get(saying.about)
        lab = self._knowledge.labs.get(saying.about)
        if cause:
            parts = self._cause(cause, saying.assessment)
        elif lab:
            parts = self._lab(lab, saying.assessment)
        else:
            parts = self._change(saying)
        return Message("\n".join(self._words.fill(part) for part in parts if part))

    def _cause(self, cause: Cause, assessment: Assessment) -> list[str]:
        named = next((spoken for spoken in assessment.causes if spoken.id == cause.id), None)
        sources = self._words.say("sources_line", sources=self._outcomes.cited(cause.sources[:3]))
        if named and named.for_:
            told = self._outcomes.told(named.for_, assessment.answers)
            why = self._words.say("why_cause", name=cause.name, facts=told)
        elif not cause.scored:
            why = self._words.say("why_not_cause_explained_only", name=cause.name)
        else:
            why = self._why_not(cause, assessment)
        return [why, cause.explain, cause.advice or "", sources]

    def _why_not(self, cause: Cause, assessment: Assessment) -> str:
        answers = assessment.answers
        questions = [link.question for link in cause.links]
        open_ = [q for q in questions if self._may_tell(q, assessment)]
        if open_:
            return self._words.say("why_not_cause_open", name=cause.name, questions=self._named(open_))
        told = self._outcomes.told(tuple(q for q in questions if q in answers), answers)
        return self._words.say(
            "why_not_cause_against" if told else "why_not_cause", name=cause.name, facts=told
        )

    def _lab(self, lab: Lab, assessment: Assessment) -> list[str]:
        suggested = next((each for each in assessment.labs if each.id == lab.id), None)
        if suggested and suggested.status == "core":
            why = self._words.say("why_lab_core", name=lab.name)
        elif suggested:
            because = listed(self._knowledge.causes[cause].name for cause in suggested.because)
            why = self._words.say("why_lab", name=lab.name, because=because)
        else:
            why = self._words.say("why_not_lab" if lab.suggest else "why_not_lab_never", name=lab.name)
        sources = self._words.say("sources_line", sources=self._outcomes.cited(lab.sources[:3]))
        return [why, lab.explain, lab.caution or "", sources]

    def _change(self, saying: Reasons) -> list[str]:
        unknown = (q for spoken in saying.assessment.causes for q in spoken.unknown)
        waiting = list(dict.fromkeys((*saying.telling, *unknown)))
        if not waiting:
            return [self._words.say("what_would_change_none")]
        return [self._words.say("what_would_change_intro", questions=self._named(waiting[:_NAMED]))]

    def _may_tell(self, question: str, assessment: Assessment) -> bool:
        """Whether an answer to a question is still to be had."""
        value = assessment.answers.get(question)
        if value is None:
            return self._applicability.applies(question, assessment.answers)
        return not says_something(value)

    def _named(self, questions: list[str]) -> str:
        return listed(self._knowledge.questions[question].short for question in dict.fromkeys(questions))
