"""How far a pregnancy is: weeks, months, a trimester, a due date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.knowledge.values import Value
from bot.language.dates import named_day
from bot.language.numbers import Numbers, tidy

TERM = 40
_TRIMESTERS = {
    "first": 1,
    "1st": 1,
    "1": 1,
    "one": 1,
    "early": 1,
    "second": 2,
    "2nd": 2,
    "2": 2,
    "two": 2,
    "third": 3,
    "3rd": 3,
    "3": 3,
    "three": 3,
    "last": 3,
    "final": 3,
}


def gestation(words: Sequence[str], numbers: Numbers, today: date | None, asked: bool) -> Value | None:
    """Weeks of pregnancy; a trimester alone stays one. A bare number counts only when asked."""
    text = list(words)
    for index, word in enumerate(text):
        if word in {"trimester", "tri"}:
            named = [_TRIMESTERS[w] for w in text[max(0, index - 2) : index + 2] if w in _TRIMESTERS]
            if named:
                return {"trimester": named[-1] if text[index - 1] in _TRIMESTERS else named[0]}
    due = "due" in text or "edd" in text
    for number in numbers.find(text):
        after = text[number.end : number.end + 2]
        weeks = _weeks(number.value, after)
        if weeks is None:
            continue
        to_go = {"left", "go"} & set(text[number.end : number.end + 5]) or (
            due and "in" in text[: number.start]
        )
        return tidy(round(TERM - weeks if to_go else weeks))
    if due and today:
        day = named_day(text, today, future=True)
        if day and 0 <= (day - today).days <= 300:
            return tidy(round(TERM - (day - today).days / 7))
    return (_set_phrase(text) or _bare(text, numbers)) if asked else None


def _weeks(value: float, after: Sequence[str]) -> float | None:
    if any(word in {"weeks", "week", "wks", "wk", "w"} for word in after[:1]):
        return value
    if any(word in {"months", "month", "mths", "mo"} for word in after[:1]):
        return value * 52 / 12
    return value if after[:1] == ["+"] else None


def _set_phrase(text: Sequence[str]) -> Value | None:
    joined = " ".join(text)
    if "half way" in joined or "halfway" in joined:
        return 20
    if "full term" in joined:
        return TERM
    return None


def _bare(text: Sequence[str], numbers: Numbers) -> Value | None:
    found = numbers.find(text)
    return tidy(found[0].value) if found else None
