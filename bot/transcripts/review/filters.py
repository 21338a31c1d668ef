"""What staff look for, as an address says it: every part may be left out, and all of them combine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bot.errors import BotError
from bot.knowledge import model

STATES = ("open", "finished", "emergency", "abandoned")
URGENCIES = (*model.URGENCIES, "none")
REVIEWS = ("to_do", "done", "all")
ORDERS = ("urgent", "newest", "oldest")
VERDICTS = ("agree", "over_triage", "under_triage", "misunderstood")
NOBODY = "nobody"
LONGEST_TEXT = 100
LARGEST_NUMBER = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Far enough from the ends of the calendar to count weeks and time zones from any day."""

_NAME = re.compile(r"[\w.@+: -]{1,60}")


class FilterError(BotError):
    """An address that asks for what there cannot be; a line for each fault."""


@dataclass(frozen=True)
class Filters:
    """What a conversation must be to be shown. `review`, `order` and `whole` always say something.

    `since` and `until` are days it was last written in. `question` is the one it was left at. `missed` is
    how many messages at least were not understood. `text` is looked for in the patient's words, or in the
    `whole` chat.
    """

    review: str = "to_do"
    order: str = "urgent"
    state: str | None = None
    urgency: str | None = None
    red_flag: str | None = None
    cause: str | None = None
    medicine: str | None = None
    pregnant: str | None = None
    channel: str | None = None
    since: date | None = None
    until: date | None = None
    turns_from: int | None = None
    turns_to: int | None = None
    minutes_from: int | None = None
    minutes_to: int | None = None
    missed: int | None = None
    question: str | None = None
    assigned: str | None = None
    follow_up: date | None = None
    tag: str | None = None
    verdict: str | None = None
    reviewer: str | None = None
    text: str | None = None
    whole: bool = False

    def said(self) -> dict[str, str]:
        """What differs from asking for nothing, as an address says it."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: _say(value) for name, value in told.items() if value != getattr(_ANYTHING, name)}

    def address(self, **more: str) -> str:
        """The query of the address that asks for this."""
        return urlencode({**self.said(), **more})


def read(asked: Mapping[str, str]) -> Filters:
    """What an address asks for. Raises FilterError with every fault; blank parts ask for nothing."""
    given = {name: text.strip() for name, text in asked.items() if name in _READERS and text.strip()}
    faults: list[str] = []
    found: dict[str, Any] = {}
    for name, text in given.items():
        try:
            found[name] = _READERS[name](text)
        except ValueError as error:
            faults.append(f"{name.replace('_', ' ')}: {error}")
    if faults:
        raise FilterError("\n".join(faults))
    return Filters(**found)


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return text

    return check


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("must be a name of at most 60 letters and digits")
    return text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_NUMBER):
        raise ValueError(f"must be a number from 0 to {LARGEST_NUMBER}")
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("must be a day such as 2026-01-31")
    return day


def _words(text: str) -> str:
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise ValueError(f"must be words of at most {LONGEST_TEXT} letters")
    return text


def _say(value: Any) -> str:
    return "yes" if value is True else str(value)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "review": _one_of(*REVIEWS),
    "order": _one_of(*ORDERS),
    "state": _one_of(*STATES),
    "urgency": _one_of(*URGENCIES),
    "red_flag": _name,
    "cause": _name,
    "medicine": _name,
    "pregnant": _one_of("yes", "no", "unknown", "declined"),
    "channel": _name,
    "since": _day,
    "until": _day,
    "turns_from": _number,
    "turns_to": _number,
    "minutes_from": _number,
    "minutes_to": _number,
    "missed": _number,
    "question": _name,
    "assigned": _name,
    "follow_up": _day,
    "tag": _name,
    "verdict": _one_of(*VERDICTS),
    "reviewer": _name,
    "text": _words,
    "whole": lambda text: _one_of("yes")(text) == "yes",
}
_ANYTHING = Filters()
