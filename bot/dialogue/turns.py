"""One turn for each thing a patient may do. Each takes the state and what was heard, and returns
the next state with what to say. Nothing here knows words, Rasa or a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dialogue.recording import Recorded, record
from bot.dialogue.sayings import (
    Alarm,
    Ask,
    Closing,
    Facts,
    Manner,
    Meaning,
    OutOfRange,
    Phrase,
    Reasons,
    Saying,
    Settle,
    TopicAnswer,
    Why,
)
from bot.dialogue.state import Consent, Dialogue
from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Intent, Interpretation
from bot.triage.answers import Answer, Answers
from bot.triage.assessment import Assessor
from bot.triage.interview import Interview, Step
from bot.triage.matching import Test, test

Said = tuple[Dialogue, tuple[Saying, ...]]
CONSENT = "consent"
"""The id of the open question while the patient is asked whether the chat may be kept."""

_PATIENCE = 3
"""After so many replies in a row that were not understood, the question is let go as unknown."""


class Conversation:
    """The conversation over one body of knowledge. `respond` is one turn."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.assessor = Assessor(knowledge)
        self.interview = Interview(self.assessor)
        self._contradictions: Mapping[str, Test] = {
            key: test(each.when, knowledge) for key, each in knowledge.contradictions.items()
        }

    def respond(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The turn a message calls for: what Rasa's rules do, for who has no Rasa at hand."""
        return self.play(TURNS[heard.intent], dialogue, heard)

    def play(self, turn: Turn, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The next state and what to say. Facts and red flags in the message count whatever it is."""
        dialogue = replace(dialogue, turn=dialogue.turn + 1)
        if dialogue.stage == "new":
            return self.open(dialogue, heard)
        if heard.intent not in {"answer", "red_flag"} and (heard.alerts or heard.also):
            recorded = self._record(dialogue, heard)
            dialogue = replace(dialogue, answers=recorded.answers)
            alarm = self._alarm(dialogue)
            if alarm:
                return alarm
        return turn(self, dialogue, heard)

    def open(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The first message: what this is, and whether it may be kept. What was said counts later."""
        recorded = record(self.knowledge, dialogue.answers, heard, None, dialogue.turn)
        dialogue = replace(dialogue, stage="consent", open=CONSENT, answers=recorded.answers)
        alarm = self._alarm(dialogue)
        if alarm:
            return alarm
        return dialogue, (Phrase("intro"), Phrase("consent", buttons=("yes", "no")))

    def take_answer(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """An answer to the open question, or facts: record, mind dangers and contradictions, go on."""
        if dialogue.stage == "consent" and not heard.alerts:
            return self._take_consent(dialogue, heard)
        step = self._step(dialogue)
        recorded = self._record(dialogue, heard)
        before, dialogue = dialogue, replace(dialogue, answers=recorded.answers)
        alarm = self._alarm(dialogue)
        if alarm:
            return alarm
        if recorded.impossible:
            return self._again(dialogue, *(OutOfRange(key) for key in recorded.impossible))
        if dialogue.stage == "emergency":
            return self._still_emergency(dialogue)
        read_back = _read_back(recorded, heard)
        if dialogue.stage == "finished":
            return self._after_the_end(before, dialogue, read_back)
        contradiction = self._contradiction(dialogue)
        if contradiction:
            return self._settle(dialogue, contradiction, read_back)
        if step and heard.value == "yes" and step.is_checklist and dialogue.answers is before.answers:
            return self._ask(dialogue, step, "which")
        if step and not self._answered_any(before, dialogue, step) and not recorded.fresh:
            return self.not_understood(dialogue, heard)
        return self._next(dialogue, *read_back, *self._comfort(dialogue, step))

    def take_decline(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The patient would rather not say: that is an answer too."""
        if dialogue.stage == "consent":
            return self._take_consent(dialogue, replace(heard, value="no"))
        step = self._step(dialogue)
        if step is None:
            return self._idle(dialogue)
        answers = dialogue.answers.record(
            *(Answer(q, "declined", "asked", dialogue.turn) for q in step.questions)
        )
        return self._next(replace(dialogue, answers=answers), Phrase("declined_ok"))

    def say_why(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Why the open question is asked, then the question again."""
        step = self._step(dialogue)
        return self._again(dialogue, Why(step.id)) if step else self._idle(dialogue)

    def say_meaning(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """What a word or the open question means, then the question again."""
        step = self._step(dialogue)
        key = heard.about if heard.about in self.knowledge.questions else (step.id if step else None)
        return self._again(dialogue, Meaning(key)) if key else self._idle(dialogue)

    def answer_topic(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """A general question, answered from the sources; then back to the open question."""
        if heard.about is None or heard.about not in self.knowledge.topics:
            return self.not_understood(dialogue, heard)
        return self._again(dialogue, TopicAnswer(heard.about))

    def explain_outcome(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Why a cause or test is in the outcome, why not, or what would change it."""
        if heard.about is None or dialogue.stage in {"consent", "emergency"}:
            return self.not_understood(dialogue, heard)
        return self._again(dialogue, Reasons(heard.about, self.assessor.assess(dialogue.answers.values)))

    def go_back(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The question before the open one, asked again; what was answered to it is taken back."""
        earlier = dialogue.asked[:-1] if dialogue.open in dialogue.asked[-1:] else dialogue.asked
        if not earlier or dialogue.stage not in {"interview", "finished"}:
            return self._again(dialogue, Phrase("nothing_to_go_back_to"))
        key = earlier[-1]
        listed = self.knowledge.checklists.get(key)
        questions = listed.questions if listed else (key,)
        dialogue = replace(
            dialogue,
            stage="interview",
            answers=dialogue.answers.withdraw(questions),
            asked=earlier[:-1],
            open=None,
        )
        step = self.interview.find(key, dialogue.answers.values)
        return self._ask(dialogue, step, "plain", Phrase("go_back")) if step else self._next(dialogue)

    def say_noted(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """What has been noted so far, then the open question again."""
        values = dialogue.answers.values
        return self._again(dialogue, Facts("noted", values) if values else Phrase("nothing_noted"))

    def offer_person(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """How to reach a person, then the open question again."""
        return self._again(dialogue, Phrase("person"))

    def start_over(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """All answers taken back; consent stays as it was given."""
        fresh = Dialogue(
            stage="interview" if dialogue.consent else "consent",
            consent=dialogue.consent,
            answers=dialogue.answers.withdraw(dialogue.answers.values),
            open=None if dialogue.consent else CONSENT,
            turn=dialogue.turn,
        )
        if not fresh.consent:
            return fresh, (Phrase("started_over"), Phrase("consent", buttons=("yes", "no")))
        return self._next(fresh, Phrase("started_over"))

    def stop_here(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The patient wants to stop: what is known so far."""
        if dialogue.stage == "emergency":
            return self._still_emergency(dialogue)
        if not dialogue.answers.values:
            return self._again(dialogue, Phrase("person"))
        return self._close(dialogue, Phrase("stopped"))

    def take_back_alarm(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The emergency message was a misunderstanding: the sign is noted as absent, and on it goes."""
        if dialogue.stage != "emergency":
            return self.not_understood(dialogue, heard)
        signs = self._signs(dialogue)
        answers = dialogue.answers.record(*(Answer(sign, "no", "amended", dialogue.turn) for sign in signs))
        stage = "interview" if dialogue.consent else "consent"
        dialogue = replace(dialogue, answers=answers, stage=stage, alarmed=(), misses=0)
        if stage == "consent":
            return replace(dialogue, open=CONSENT), (
                Phrase("misunderstood"),
                Phrase("consent", buttons=("yes", "no")),
            )
        return self._next(dialogue, Phrase("misunderstood"))

    def greet(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Hello, and back to where we were."""
        return self._again(dialogue, Phrase("greeting_back"))

    def thank(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Thanks are returned."""
        return self._again(dialogue, Phrase("thanks"))

    def other_language(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Only English is understood so far; there is help by phone."""
        return self._again(dialogue, Phrase("other_language"))

    def not_understood(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """A gentle rephrase, then buttons, then a person; then the question is let go."""
        if dialogue.stage == "emergency":
            return self._still_emergency(dialogue)
        if dialogue.stage == "finished":
            return self._idle(dialogue)
        misses = dialogue.misses + 1
        dialogue = replace(dialogue, misses=misses)
        step = self._step(dialogue)
        if step and misses > _PATIENCE:
            answers = dialogue.answers.record(
                *(Answer(q, "unknown", "asked", dialogue.turn) for q in step.questions)
            )
            return self._next(replace(dialogue, answers=answers), Phrase("unknown_ok"))
        phrase = ("unclear", "unclear_buttons", "unclear_person")[min(misses, _PATIENCE) - 1]
        told = (Meaning(step.id),) if step and misses == 1 else ()
        return self._again(dialogue, Phrase(phrase), *told, manner="again" if misses == 1 else "buttons")

    def _take_consent(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        recorded = record(self.knowledge, dialogue.answers, heard, None, dialogue.turn)
        dialogue = replace(dialogue, answers=recorded.answers)
        if heard.value not in {"yes", "no"} or heard.question != CONSENT:
            misses = dialogue.misses + 1
            phrase = Phrase("unclear_person") if misses >= _PATIENCE else None
            again = Phrase("consent_again", buttons=("yes", "no"))
            return replace(dialogue, misses=misses), ((phrase, again) if phrase else (again,))
        consent: Consent = "yes" if heard.value == "yes" else "no"
        dialogue = replace(dialogue, consent=consent, stage="interview", open=None, misses=0)
        held = dialogue.answers.values
        told = (Facts("held_facts", held),) if held else ()
        thanks = Phrase("consent_yes") if consent == "yes" else Phrase("consent_no")
        contradiction = self._contradiction(dialogue)
        if contradiction:
            return self._settle(dialogue, contradiction, (thanks, *told))
        return self._next(dialogue, thanks, *told)

    def _record(self, dialogue: Dialogue, heard: Interpretation) -> Recorded:
        return record(self.knowledge, dialogue.answers, heard, self._step(dialogue), dialogue.turn)

    def _step(self, dialogue: Dialogue) -> Step | None:
        """The open question or what is still open of the checklist."""
        if dialogue.open in {None, CONSENT}:
            return None
        return self.interview.find(str(dialogue.open), dialogue.answers.values)

    def _alarm(self, dialogue: Dialogue) -> Said | None:
        """The emergency message, where a red flag that was not shown yet stops everything."""
        assessment = self.assessor.assess(dialogue.answers.values)
        stopping = [flag for flag in assessment.red_flags if flag.stops]
        fresh = [flag for flag in stopping if f"{flag.id}:{flag.urgency}" not in dialogue.alarmed]
        if not fresh:
            return None
        shown = tuple(dict.fromkeys((*dialogue.alarmed, *(f"{flag.id}:{flag.urgency}" for flag in stopping))))
        dialogue = replace(dialogue, stage="emergency", alarmed=shown, open=None, misses=0)
        return dialogue, (Alarm(fresh[0], assessment),)

    def _signs(self, dialogue: Dialogue) -> tuple[str, ...]:
        """The answers that raised the flags which stopped the interview."""
        raised = {flag.id for flag in self.assessor.red_flags.raised(dialogue.answers.values) if flag.stops}
        conditions = (condition for key in raised for condition in self.knowledge.red_flags[key].when)
        signs = (question for condition in conditions for question in condition)
        safety = (q for q in signs if self.knowledge.questions[q].group == "safety" or q in raised)
        return tuple(dict.fromkeys(q for q in safety if q in dialogue.answers.values))

    def _contradiction(self, dialogue: Dialogue) -> str | None:
        values = dialogue.answers.values
        waiting = (key for key in self._contradictions if key not in dialogue.settled)
        return next((key for key in waiting if self._contradictions[key](values)), None)

    def _settle(self, dialogue: Dialogue, key: str, before: tuple[Saying, ...]) -> Said:
        """Ask once which of two answers is right; both are taken back until then."""
        settles = self.knowledge.contradictions[key].settles
        dialogue = replace(
            dialogue,
            answers=dialogue.answers.withdraw(settles),
            settled=(*dialogue.settled, key),
            open=settles[0],
            asked=(*dialogue.asked, settles[0]),
            misses=0,
        )
        left = self.interview.plan(dialogue.answers.values).left
        return dialogue, (*before, Settle(key, settles[0], len(dialogue.asked), left))

    def _answered_any(self, before: Dialogue, after: Dialogue, step: Step) -> bool:
        return any(q in after.answers.values and q not in before.answers.values for q in step.questions)

    def _comfort(self, dialogue: Dialogue, step: Step | None) -> tuple[Saying, ...]:
        """A word for who is unsure about a danger sign."""
        if step and all(dialogue.answers.values.get(q) == "unknown" for q in step.questions):
            safety = any(self.knowledge.questions[q].group == "safety" for q in step.questions)
            return (Phrase("safety_unsure" if safety else "unknown_ok"),)
        return ()

    def _next(self, dialogue: Dialogue, *before: Saying) -> Said:
        """Ask what comes next, the rest of an open checklist first; or come to the end."""
        rest = self._step(dialogue)
        if rest and rest.is_checklist:
            return self._ask(dialogue, rest, "more", *before)
        plan = self.interview.plan(dialogue.answers.values)
        if plan.next is None:
            return self._close(dialogue, *before)
        return self._ask(dialogue, plan.next, "plain", *before, left=plan.left)

    def _ask(
        self, dialogue: Dialogue, step: Step, manner: Manner, *before: Saying, left: int | None = None
    ) -> Said:
        asked = dialogue.asked if dialogue.asked[-1:] == (step.id,) else (*dialogue.asked, step.id)
        dialogue = replace(
            dialogue, open=step.id, asked=asked, misses=0, more=manner == "more", stage="interview"
        )
        return dialogue, (*before, self._asking(dialogue, step, manner, left))

    def _asking(self, dialogue: Dialogue, step: Step, manner: Manner, left: int | None = None) -> Ask:
        if left is None:
            plan = self.interview.plan(dialogue.answers.values)
            left = plan.left if plan.next and plan.next.id == step.id else plan.left + 1
        return Ask(step, len(dialogue.asked), left, manner, self.is_child(dialogue.answers))

    def _again(self, dialogue: Dialogue, *before: Saying, manner: Manner = "again") -> Said:
        """Say something, then come back to the open question, asked once."""
        if dialogue.stage == "consent":
            return dialogue, (*before, Phrase("consent_again", buttons=("yes", "no")))
        if dialogue.stage == "emergency":
            return dialogue, (*before, *self._still_emergency(dialogue)[1])
        step = self._step(dialogue)
        if step:
            return dialogue, (*before, self._asking(dialogue, step, manner))
        if dialogue.stage == "finished":
            return dialogue, before
        return self._next(dialogue, *before)

    def _still_emergency(self, dialogue: Dialogue) -> Said:
        return dialogue, (Phrase("emergency_again", buttons=("misunderstanding", "start_again")),)

    def _idle(self, dialogue: Dialogue) -> Said:
        """Nothing is open: say what can be done now."""
        if dialogue.stage == "emergency":
            return self._still_emergency(dialogue)
        if dialogue.stage == "finished":
            return dialogue, (Phrase("finished", buttons=("start_again", "talk_to_person")),)
        return self._again(dialogue)

    def _after_the_end(self, before: Dialogue, dialogue: Dialogue, read_back: tuple[Saying, ...]) -> Said:
        """A change after the end gives a new assessment; anything else, what can be done now."""
        if before.answers.values == dialogue.answers.values:
            return self._idle(dialogue)
        return self._next(replace(dialogue, stage="interview", open=None), *read_back)

    def _close(self, dialogue: Dialogue, *before: Saying) -> Said:
        assessment = self.assessor.assess(dialogue.answers.values)
        dialogue = replace(dialogue, stage="finished", open=None, misses=0)
        return dialogue, (*before, Closing(assessment, self.is_child(dialogue.answers)))

    @staticmethod
    def is_child(answers: Answers) -> bool:
        """Whether the patient is under 18 and somebody else is spoken to."""
        age = answers.values.get("age")
        return isinstance(age, (int, float)) and age < 18 and answers.values.get("respondent") != "self"


def _read_back(recorded: Recorded, heard: Interpretation) -> tuple[Saying, ...]:
    """One line that confirms what was said beside the answer, or changed."""
    if not recorded.fresh:
        return ()
    return (Facts("amended" if heard.amends else "held_facts", recorded.fresh),)


Turn = Callable[[Conversation, Dialogue, Interpretation], Said]
TURNS: Mapping[Intent, Turn] = {
    "answer": Conversation.take_answer,
    "red_flag": Conversation.take_answer,
    "decline": Conversation.take_decline,
    "ask_why": Conversation.say_why,
    "ask_meaning": Conversation.say_meaning,
    "ask_topic": Conversation.answer_topic,
    "explain_outcome": Conversation.explain_outcome,
    "go_back": Conversation.go_back,
    "ask_noted": Conversation.say_noted,
    "ask_person": Conversation.offer_person,
    "start_over": Conversation.start_over,
    "stop_here": Conversation.stop_here,
    "misunderstood": Conversation.take_back_alarm,
    "greet": Conversation.greet,
    "thank": Conversation.thank,
    "other_language": Conversation.other_language,
    "off_topic": Conversation.not_understood,
}
"""The turn for each intent; `data/rules/` says the same to Rasa, and a test compares them."""
