"""The one door to `bot.language`: a reply in, what it was understood as out."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from bot.knowledge.values import Value
from bot.language.advice import FIRM_GROUNDS, advised
from bot.language.interpretation import Guess, Interpretation, Reply
from bot.language.learned.reply_model import Opinion, ReplyModel
from bot.language.reader import Reader

WINDOW = 60
"""Words the model reads at once; it cannot take in many more."""

BRIEF = 7
"""A firm answer of so few words hides no danger: in 2,600 labelled ones the model found none besides."""

WINDOWS = 4
"""Of a very long message so many windows are read, from its start; the rules read all of it."""


class Understanding:
    """Rules first, then the learned model where they are unsure. Keeps nothing of what it reads."""

    def __init__(
        self, reader: Reader, model: ReplyModel | None = None, grave: Container[str | None] = frozenset()
    ) -> None:
        """`grave` are the questions and checklists about dangers."""
        self._reader = reader
        self._model = model
        self._grave = grave

    def interpret(self, reply: Reply, guess: Guess | None = None) -> Interpretation:
        """What a reply to a question, a checklist or nothing in particular is understood as."""
        ruled = self._reader.interpret(reply, guess)
        if self._model is None or _settled(ruled):
            return ruled
        opinions = [self._model.hear(reply.question, window) for window in _windows(reply.text)]
        heard = advised(ruled, _together(opinions), guess, reply.question in self._grave)
        if heard.value == ruled.value or not isinstance(heard.value, str):
            return heard
        return replace(heard, also={**self._reader.listed(reply, heard.value), **heard.also})

    def alerts(self, text: str, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The red flags heard in a raw text, by rules alone."""
        return self._reader.alerts(text, facts)


def _settled(ruled: Interpretation) -> bool:
    """Whether there is nothing to ask the model: a press, a short firm answer, another language, no words."""
    words = ruled.text.split()
    brief = ruled.grounds in FIRM_GROUNDS and len(words) <= BRIEF
    wordless = not any(letter.isalnum() for letter in ruled.text)
    return ruled.pressed or brief or ruled.intent == "other_language" or wordless or words[0].startswith("/")


def _windows(text: str) -> Iterator[str]:
    words = text.split()
    for start in range(0, min(len(words), WINDOW * WINDOWS), WINDOW):
        yield " ".join(words[start : start + WINDOW])


def _together(opinions: list[Opinion]) -> Opinion:
    """One opinion of all windows: any may alarm or tick an item; the surest says what kind of reply it is."""
    surest = max(opinions, key=lambda opinion: opinion.likeliest[1])
    flags = {flag: max(opinion.flags[flag] for opinion in opinions) for flag in surest.flags}
    items = {told: max(opinion.items[told] for opinion in opinions) for told in surest.items}
    return Opinion(surest.classes, flags, items)
