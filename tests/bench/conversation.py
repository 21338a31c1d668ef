"""One whole triage: written down once, then repeated word for word by as many as are wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bench.lines import Line, Messages, Rest, TalkError
from tests.bench.timing import percentile

MOST_TURNS = 60
MOST_TURNS_BEFORE = 2
"""Turns before the first question: the greeting and the consent."""

WORDS: Mapping[str, str] = {
    "age": "I'm 43",
    "safety_check": "None of these",
    "suicidal_thoughts": "no, nothing like that",
    "urge_to_move": "yes, I just have to move them",
    "sensation": "it crawls, and sometimes it tingles",
    "rest_onset": "yes, when I sit on the sofa or lie in bed",
    "relief_with_movement": "Yes, it helps",
    "evening_worse": "much worse at night",
    "pain_check": "none of these",
    "movement_check": "no",
    "frequency_per_week": "four or five nights",
    "severity": "Bad",
    "duration_months": "about two years",
    "onset_age": "I was 41",
    "sex": "Female",
    "pregnant": "no",
    "medications": "sertraline 50 mg and lisinopril",
    "otc_medications": "Benadryl now and then to sleep",
    "medication_change": "yes, it got worse after the sertraline",
    "family_history": "yes, my mother has it",
    "family_members": "my mother",
    "iron_check": "heavy periods, and I am vegetarian",
    "conditions_check": "None of these",
    "body_check": "I sleep badly because of it",
    "daily_life_check": "a lot of stress",
    "alcohol_drinks_per_day": "a glass of wine",
    "caffeine_cups_per_day": "3 cups of coffee",
    "legs_affected": "both",
}
"""What this patient says to each question. To any other: no."""

ASIDES: Mapping[str, str] = {
    "evening_worse": "why do you want to know that?",
    "medications": "is restless legs a nerve disease?",
}
"""What this patient says before answering, once."""

_BROKEN = frozenset({"technical_problem", "emergency"})
"""Answers that a conversation about mere restless legs must not meet."""


Script = tuple[str, ...]
Dial = Callable[[int], Line]
"""Opens the line of the n-th conversation."""


@dataclass(frozen=True)
class Talk:
    """One conversation as it was held: its id, seconds of each turn, and the assessment at its end."""

    conversation: str
    turns: tuple[float, ...]
    assessment: Mapping[str, Any]


@dataclass(frozen=True)
class Load:
    """Conversations held side by side, and the seconds all of them took."""

    talks: tuple[Talk, ...]
    seconds: float

    @property
    def turns(self) -> int:
        """How many turns were taken."""
        return sum(len(talk.turns) for talk in self.talks)

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    def turn_ms(self, share: float) -> float:
        """The milliseconds that this share of the turns does not exceed."""
        return 1000 * percentile([turn for talk in self.talks for turn in talk.turns], share)


def first_answer(port: int, since: float) -> float:
    """Seconds from then until a first message was answered."""
    ask(Rest(port, "bench-cold"), "hello")
    return time.monotonic() - since


def ask(line: Line, text: str, message_id: str | None = None) -> Messages:
    """What the bot says; anything that cannot belong to mere restless legs is a failure."""
    messages = line.say(text, message_id)
    if not messages or any(told(messages, kind) for kind in _BROKEN):
        raise TalkError(f"No answer to {text!r}: {messages!r}.")
    return messages


def write_down(line: Line) -> Script:
    """What this patient says from the first word to the assessment."""
    words, asides, text = dict(WORDS), dict(ASIDES), "hello"
    script: list[str] = []
    while len(script) < MOST_TURNS:
        script.append(text)
        messages = ask(line, text)
        if told(messages, "assessment"):
            return tuple(script)
        question = told(messages, "question")
        if question is None and len(script) > MOST_TURNS_BEFORE:
            raise TalkError(f"No question after {text!r}: {messages!r}.")
        text = asides.pop(question["id"], "") or words.pop(question["id"], "no") if question else "yes"
    raise TalkError(f"No assessment after {MOST_TURNS} turns. The patient said: {'; '.join(script)}.")


def talk(line: Line, script: Sequence[str]) -> Talk:
    """The script played once."""
    turns: list[float] = []
    messages: Messages = []
    for text in script:
        started = time.perf_counter()
        messages = ask(line, text)
        turns.append(time.perf_counter() - started)
    line.close()
    assessment = told(messages, "assessment")
    if not assessment:
        raise TalkError(f"The conversation {line.conversation} did not end with an assessment.")
    return Talk(line.conversation, tuple(turns), assessment)


def load(dial: Dial, script: Sequence[str], people: int, conversations: int) -> Load:
    """So many conversations, held by so many people at a time."""
    started = time.monotonic()
    with ThreadPoolExecutor(people) as pool:
        talks = tuple(pool.map(lambda number: talk(dial(number), script), range(conversations)))
    return Load(talks, time.monotonic() - started)


def told(messages: Messages, kind: str) -> Mapping[str, Any] | None:
    """The `custom` part of this kind, beside the words."""
    customs = (message.get("custom") or {} for message in messages)
    return next((custom for custom in customs if custom.get("kind") == kind), None)
