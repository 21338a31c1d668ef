"""A conversation to take along: everything as JSON, the answers as CSV, the chat as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.transcripts.erased import digest
from bot.transcripts.inbox import Message
from bot.transcripts.review.reviews import Review
from bot.transcripts.review.transcript import Transcript

Hide = Callable[[str], str]
"""Covers what tells who somebody is, or leaves a text as it is."""

_WORDS = frozenset({"text", "title", "payload"})
"""The parts of a reply that people read."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run if a cell began with it."""


def as_json(seen: Transcript, reviews: Iterable[Review], hide: Hide) -> str:
    """All there is of a conversation, one object."""
    whole = {
        "conversation": {**asdict(seen.summary), "id": digest(seen.summary.id)},
        "messages": [_message(each, seen, hide) for each in seen.messages],
        "answers": [asdict(each) for each in seen.answers],
        "assessment": seen.assessment,
        "reviews": [_review(each, hide) for each in reviews],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_say) + "\n"


def as_csv(seen: Transcript) -> str:
    """The answers that stand and those they replaced, a line each."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("question", "answer", "stands", "at"))
    for answered in seen.answers:
        for given in answered.given:
            value = (
                given.value if isinstance(given.value, str) else json.dumps(given.value, ensure_ascii=False)
            )
            stands = "yes" if given is answered.stands else "no"
            lines.writerow([_cell(each) for each in (answered.question, value, stands, given.at.isoformat())])
    return out.getvalue()


def as_text(seen: Transcript, hide: Hide, at: Callable[[datetime], str]) -> str:
    """The chat, a line for each thing said; `at` writes a moment."""
    return "\n".join(line for message in seen.messages for line in _said(message, hide, at)) + "\n"


def _said(message: Message, hide: Hide, at: Callable[[datetime], str]) -> Iterable[str]:
    yield f"[{at(message.received_at)}] Patient: {hide(message.text)}"
    for said in message.reply or ():
        yield f"[{at(message.answered_at or message.received_at)}] Bot: {hide(str(said.get('text') or ''))}"
        if buttons := said.get("buttons"):
            yield "    Buttons: " + " | ".join(hide(str(each["title"])) for each in buttons)


def _message(message: Message, seen: Transcript, hide: Hide) -> dict[str, Any]:
    understood = seen.understood.get(message.message_id)
    heard = understood.to_json() if understood else None
    if heard:
        heard["text"] = hide(heard["text"])
    return {
        "id": digest(message.message_id),  # Slack's names the channel of one person
        "at": message.received_at,
        "text": hide(message.text),
        "understood": heard,
        "reply": _each(message.reply, hide),
    }


def _review(review: Review, hide: Hide) -> dict[str, Any]:
    said = asdict(review.judgement)
    return {"by": review.person, "at": review.at, **said, "note": hide(review.judgement.note)}


def _each(value: Any, hide: Hide) -> Any:
    """Any JSON with the words in it covered."""
    if isinstance(value, dict):
        return {name: hide(part) if name in _WORDS else _each(part, hide) for name, part in value.items()}
    return [_each(part, hide) for part in value] if isinstance(value, (list, tuple)) else value


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _say(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON")
