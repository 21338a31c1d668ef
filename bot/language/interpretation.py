"""What one message was understood as: the value that crosses from language to dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from bot.knowledge.values import Value, from_plain, plain

Outcome = Literal["answer", "clarification", "declined", "off_topic"]
Intent = Literal[
    "answer",  # answers the open question, or states facts
    "decline",  # would rather not say
    "ask_why",  # why do you ask?
    "ask_meaning",  # what does that mean? does a train seat count?
    "ask_topic",  # a general question about restless legs
    "explain_outcome",  # why iron? why not zinc? what would change this?
    "go_back",
    "ask_noted",  # what have you noted so far?
    "ask_person",
    "ask_call",
    "start_over",
    "stop_here",
    "misunderstood",  # an emergency message was not what was meant
    "red_flag",
    "greet",
    "thank",
    "other_language",
    "off_topic",
]

Grounds = Literal[
    "plain",  # said in so many words: yes, no, go back
    "terms",  # in the question's own terms, a number with its unit, a medicine by name
    "weak",  # hinted at
    "none",  # nothing the rules know
]


@dataclass(frozen=True)
class Reply:
    """A message in its setting: the open question or checklist, what is known, and today's date."""

    text: str
    question: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True)
class Guess:
    """What the trained classifier takes a message for: one of its intents (`topic_iron`, ...)."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Interpretation:
    """What a message was understood as.

    `value` answers the open question (None where it does not); for a checklist `also` carries its
    items and `value` is None. `also` holds every other fact, `alerts` the red flags heard, `about`
    the topic, cause or lab asked about, `pressed` whether it equals one of the offered buttons, and
    `confidence` how likely it is right, from 0 to 1; `grounds` what the rules had to go by.
    """

    question: str | None
    text: str
    outcome: Outcome
    intent: Intent
    value: Value | None = None
    also: Mapping[str, Value] = field(default_factory=dict)
    alerts: tuple[str, ...] = ()
    about: str | None = None
    amends: bool = False
    pressed: bool = False
    confidence: float = 1.0
    grounds: Grounds = "none"

    def to_json(self) -> dict[str, Any]:
        """A plain dictionary, as `rls-triage interpret` prints it and a Rasa message carries it."""
        return {
            "question": self.question,
            "text": self.text,
            "outcome": self.outcome,
            "value": None if self.value is None else plain(self.value),
            "also": {question: plain(value) for question, value in self.also.items()},
            "alerts": list(self.alerts),
            "intent": self.intent,
            "about": self.about,
            "amends": self.amends,
            "pressed": self.pressed,
            "confidence": round(self.confidence, 3),
            "grounds": self.grounds,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Interpretation:
        """The interpretation `to_json` wrote."""
        return cls(
            question=data["question"],
            text=data["text"],
            outcome=data["outcome"],
            intent=data["intent"],
            value=None if data["value"] is None else from_plain(data["value"]),
            also={question: from_plain(value) for question, value in data["also"].items()},
            alerts=tuple(data["alerts"]),
            about=data["about"],
            amends=data["amends"],
            pressed=data["pressed"],
            confidence=data["confidence"],
            grounds=data["grounds"],
        )
