"""How an invented patient answers the bot: by its buttons where they fit, else in words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.people import Person
from bot.knowledge.loader import Knowledge
from bot.knowledge.values import Value
from bot.messages.questions import Questions
from bot.messages.wording import Words

Said = Sequence[Mapping[str, Any]]
Say = Callable[[str], Awaitable[Said]]

MOST = 60
"""Messages. By then every conversation has come to its end."""


@dataclass(frozen=True)
class Speech:
    """Finds the words of patients."""

    knowledge: Knowledge
    questions: Questions
    words: Words

    def reply(self, person: Person, question: Mapping[str, Any], buttons: Sequence[Mapping[str, str]]) -> str:
        """What somebody answers to a question or checklist."""
        titles = [str(button["payload"]) for button in buttons]
        if asked := question.get("asks"):
            named = [self.questions.item(key) for key in asked if person.answers.get(key) == "yes"]
            return ", ".join(each for each in named if each in titles) or titles[0]
        value = person.answers.get(str(question["id"]), "unknown")
        return self._told(str(question["id"]), value, titles)

    def button(self, key: str) -> str:
        """What a button says."""
        return self.words.button(key).payload

    def _told(self, key: str, value: Value, titles: Sequence[str]) -> str:
        if value == () and self.knowledge.questions[key].kind == "medications":
            return self.button("no_medicines")
        if isinstance(value, (int, float)):
            return f"{value:g}"
        told = self.questions.value(key, value)
        return next((title for title in titles if title.lower() == told), told)


async def talk(person: Person, say: Say, speech: Speech) -> int:
    """A whole conversation; the result is how many messages the patient wrote."""
    said = await say(person.opening)
    if not _question(said) and not _is_over(said):
        said = await say(speech.button("yes" if person.consents else "no"))
    written = 2
    while (asked := _question(said)) and written < min(person.leaves_after or MOST, MOST):
        if written == person.asks_why_at:
            said, written = await say("why do you ask?"), written + 1
            continue
        said, written = (
            await say(speech.reply(person, asked["custom"], asked.get("buttons", ()))),
            written + 1,
        )
    if _is_assessed(said) and person.call and person.consents:
        for text in (speech.button("ask_call"), speech.button("yes"), *person.call):
            await say(text)
            written += 1
    return written


def _question(said: Said) -> Mapping[str, Any] | None:
    """The message that asks, if the bot asked something."""
    asking = (each for each in reversed(said) if (each.get("custom") or {}).get("kind") == "question")
    return next(asking, None)


def _is_over(said: Said) -> bool:
    return any((each.get("custom") or {}).get("kind") == "emergency" for each in said)


def _is_assessed(said: Said) -> bool:
    return any((each.get("custom") or {}).get("kind") == "assessment" for each in said)
