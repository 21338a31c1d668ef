"""Items of a list named by their place: `2 and 4`, `the first and third`, `the last one`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.model import Condition, Matcher, Question
from bot.knowledge.values import SILENT, Value

_PLACES: Mapping[str, int] = {
    **{name: place for place, name in enumerate(("one", "two", "three", "four", "five", "six", "seven"), 1)},
    **{name: place for place, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)},
    **{name: place for place, name in enumerate(("1st", "2nd", "3rd", "4th", "5th", "6th", "7th"), 1)},
    "seventh": 7,
    "eight": 8,
    "eighth": 8,
}
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_AROUND = frozenset(
    [
        "yes",
        "yeah",
        "yep",
        "yup",
        "y",
        "the",
        "a",
        "an",
        "and",
        "or",
        "also",
        "both",
        "only",
        "just",
        "plus",
        "then",
        "is",
        "it",
        "i",
        "have",
        "has",
        "got",
        "do",
        "get",
        "number",
        "numbers",
        "no",
        "nos",
        "num",
        "item",
        "items",
        "option",
        "options",
        "answer",
        "ones",
        "one",
        "thing",
        "things",
        "point",
        "points",
        "please",
        "on",
        "list",
        "would",
        "say",
        "think",
        "last",
        "bottom",
        "top",
        "final",
    ]
)
"""Words that may stand beside the places; with any other word the numbers may mean something else."""


def named_by_place(words: Sequence[str], items: Sequence[Question], facts: Mapping[str, Value]) -> list[str]:
    """The items a reply names by their place among those the patient sees; none where that is unsure."""
    said = [word for word in words if word[0].isalnum() and word not in _ENDINGS]
    if not said or not all(word in _AROUND or word.isdigit() or word in _PLACES for word in said):
        return []
    shown = shown_items(items, facts)
    places = _places(said, len(shown or ()))
    if not shown or not places or any(not 0 < place <= len(shown) for place in places):
        return []
    return [shown[place - 1] for place in sorted(set(places))]


def _places(said: Sequence[str], count: int) -> list[int]:
    """The places named: figures, words of order, `last`; `one` alone or after a word of order is no place."""
    places = []
    for index, word in enumerate(said):
        before = said[index - 1] if index else ""
        if word in {"last", "bottom", "final"}:
            places.append(count)
        elif word == "top":
            places.append(1)
        elif word.isdigit():
            places.append(int(word[:3]))
        elif word in _PLACES and (word != "one" or before in {"number", "item", "option", "point"}):
            places.append(_PLACES[word])
    return places


def open_items(items: Sequence[Question], facts: Mapping[str, Value]) -> list[str]:
    """The items that an answer to the whole list is about: those shown, or all that have no answer yet."""
    shown = shown_items(items, facts)
    return [item.id for item in items if item.id not in facts] if shown is None else shown


def shown_items(items: Sequence[Question], facts: Mapping[str, Value]) -> list[str] | None:
    """The items as the patient sees them: open, and fit to ask; None where that cannot be told."""
    shown = []
    for item in items:
        if item.id in facts:
            continue
        fits = [_fits(condition, facts) for condition in item.applies]
        if fits and not any(fits):
            if None in fits:
                return None
            continue
        shown.append(item.id)
    return shown


def _fits(condition: Condition, facts: Mapping[str, Value]) -> bool | None:
    """Whether a condition holds; None where an answer it looks at was kept back."""
    held = [_holds(matcher, facts.get(question)) for question, matcher in condition.items()]
    return False if False in held else None if None in held else True


def _holds(matcher: Matcher, value: Value | None) -> bool | None:
    if matcher.any_of and value in matcher.any_of:
        return True
    if isinstance(value, str) and value in SILENT:
        return None
    if matcher.any_of or not isinstance(value, (int, float)):
        return False
    low, high = matcher.at_least, matcher.at_most
    return (low is None or value >= low) and (high is None or value <= high)
