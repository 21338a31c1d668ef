"""An invented patient in a conversation with a bot of three questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.demo.people import Person
from bot.demo.talking import Said, Speech, talk
from bot.knowledge.loader import Knowledge
from bot.messages import Messages, blanks
from bot.messages.questions import Questions
from bot.settings import Settings

SOMEBODY = Person(
    "web:1",
    "web",
    "hello",
    True,
    {"age": 40, "medications": (), "chest_pain_breathless": "no", "cold_pale_leg": "yes"},
    None,
    None,
    (),
)


def button(said: str) -> Mapping[str, str]:
    return {"title": said, "payload": said}


def asks(key: str, *buttons: str, **more: Any) -> Said:
    custom = {"kind": "question", "id": key, **more}
    return [{"text": "?", "custom": custom, "buttons": [button(each) for each in buttons]}]


@dataclass
class Bot:
    """Says what is next, whatever it hears."""

    script: list[Said]
    heard: list[str] = field(default_factory=list)

    async def say(self, text: str) -> Said:
        self.heard.append(text)
        return self.script.pop(0) if self.script else [{"text": "?"}]


def speech(shipped: Knowledge) -> Speech:
    words = Messages(shipped, blanks(shipped, Settings.parse_obj({}))).words
    return Speech(shipped, Questions(shipped, words), words)


async def test_a_patient_agrees_answers_and_has_the_clinic_call(shipped: Knowledge) -> None:
    safety = ("chest_pain_breathless", "cold_pale_leg")
    leg = speech(shipped).questions.item("cold_pale_leg")
    script = [
        [{"text": "May I?"}],
        asks("age", "Not sure"),
        asks("safety_check", "None of these", leg, asks=safety),
        asks("medications", "I take none", "Not sure"),
        [{"text": "Done", "custom": {"kind": "assessment"}}],
    ]
    bot = Bot(script)
    caller = replace(SOMEBODY, call=("555 0101", "Sam Sample", "mornings"))
    assert await talk(caller, bot.say, speech(shipped)) == len(bot.heard)
    assert bot.heard == [
        "hello",
        "Yes",
        "40",
        leg,
        "I take none",
        "Have the clinic call me",
        "Yes",
        "555 0101",
        "Sam Sample",
        "mornings",
    ]


async def test_who_leaves_early_leaves_and_who_wonders_asks_why(shipped: Knowledge) -> None:
    bot = Bot([asks("age"), asks("age"), asks("age"), asks("age"), asks("age")])
    curious = replace(SOMEBODY, leaves_after=4, asks_why_at=3)
    assert await talk(curious, bot.say, speech(shipped)) == 4
    assert bot.heard == ["hello", "40", "why do you ask?"]


async def test_a_patient_who_wants_nothing_kept_says_so(shipped: Knowledge) -> None:
    bot = Bot([[{"text": "May I?"}]])
    await talk(replace(SOMEBODY, consents=False), bot.say, speech(shipped))
    assert bot.heard == ["hello", "No"]
