"""A conversation as its patient saw it, line by line, with what was understood beside each message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.console.words import Names
from bot.knowledge.values import Value, plain
from bot.language.interpretation import Interpretation
from bot.transcripts.inbox import Message
from bot.transcripts.reply import PRESSED
from bot.transcripts.review.export import Hide
from bot.transcripts.review.transcript import Transcript


@dataclass(frozen=True)
class Fact:
    """One thing a message was understood to say; `now` is what stands instead, where that was changed."""

    question: str
    words: str
    now: str | None = None


@dataclass(frozen=True)
class Heard:
    """What a message was understood as. `sure` is in hundredths, `kind` whether it answers or asks."""

    question: str | None
    kind: str
    sure: int
    facts: tuple[Fact, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True)
class Pick:
    """A button, and whether the patient picked it."""

    title: str
    picked: bool


@dataclass(frozen=True)
class Line:
    """One message. What the bot says has buttons, what the patient says was heard as something."""

    by: str
    text: str
    at: datetime
    message_id: str
    pressed: bool = False
    buttons: tuple[Pick, ...] = ()
    heard: Heard | None = None


def lines(seen: Transcript, names: Names, hide: Hide) -> list[Line]:
    """All lines, oldest first."""
    following: list[Message | None] = [*seen.messages[1:], None]
    return [
        line
        for message, after in zip(seen.messages, following, strict=True)
        for line in (_patients(message, seen, names, hide), *_bots(message, after, hide))
    ]


def _patients(message: Message, seen: Transcript, names: Names, hide: Hide) -> Line:
    understood = seen.understood.get(message.message_id)
    return Line(
        "patient",
        hide(message.text),
        message.received_at,
        message.message_id,
        PRESSED in (message.metadata or {}) or bool(understood and understood.pressed),
        heard=_heard(understood, seen, names) if understood else None,
    )


def _bots(message: Message, after: Message | None, hide: Hide) -> Iterator[Line]:
    picked = _picked(after) if after else []
    answered = message.answered_at or message.received_at
    for said in message.reply or ():
        buttons = tuple(
            Pick(hide(str(each["title"])), _is(each, picked)) for each in said.get("buttons") or ()
        )
        yield Line("bot", hide(str(said.get("text") or "")), answered, message.message_id, buttons=buttons)


def _picked(message: Message) -> list[str]:
    """What was pressed to make a message. Where a channel does not say, words that are a button's."""
    return list((message.metadata or {}).get(PRESSED) or [message.text])


def _is(button: Mapping[str, Any], picked: list[str]) -> bool:
    return str(button.get("payload")) in picked or str(button.get("title")) in picked


def _heard(understood: Interpretation, seen: Transcript, names: Names) -> Heard:
    told = dict(understood.also)
    if understood.question and understood.value is not None:
        told = {understood.question: understood.value, **told}
    stands = {each.question: each.stands for each in seen.answers}
    facts = []
    for question, value in told.items():
        now = stands.get(question)
        changed = question in stands and (now is None or now.value != plain(value))
        facts.append(_fact(question, value, (now.value if now else "taken back") if changed else None, names))
    alerts = tuple(names.name(each, "red_flag") for each in understood.alerts)
    kind = names.name(understood.intent, "intent")
    return Heard(understood.question, kind, round(100 * understood.confidence), tuple(facts), alerts)


def _fact(question: str, value: Value, now: Any, names: Names) -> Fact:
    replaced = None if now is None else names.value(question, now)
    return Fact(names.question(question), names.value(question, plain(value)), replaced)
