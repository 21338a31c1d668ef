"""One conversation, turn by turn, over knowledge small enough to keep in mind."""

from __future__ import annotations

from typing import Any, TypeVar

from bot.dialogue.sayings import Ask, Phrase, Saying
from bot.dialogue.state import Dialogue
from bot.dialogue.turns import Conversation
from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.language.interpretation import Intent, Interpretation
from bot.triage.answers import Values
from tests.builders import (
    a_cause,
    a_checklist,
    a_contradiction,
    a_link,
    a_question,
    a_red_flag,
    a_referral,
    a_topic,
    heard,
    knowledge,
    options,
)

Kind = TypeVar("Kind")

SMALL: Knowledge = knowledge(
    a_question("age", "number", group="person", always=True),
    a_question("sex", "choice", group="person", always=True, options=options("female", "male")),
    a_question("chest_pain", group="safety", always=True, item="Chest pain"),
    a_question("cold_leg", group="safety", always=True, item="A cold leg"),
    a_question("dark_thoughts", group="safety", always=True),
    a_question("urge_to_move", group="criteria", always=True),
    a_question("pregnant", group="pregnancy", always=True, applies=[{"sex": "female"}]),
    a_question(
        "weeks",
        "number",
        group="pregnancy",
        always=True,
        minimum=1,
        maximum=44,
        applies=[{"pregnant": "yes"}],
        implies={"*": {"pregnant": "yes"}},
    ),
    a_question("medications", "medications", group="medicines", always=True),
    a_question("otc_medications", "medications", group="medicines", always=True),
    a_question("donor", group="iron", item="Giving blood"),
    a_question("vegan", group="iron", item="Vegan"),
    a_question("surgery", group="iron", item="Surgery"),
    a_checklist("safety_check", "chest_pain", "cold_leg"),
    a_checklist("iron_check", "donor", "vegan", "surgery"),
    a_cause("iron", a_link("donor", yes="++"), a_link("vegan", yes="++"), a_link("surgery", yes="++")),
    a_red_flag("chest_pain"),
    a_red_flag("cold_leg", urgency="same_day"),
    a_red_flag("dark_thoughts", {"dark_thoughts": ["yes", "unknown"]}, urgency="same_day"),
    a_referral("emergency_department"),
    a_contradiction("pregnant_and_male", {"pregnant": "yes", "sex": "male"}, "sex", "pregnant"),
    a_topic("iron"),
)


class Chat:
    """A conversation that remembers where it stands and what was said last."""

    def __init__(self, known: Knowledge = SMALL) -> None:
        self.conversation = Conversation(known)
        self.dialogue = Dialogue()
        self.said: tuple[Saying, ...] = ()

    @classmethod
    def begun(cls, known: Knowledge = SMALL, /, **answers: Any) -> Chat:
        """A chat past its consent, with some answers already given."""
        chat = cls(known)
        chat.hears(heard(intent="greet", also=answers))
        chat.replies("yes")
        return chat

    def hears(self, message: Interpretation) -> tuple[Saying, ...]:
        """One message of the patient; what the bot says to it."""
        self.dialogue, self.said = self.conversation.respond(self.dialogue, message)
        return self.said

    def replies(self, value: Value | None = None, **more: Any) -> tuple[Saying, ...]:
        """A reply to whatever is open."""
        return self.hears(heard(value, self.dialogue.open, **more))

    def does(self, intent: Intent, **more: Any) -> tuple[Saying, ...]:
        """A message that is no answer."""
        return self.hears(heard(None, self.dialogue.open, intent, **more))

    def volunteers(self, **facts: Any) -> tuple[Saying, ...]:
        """Facts told unasked, or changed."""
        return self.hears(
            heard(None, self.dialogue.open, also=facts, amends=bool(set(facts) & set(self.values)))
        )

    @property
    def values(self) -> Values:
        """The answers that stand."""
        return self.dialogue.answers.values

    @property
    def open(self) -> str | None:
        """What waits for an answer."""
        return self.dialogue.open

    @property
    def phrases(self) -> list[str]:
        """The fixed sentences among what was said last."""
        return [each.id for each in self.said if isinstance(each, Phrase)]

    def one(self, kind: type[Kind]) -> Kind:
        """The one saying of a kind among what was said last."""
        (found,) = (each for each in self.said if isinstance(each, kind))
        return found

    @property
    def asked(self) -> Ask:
        """The question that ends what was said last."""
        last = self.said[-1]
        assert isinstance(last, Ask)
        return last


CALM: dict[str, Any] = {
    "age": 40,
    "sex": "female",
    "chest_pain": "no",
    "cold_leg": "no",
    "dark_thoughts": "no",
}
"""Answers that leave the safety questions behind."""

DONE: dict[str, Any] = {
    **CALM,
    "urge_to_move": "yes",
    "pregnant": "no",
    "medications": (),
    "otc_medications": (),
}
"""Answers that leave only the iron check."""
