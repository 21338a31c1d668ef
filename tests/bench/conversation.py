"""One whole triage over the REST channel: written down once, then repeated word for word."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bot.errors import BotError

MOST_TURNS = 60
MOST_TURNS_BEFORE = 2
"""Turns before the first question: the greeting and the consent."""

WAIT_SECONDS = 60

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


class TalkError(BotError):
    """A conversation that did not come to its end."""


@dataclass(frozen=True)
class Talk:
    """One conversation as it was held: seconds of each turn, and the assessment at its end."""

    turns: tuple[float, ...]
    assessment: Mapping[str, Any]


class Line:
    """A connection to one server's REST channel, kept open."""

    def __init__(self, port: int, sender: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        self._sender = sender

    def say(self, text: str) -> list[dict[str, Any]]:
        """The bot's messages to one of ours."""
        try:
            status, messages = self._post(text)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise TalkError(f"No answer to {text!r}: {error!r}.") from error
        if status != 200 or not messages or any(_told(messages, kind) for kind in _BROKEN):
            raise TalkError(f"No answer to {text!r}: status {status}, {messages!r}.")
        return messages

    def _post(self, text: str) -> tuple[int, list[dict[str, Any]]]:
        body = json.dumps({"sender": self._sender, "message": text})
        self._connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())


def first_answer(port: int, since: float) -> float:
    """Seconds from then until a first message was answered."""
    Line(port, "bench-cold").say("hello")
    return time.monotonic() - since


def write_down(port: int, sender: str) -> tuple[str, ...]:
    """What this patient says from the first word to the assessment."""
    line, words, asides, text = Line(port, sender), dict(WORDS), dict(ASIDES), "hello"
    script: list[str] = []
    while len(script) < MOST_TURNS:
        script.append(text)
        messages = line.say(text)
        if _told(messages, "assessment"):
            return tuple(script)
        question = _told(messages, "question")
        if question is None and len(script) > MOST_TURNS_BEFORE:
            raise TalkError(f"No question after {text!r}: {messages!r}.")
        text = asides.pop(question["id"], "") or words.pop(question["id"], "no") if question else "yes"
    raise TalkError(f"No assessment after {MOST_TURNS} turns. The patient said: {'; '.join(script)}.")


def talk(port: int, sender: str, script: tuple[str, ...]) -> Talk:
    """The script played once."""
    line = Line(port, sender)
    turns: list[float] = []
    messages: list[dict[str, Any]] = []
    for text in script:
        started = time.perf_counter()
        messages = line.say(text)
        turns.append(time.perf_counter() - started)
    assessment = _told(messages, "assessment")
    if not assessment:
        raise TalkError(f"The conversation of {sender} did not end with an assessment.")
    return Talk(tuple(turns), assessment)


def one_by_one(port: int, script: tuple[str, ...], people: int) -> list[Talk]:
    """The script by several people, one after the other."""
    return [talk(port, name, script) for name in _names("alone", people)]


def at_once(port: int, script: tuple[str, ...], people: int) -> list[Talk]:
    """The script by several people at the same time."""
    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(lambda name: talk(port, name, script), _names("together", people)))


def _names(kind: str, people: int) -> Iterator[str]:
    return (f"bench-{kind}-{number}" for number in range(people))


def _told(messages: list[dict[str, Any]], kind: str) -> Mapping[str, Any] | None:
    """The `custom` part of this kind, beside the words."""
    customs = (message.get("custom") or {} for message in messages)
    return next((custom for custom in customs if custom.get("kind") == kind), None)
