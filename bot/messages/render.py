"""Every saying as messages. Sentences that belong together share one message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.dialogue.sayings import (
    Alarm,
    Apart,
    Ask,
    Closing,
    Code,
    Facts,
    Meaning,
    OutOfRange,
    Phrase,
    Reasons,
    Saying,
    Settle,
    TopicAnswer,
    Why,
)
from bot.knowledge.loader import Knowledge
from bot.messages.message import Button, Message
from bot.messages.outcome import Outcomes
from bot.messages.questions import Questions
from bot.messages.reasons import Explanations
from bot.messages.wording import Words
from bot.settings import Settings


class Messages:
    """Finds the words for what the conversation decided to say."""

    def __init__(self, knowledge: Knowledge, clinic: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self.words = Words(knowledge, clinic)
        self._questions = Questions(knowledge, self.words)
        self._outcomes = Outcomes(knowledge, self.words, self._questions)
        self._explanations = Explanations(knowledge, self.words, self._outcomes)

    def render(self, sayings: Iterable[Saying]) -> list[Message]:
        """The messages, in order."""
        return [message for saying in sayings for message in self._one(saying)]

    def technical_problem(self) -> Message:
        """What is said when something broke."""
        return Message(self.words.say("technical_problem"), custom={"kind": "technical_problem"})

    def amend_wish(self, key: str) -> str | None:
        """What a patient says who wants an answer changed; None for what is no question or checklist."""
        question, checklist = self._knowledge.questions.get(key), self._knowledge.checklists.get(key)
        about = (
            question.short
            if question
            else checklist
            and ", ".join(self._knowledge.questions[each].short for each in checklist.questions)
        )
        return self.words.say("amend_wish", questions=about) if about else None

    def too_long(self) -> Message:
        """What is said when only the beginning of a message could be read."""
        return Message(self.words.say("too_long"))

    def _one(self, saying: Saying) -> list[Message]:
        match saying:
            case Phrase():
                return [self._phrase(saying)]
            case Facts():
                return [Message(self.words.say(saying.wording, facts=self._questions.facts(saying.values)))]
            case Ask():
                return [self._questions.ask(saying)]
            case Settle():
                return [self._questions.settle(saying)]
            case OutOfRange():
                return [self._questions.out_of_range(saying)]
            case Why():
                return [self._questions.why(saying.step)]
            case Meaning():
                return [self._questions.meaning(saying.step)]
            case TopicAnswer():
                return [self._topic(saying.topic)]
            case Reasons():
                return [self._explanations.explain(saying)]
            case Alarm():
                return [self._outcomes.alarm(saying)]
            case Closing():
                return self._outcomes.closing(saying)
            case Code():
                return [Message(self.words.say("your_code", code=saying.code))]
            case Apart():
                return []

    def _phrase(self, saying: Phrase) -> Message:
        buttons: tuple[Button, ...] = tuple(self.words.button(key) for key in saying.buttons)
        return Message(self.words.say(saying.id, **saying.blanks), buttons)

    def _topic(self, key: str) -> Message:
        topic = self._knowledge.topics[key]
        cited = self._outcomes.cited(topic.sources[:3])
        return Message(
            f"{self.words.fill(topic.answer)}\n{self.words.say('topic_source_line', sources=cited)}"
        )


def blanks(knowledge: Knowledge, settings: Settings) -> dict[str, str]:
    """What the clinic's settings and its country fill into texts."""
    country = knowledge.countries[settings.country]
    return {
        "clinic": settings.clinic_name,
        "clinic_phone": settings.clinic_phone,
        "booking": settings.booking_address or settings.clinic_phone,
        "emergency": settings.emergency_number or country.emergency,
        "emergency_department": country.emergency_department,
        "crisis": settings.crisis_number or country.crisis,
        "crisis_name": country.crisis_name,
        "advice": settings.advice_number or country.advice,
        "same_day": country.same_day,
        "doctor": country.doctor,
    }
