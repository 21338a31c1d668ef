"""Items of a list named by their place: `2 and 4`, `the first and third`, `the last one`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.knowledge.model import Condition, Matcher, Question
from bot.knowledge.values import SILENT, Value
from bot.language.words.word_list import words_of

_PLACES: Mapping[str, int] = {
    **{name: place for place, name in enumerate(("one", "two", "three", "four", "five", "six", "seven"), 1)},
    **{name: place for place, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)},
    **{name: place for place, name in enumerate(("1st", "2nd", "3rd", "4th", "5th", "6th", "7th"), 1)},
    "seventh": 7,
    "eight": 8,
    "eighth": 8,
}
_STOPS = frozenset({",", ".", "-", ":", ";"})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_COUNTS: Mapping[str, int] = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_AROUND = words_of(
    "yes yeah yep yup y aye the a an and or also both only just plus then is are it i have has got do does "
    "get number numbers nos num item items option options answer ones one thing things point points please "
    "on list would say think top no not nope so too oh well that thats s all them they of me to t except "
    "everything but apart from bar"
)
"""Words that may stand beside the places; with any other word the numbers may mean something else."""
_FIRSTS, _LASTS = frozenset({"first", "top"}), frozenset({"last", "bottom", "final"})
_NAMERS = frozenset({"number", "item", "option", "point", "no", "num"})
_AMENDS = (
    "i mean",
    "i meant",
    "hang on",
    "hold on",
    "wait",
    "sorry",
    "scratch that",
    "is wrong",
    "actually",
    "oops",
    "meant",
)
_REST = (
    "and that is it", "that is it", "that is all", "that is the lot", "and that is all", "the rest are no",
    "the rest no", "rest no", "the others no", "others no", "other no", "no others", "none of the others",
        "none of the rest", "not the others", "not the rest", "nothing else", "no to the rest",
        "no to the others",
    "the rest are fine", "rest is no", "the rest is no", "no more",
)  # fmt: skip


def named_by_place(
    words: Sequence[str], items: Sequence[Question], facts: Mapping[str, Value]
) -> dict[str, bool]:
    """The items a reply names by their place among those the patient sees, and whether it says yes to each.

    Empty where that is unsure: the numbers may mean something else.
    """
    shown = shown_items(items, facts)
    said = _last_thoughts([word for word in words if word[0].isalnum() and word not in _ENDINGS])
    if not all(_may_stand(word) for word in said):
        said = _opening(words)
    if not shown or not said:
        return {}
    places = list(_places(said, len(shown)))
    if any(not 0 < place <= len(shown) for place, _ in places):
        return {}
    return {shown[place - 1]: meant for place, meant in places}


def _opening(words: Sequence[str]) -> list[str]:
    """The words of order before a comma: `third one, since they changed my tablets`."""
    said: list[str] = []
    part: list[str] = []
    for word in words:
        if word in _STOPS:
            said, part = [*said, *part], []
        elif _may_stand(word) and not word.isdigit():
            part.append(word)
        else:
            break
    return said if any(word in _PLACES or word in _LASTS for word in said) else []


def _may_stand(word: str) -> bool:
    known = word in _AROUND or word in _PLACES or word in _LASTS or word in {"middle", "before"}
    return known or word.isdigit()


def _last_thoughts(said: Sequence[str]) -> list[str]:
    """What stands after `no wait` or `I mean`, without what is said of the others."""
    text = f" {' '.join(said)} "
    for phrase in _AMENDS:
        after = text.rpartition(f" {phrase} ")[2]
        if any(word in _PLACES or word in _LASTS or word.isdigit() for word in after.split()):
            text = f" {after.strip()} "
    for phrase in _REST:
        text = text.replace(f" {phrase} ", " ")
    return text.split()


def _places(said: Sequence[str], count: int) -> Iterator[tuple[int, bool]]:
    """The places named, each with yes or no: `not the third`, `first four yes, last one no`."""
    run: list[int] = []
    denied = False
    for index, word in enumerate(said):
        here = _place(said, index, count)
        if here:
            run += here
        elif word == "not":
            yield from ((place, not denied) for place in run)
            run, denied = [], True
        elif run and _verdict(said, index, count) is not None:
            yield from ((place, word not in {"no", "nope"}) for place in run)
            run, denied = [], False
    yield from ((place, not denied) for place in run)


def _verdict(said: Sequence[str], index: int, count: int) -> bool | None:
    """Yes or no after some places; the `no` of `no 2` is a number's name."""
    if said[index] in {"no", "nope"}:
        return None if index + 1 < len(said) and said[index + 1].isdigit() else False
    return True if said[index] in {"yes", "yeah", "yep", "aye"} else None


def _place(said: Sequence[str], index: int, count: int) -> list[int]:
    """The places one word names: figures, words of order, `last two`; not the `one` of `the last one`."""
    word = said[index]
    before = said[index - 1] if index else ""
    many = _COUNTS.get(said[index + 1], 1) if index + 1 < len(said) else 1
    counted = before in {*_FIRSTS, *_LASTS} and bool(_COUNTS.get(word))
    if counted or before in {"all", "of"} or said[index + 1 : index + 2] == ["of"]:
        return []
    if word in _LASTS:
        return [count - 1] if before == "before" else list(range(max(1, count - many + 1), count + 1))
    if word in _FIRSTS:
        return list(range(1, many + 1))
    if word == "middle":
        return [(count + 1) // 2] if count % 2 else []
    if word.isdigit():
        return [int(word[:3])]
    alone = word == "one" and before not in _NAMERS
    return [_PLACES[word]] if word in _PLACES and not alone else []


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
    """Whether a condition holds; None where the answer it looks at was kept back."""
    held = [
        _holds(matcher, facts[question]) if question in facts else True
        for question, matcher in condition.items()
    ]
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
