"""Where a conversation goes: to the next question, back to the open one, to an alarm or to the end."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import calls
from bot.dialogue.contradictions import Contradictions
from bot.dialogue.sayings import Alarm, Ask, Closing, Manner, Phrase, Saying, Settle
from bot.dialogue.state import Dialogue
from bot.knowledge.loader import Knowledge
from bot.triage.answers import Answers
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview, Plan, Step

Said = tuple[Dialogue, tuple[Saying, ...]]
CONSENT = "consent"
"""The id of the open question while the patient is asked whether the chat may be kept."""

YES_OR_NO = ("yes", "no")


class Flow:
    """The moves between two messages, over one body of knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.assessor = Assessor(knowledge)
        self.interview = Interview(self.assessor)
        self._contradictions = Contradictions(knowledge)

    def step(self, dialogue: Dialogue) -> Step | None:
        """The open question, or what is still open of the open checklist."""
        if dialogue.open is None or dialogue.open == CONSENT or dialogue.stage == "call":
            return None
        return self.interview.find(dialogue.open, dialogue.answers.values)

    def next(self, dialogue: Dialogue, *before: Saying) -> Said:
        """Ask what comes next, the rest of an open checklist first; or come to the end."""
        rest = self.step(dialogue)
        if rest and rest.is_checklist:
            return self.ask(dialogue, rest, "more", *before)
        plan = self.interview.plan(dialogue.answers.values)
        if plan.next is None:
            return self.close(dialogue, *before)
        return self.ask(dialogue, plan.next, "plain", *before, plan=plan)

    def ask(
        self, dialogue: Dialogue, step: Step, manner: Manner, *before: Saying, plan: Plan | None = None
    ) -> Said:
        """Ask one step; `plan` spares planning twice in a turn."""
        asked = dialogue.asked if dialogue.asked[-1:] == (step.id,) else (*dialogue.asked, step.id)
        dialogue = replace(dialogue, stage="interview", open=step.id, asked=asked, misses=0)
        return dialogue, (*before, self._asking(dialogue, step, manner, plan))

    def again(self, dialogue: Dialogue, *before: Saying, manner: Manner = "again") -> Said:
        """Say something, then come back to the open question, asked once."""
        if dialogue.stage == "consent":
            return dialogue, (*before, Phrase("consent_again", buttons=YES_OR_NO))
        if dialogue.stage == "emergency":
            return self.still_emergency(dialogue, *before)
        if dialogue.stage == "call":
            return calls.again(dialogue, *before)
        step = self.step(dialogue)
        if step:
            return dialogue, (*before, self._asking(dialogue, step, manner))
        return (dialogue, before) if dialogue.stage == "finished" else self.next(dialogue, *before)

    def idle(self, dialogue: Dialogue) -> Said:
        """Nothing is open: say what can be done now."""
        if dialogue.stage == "finished":
            return dialogue, (Phrase("finished", buttons=("ask_call", "start_again", "talk_to_person")),)
        return self.again(dialogue)

    def close(self, dialogue: Dialogue, *before: Saying) -> Said:
        """The end: the assessment of what is known."""
        assessment = self.assessor.assess(dialogue.answers.values)
        dialogue = replace(dialogue, stage="finished", open=None, misses=0)
        return dialogue, (*before, Closing(assessment))

    def alarm(self, dialogue: Dialogue) -> Said | None:
        """The emergency message, where a red flag that was not shown yet stops everything."""
        values = dialogue.answers.values
        stopping = [flag for flag in self.assessor.red_flags.raised(values) if flag.stops]
        fresh = [flag for flag in stopping if f"{flag.id}:{flag.urgency}" not in dialogue.alarmed]
        if not fresh:
            return None
        shown = dict.fromkeys((*dialogue.alarmed, *(f"{flag.id}:{flag.urgency}" for flag in stopping)))
        dialogue = replace(dialogue, stage="emergency", alarmed=tuple(shown), open=None, misses=0)
        return dialogue, (Alarm(fresh[0], self.assessor.assess(values)),)

    def still_emergency(self, dialogue: Dialogue, *before: Saying) -> Said:
        """The emergency stands; nothing else is asked."""
        return dialogue, (*before, Phrase("emergency_again", buttons=("misunderstanding", "start_again")))

    def settle(self, dialogue: Dialogue, *before: Saying) -> Said | None:
        """Ask, once, which of two answers that cannot both be so is right; both are taken back until then."""
        key = self._contradictions.found(dialogue.answers.values, dialogue.settled)
        if key is None:
            return None
        questions = self.knowledge.contradictions[key].settles
        answers = dialogue.answers.withdraw(questions)
        dialogue = replace(
            dialogue, stage="interview", answers=answers, settled=(*dialogue.settled, key), misses=0
        )
        dialogue = replace(dialogue, open=questions[0], asked=(*dialogue.asked, questions[0]))
        left = self.interview.plan(answers.values).left_after(Step(questions[0], questions))
        return dialogue, (*before, Settle(key, questions[0], len(dialogue.asked), left))

    def _asking(self, dialogue: Dialogue, step: Step, manner: Manner, plan: Plan | None = None) -> Ask:
        plan = plan or self.interview.plan(dialogue.answers.values)
        left = plan.left_after(step)
        return Ask(step, len(dialogue.asked), left, manner, is_child(dialogue.answers))


def is_child(answers: Answers) -> bool:
    """Whether the patient is under 18 and somebody else is spoken to."""
    age = answers.values.get("age")
    return isinstance(age, (int, float)) and age < 18 and answers.values.get("respondent") != "self"
