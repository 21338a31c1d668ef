"""Days of the week as people name them: `mon wed fri`, `Monday to Friday`, `Tuesdays`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MORE = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


def weekday(word: str) -> int | None:
    """The day of the week a word names, Monday being 0."""
    single = word[:-1] if word.endswith("days") else word
    if single in _FULL:
        return _FULL.index(single)
    return _DAYS.index(word) if word in _DAYS else _MORE.get(word)


def days_named(words: Sequence[str]) -> int:
    """How many different days of the week are named, `Monday to Friday` five, `Mon no, Tues yes` one."""
    found: set[int] = {7, 8} if _two_nights(words) else set()
    last: int | None = None
    for at, word in enumerate(words):
        day = weekday(word)
        if "yes" in words and words[at + 1 : at + 2] in (("no",), ["no"]):
            continue
        if day is None:
            found |= (
                {7} if word == "last" and tuple(words[at + 1 : at + 2]) == ("night",) and found else set()
            )
            continue
        if last is not None and words[at - 1] in {"to", "-", "till", "through", "thru", "until"}:
            found |= {(last + step) % 7 for step in range((day - last) % 7 + 1)}
        found.add(day)
        last = day
    return len(found)


def _two_nights(words: Sequence[str]) -> bool:
    """`last night and the night before`."""
    pairs = set(pairwise(words))
    return ("last", "night") in pairs and bool({("night", "before"), ("one", "before")} & pairs)


def nights_since(words: Sequence[str], today: date) -> int | None:
    """`every night since Wednesday`: the nights between that day and today."""
    for at, word in enumerate(words):
        named = next((day for near in words[at + 1 : at + 3] if (day := weekday(near)) is not None), None)
        if word == "since" and named is not None:
            return (today.weekday() - named) % 7 or 7
    return None
