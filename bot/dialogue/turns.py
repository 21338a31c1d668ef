"""One turn for each thing a patient may do. Each takes the state and what was heard, and returns
the next state with what to say. Nothing here knows words, Rasa or a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dialogue import calls
from bot.dialogue.flow import CONSENT, YES_OR_NO, Flow, Said
from bot.dialogue.recording import Recorded, record
from bot.dialogue.sayings import Code, Facts, Meaning, OutOfRange, Phrase, Reasons, Saying, TopicAnswer, Why
from bot.dialogue.state import Consent, Dialogue
from bot.knowledge.loader import Knowledge
from bot.language.interpretation import Intent, Interpretation
from bot.triage.answers import Answer, Answers
from bot.triage.interview import Step

_PATIENCE = 3
"""After so many replies in a row that were not understood, the question is let go as unknown."""

_ABOUT_CONSENT = "privacy"
"""The topic that says what happens to the chat."""


class Conversation:
    """The conversation over one body of knowledge. `respond` is one turn."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.flow = Flow(knowledge)

    def respond(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The turn a message calls for: what Rasa's rules do, for who has no Rasa at hand."""
        return self.play(TURNS[heard.intent], dialogue, heard)

    def play(self, turn: Turn, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The next state and what to say. Facts and red flags in the message count whatever it is."""
        dialogue = replace(dialogue, turn=dialogue.turn + 1)
        if dialogue.stage == "new":
            return self.open(dialogue, heard)
        if dialogue.stage == "call":
            return self._arrange(turn, dialogue, heard)
        if turn is not Conversation.take_answer and (heard.alerts or heard.also):
            dialogue = replace(dialogue, answers=self._record(dialogue, heard).answers)
            alarm = self.flow.alarm(dialogue)
            if alarm:
                return alarm
        if dialogue.stage == "emergency" and turn not in _IN_AN_EMERGENCY:
            return self.flow.still_emergency(dialogue)
        return turn(self, dialogue, heard)

    def open(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The first message: what this is, and whether it may be kept. What was said counts later."""
        answers = self._record(dialogue, heard).answers
        dialogue = replace(dialogue, stage="consent", open=CONSENT, answers=answers)
        return self.flow.alarm(dialogue) or (
            dialogue,
            (Phrase("intro"), Phrase("consent", buttons=YES_OR_NO)),
        )

    def take_answer(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """An answer to the open question, or facts: record, mind dangers and contradictions, go on."""
        step = self.flow.step(dialogue)
        recorded = self._record(dialogue, heard)
        before, dialogue = dialogue, replace(dialogue, answers=recorded.answers)
        alarm = self.flow.alarm(dialogue)
        if alarm:
            return alarm
        if dialogue.stage == "emergency":
            denied = recorded.changed and not self._stopping(dialogue)
            return self._resume(dialogue) if denied else self.flow.still_emergency(dialogue)
        if dialogue.stage == "consent":
            return self._take_consent(dialogue, heard)
        if recorded.impossible:
            return self.flow.again(dialogue, *(OutOfRange(key) for key in recorded.impossible))
        read_back = _read_back(recorded)
        settled = self.flow.settle(dialogue, *read_back)
        if settled:
            return settled
        if dialogue.stage == "finished":
            return self._after_the_end(before, dialogue, read_back)
        return self._go_on(before, dialogue, heard, step, read_back)

    def take_decline(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The patient would rather not say: that is an answer too."""
        if dialogue.stage == "consent":
            return self._take_consent(dialogue, replace(heard, value="no"))
        step = self.flow.step(dialogue)
        if step is None:
            return self.flow.idle(dialogue)
        return self.flow.next(self._answered(dialogue, step, "declined"), Phrase("declined_ok"))

    def say_why(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Why the open question is asked, then the question again."""
        if dialogue.stage == "consent":
            return self.flow.again(dialogue, TopicAnswer(_ABOUT_CONSENT))
        step = self.flow.step(dialogue)
        return self.flow.again(dialogue, Why(step.id)) if step else self.flow.idle(dialogue)

    def say_meaning(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """What a word or the open question means, then the question again."""
        if dialogue.stage == "consent":
            return self.flow.again(dialogue, TopicAnswer(_ABOUT_CONSENT))
        step = self.flow.step(dialogue)
        key = heard.about if heard.about in self.knowledge.questions else (step.id if step else None)
        return self.flow.again(dialogue, Meaning(key)) if key else self.flow.idle(dialogue)

    def answer_topic(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """A general question, answered from the sources; then back to the open question."""
        if heard.about is None or heard.about not in self.knowledge.topics:
            return self.not_understood(dialogue, heard)
        return self.flow.again(dialogue, TopicAnswer(heard.about))

    def explain_outcome(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Why a cause or test is in the outcome, why not, or what would change it."""
        if heard.about is None or dialogue.stage == "consent":
            return self.not_understood(dialogue, heard)
        values = dialogue.answers.values
        reasons = Reasons(heard.about, self.flow.assessor.assess(values), self.flow.interview.telling(values))
        return self.flow.again(dialogue, reasons)

    def go_back(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The question before the open one, or the one named, asked again; its answer is taken back."""
        if dialogue.stage not in {"interview", "finished"}:
            return self.flow.again(dialogue, Phrase("nothing_to_go_back_to"))
        if heard.about:
            return self._amend(dialogue, heard.about)
        earlier = dialogue.asked[:-1] if dialogue.open in dialogue.asked[-1:] else dialogue.asked
        if not earlier:
            return self.flow.again(dialogue, Phrase("nothing_to_go_back_to"))
        return self._ask_again(replace(dialogue, asked=earlier[:-1]), earlier[-1])

    def _amend(self, dialogue: Dialogue, key: str) -> Said:
        """An earlier question once more; one that was neither asked nor answered is not jumped to."""
        if key not in dialogue.asked and key not in dialogue.answers.values:
            return self.flow.again(dialogue, Phrase("not_asked"))
        return self._ask_again(dialogue, key)

    def _ask_again(self, dialogue: Dialogue, key: str) -> Said:
        """A question as if it had not been answered."""
        listed = self.knowledge.checklists.get(key)
        answers = dialogue.answers.undo(listed.questions if listed else (key,))
        dialogue = replace(dialogue, answers=answers, stage="interview", open=None)
        step = self.flow.interview.find(key, answers.values)
        back = Phrase("go_back")
        return self.flow.ask(dialogue, step, "plain", back) if step else self.flow.next(dialogue, back)

    def say_noted(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """What has been noted so far, then the open question again."""
        values = dialogue.answers.values
        return self.flow.again(dialogue, Facts("noted", values) if values else Phrase("nothing_noted"))

    def offer_person(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """How to reach a person, then the open question again."""
        if dialogue.stage == "finished" and dialogue.consent == "yes":
            return dialogue, (Phrase("person", buttons=("ask_call",)),)
        return self.flow.again(dialogue, Phrase("person"))

    def ask_call(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The patient wants the clinic to call: arranged once the questions are through."""
        if dialogue.stage != "finished":
            return self.flow.again(dialogue, Phrase("call_later"))
        if dialogue.consent != "yes":
            return dialogue, (Phrase("call_not_kept"),)
        return calls.begin(dialogue)

    def start_over(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """All answers taken back; consent stays as it was given."""
        answers = dialogue.answers.withdraw(dialogue.answers.values)
        fresh = Dialogue("interview", dialogue.consent, answers, turn=dialogue.turn, code=dialogue.code)
        if fresh.consent:
            return self.flow.next(fresh, Phrase("started_over"))
        asking = Phrase("consent", buttons=YES_OR_NO)
        return replace(fresh, stage="consent", open=CONSENT), (Phrase("started_over"), asking)

    def stop_here(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The patient wants to stop: what is known so far."""
        if not dialogue.answers.values:
            return self.flow.again(dialogue, Phrase("person"))
        return self.flow.close(replace(dialogue, stopped=True), Phrase("stopped"))

    def take_back_alarm(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """The emergency message was a misunderstanding: the sign is noted as absent, and on it goes."""
        if dialogue.stage != "emergency":
            return self.not_understood(dialogue, heard)
        return self._resume(replace(dialogue, answers=self._without_signs(dialogue)))

    def greet(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Hello, and back to where we were."""
        return self.flow.again(dialogue, Phrase("greeting_back"))

    def thank(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Thanks are returned."""
        return self.flow.again(dialogue, Phrase("thanks"))

    def other_language(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """Only English is understood so far; there is help by phone."""
        return self.flow.again(dialogue, Phrase("other_language"))

    def not_understood(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        """A gentle rephrase, then buttons, then a person; then the question is let go."""
        if dialogue.stage == "finished":
            return self.flow.idle(dialogue)
        misses = dialogue.misses + 1
        dialogue = replace(dialogue, misses=misses)
        step = self.flow.step(dialogue)
        if step and misses > _PATIENCE:
            dialogue = self._answered(dialogue, step, "unknown")
            return self.flow.alarm(dialogue) or self.flow.next(dialogue, *self._comfort(dialogue, step))
        phrase = Phrase(("unclear", "unclear_buttons", "unclear_person")[min(misses, _PATIENCE) - 1])
        if misses == 1 and step and not step.is_checklist:
            return self.flow.again(dialogue, phrase, Meaning(step.id))
        return self.flow.again(dialogue, phrase, manner="buttons")

    def _resume(self, dialogue: Dialogue) -> Said:
        """Go on after an alarm that was none."""
        dialogue = replace(dialogue, alarmed=(), misses=0)
        if dialogue.consent:
            return self.flow.next(replace(dialogue, stage="interview"), Phrase("misunderstood"))
        asking = Phrase("consent", buttons=YES_OR_NO)
        return replace(dialogue, stage="consent", open=CONSENT), (Phrase("misunderstood"), asking)

    def _take_consent(self, dialogue: Dialogue, heard: Interpretation) -> Said:
        if heard.question != CONSENT or heard.value not in YES_OR_NO:
            misses = dialogue.misses + 1
            person = (Phrase("unclear_person"),) if misses >= _PATIENCE else ()
            return self.flow.again(replace(dialogue, misses=misses), *person)
        consent: Consent = "yes" if heard.value == "yes" else "no"
        dialogue = replace(dialogue, consent=consent, stage="interview", open=None, misses=0)
        held = dialogue.answers.values
        told: tuple[Saying, ...] = (Facts("held_facts", held),) if held else ()
        before = (*_thanks(dialogue), *told)
        return self.flow.settle(dialogue, *before) or self.flow.next(dialogue, *before)

    def _arrange(self, turn: Turn, dialogue: Dialogue, heard: Interpretation) -> Said:
        """A message while a call is arranged. Of facts only dangers count: a name is no answer."""
        if heard.alerts:
            answers = self._record(dialogue, replace(heard, also={})).answers
            dialogue = replace(dialogue, answers=answers)
            if alarm := self.flow.alarm(dialogue):
                return alarm
        if turn is Conversation.start_over:
            return self.start_over(dialogue, heard)
        return calls.reply(dialogue, heard)

    def _go_on(
        self,
        before: Dialogue,
        dialogue: Dialogue,
        heard: Interpretation,
        step: Step | None,
        read_back: tuple[Saying, ...],
    ) -> Said:
        """After an answer: the next step, unless it did not answer anything."""
        answered = step and any(q in dialogue.answers.values for q in step.questions)
        if step and not answered and not read_back:
            if step.is_checklist and heard.value == "yes":
                return self.flow.ask(dialogue, step, "which")
            return self.not_understood(before, heard)
        return self.flow.next(dialogue, *read_back, *self._comfort(dialogue, step))

    def _record(self, dialogue: Dialogue, heard: Interpretation) -> Recorded:
        return record(self.knowledge, dialogue.answers, heard, self.flow.step(dialogue), dialogue.turn)

    def _answered(self, dialogue: Dialogue, step: Step, value: str) -> Dialogue:
        """The state with one answer to everything a step asks."""
        answers = (Answer(question, value, "asked", dialogue.turn) for question in step.questions)
        return replace(dialogue, answers=dialogue.answers.record(*answers))

    def _stopping(self, dialogue: Dialogue) -> list[str]:
        """The red flags that stop the interview now."""
        raised = self.flow.assessor.red_flags.raised(dialogue.answers.values)
        return [flag.id for flag in raised if flag.stops]

    def _without_signs(self, dialogue: Dialogue) -> Answers:
        """The answers without what raised the alarm: the danger sign itself, else what was said last."""
        answers = dialogue.answers
        for holding in self.flow.assessor.red_flags.holding(answers.values, self._stopping(dialogue)):
            own = [q for q in holding if q in self.knowledge.red_flags or self._is_safety(q)]
            for sign in own or [max(holding, key=answers.last_said)]:
                if self.knowledge.questions[sign].kind == "yes_no":
                    answers = answers.record(Answer(sign, "no", "amended", dialogue.turn))
                else:
                    answers = answers.withdraw([sign])
        return answers

    def _is_safety(self, question: str) -> bool:
        return self.knowledge.questions[question].group == "safety"

    def _comfort(self, dialogue: Dialogue, step: Step | None) -> tuple[Saying, ...]:
        """A word for who does not know."""
        if not step or any(dialogue.answers.values.get(q) != "unknown" for q in step.questions):
            return ()
        safety = any(self._is_safety(q) for q in step.questions)
        return (Phrase("safety_unsure" if safety else "unknown_ok"),)

    def _after_the_end(self, before: Dialogue, dialogue: Dialogue, read_back: tuple[Saying, ...]) -> Said:
        """A change after the end gives a new assessment; anything else, what can be done now."""
        if before.answers.values == dialogue.answers.values:
            return self.flow.idle(dialogue)
        if dialogue.stopped:
            return self.flow.close(dialogue, *read_back)
        return self.flow.next(replace(dialogue, stage="interview", open=None), *read_back)


def _thanks(dialogue: Dialogue) -> tuple[Saying, ...]:
    """After the consent; who agreed is told the code of the chat."""
    if dialogue.consent == "no":
        return (Phrase("consent_no"),)
    return (Phrase("consent_yes"), *([Code(dialogue.code)] if dialogue.code else []))


def _read_back(recorded: Recorded) -> tuple[Saying, ...]:
    """One line that confirms what was said beside the answer, or changed."""
    if not recorded.fresh:
        return ()
    return (Facts("amended" if recorded.changed else "held_facts", recorded.fresh),)


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
    "ask_call": Conversation.ask_call,
    "start_over": Conversation.start_over,
    "stop_here": Conversation.stop_here,
    "misunderstood": Conversation.take_back_alarm,
    "greet": Conversation.greet,
    "thank": Conversation.thank,
    "other_language": Conversation.other_language,
    "off_topic": Conversation.not_understood,
}
"""The turn for each intent; `data/rules/` says the same to Rasa, and a test compares them."""

_IN_AN_EMERGENCY = frozenset(
    {
        Conversation.take_answer,
        Conversation.take_back_alarm,
        Conversation.offer_person,
        Conversation.start_over,
        Conversation.other_language,
    }
)
"""What is still answered while an emergency stands; all else is told to get help first."""
