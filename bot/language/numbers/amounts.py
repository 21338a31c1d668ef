"""Which numbers are amounts of drinks, and how several of them make one: restated, former, shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.language.numbers.choosing import Candidate
from bot.language.numbers.numerals import Number
from bot.language.words.word_list import words_of

ARTICLES = frozenset({"a", "an", "the", "my", "another", "whole"})
ALCOHOL = words_of("wine prosecco lager beer beers ale cider whisky whiskey gin vodka sherry rum brandy")
CAFFEINE = words_of("coffee coffees tea teas espresso espressos latte lattes cuppa cuppas redbull")
FREE = words_of("decaf decaffeinated free mocktail mocktails herbal peppermint fruit")
MORE = ARTICLES - {"the", "my"}
_NEAR = 3
_SOMETIMES = frozenset({"sometimes", "occasionally", "maybe", "perhaps"})
_FORMER = frozenset({"used", "was", "were", "formerly", "previously"})
_BEFORE = 5
_COUNTING = frozenset({"count", "counting", "honest", "that", "lucky", "any", "include", "including", "not"})
_NOT_DRINKS = words_of(
    "year years yr month months week weeks times days day nights night st nd rd th old of hours weekend "
    "weekends evenings lb people others"
)
_SMOKES = words_of("smoke smokes smoking smoked vape vapes vaping")
_AGED = frozenset({"turned", "hit", "reached"})
_SHARES = frozenset({"share", "shared", "sharing", "split", "splitting"})
_BETWEEN_TWO = {("between", "us"), ("between", "two"), ("of", "us"), ("us", "both")}
_WHEN = frozenset({"in", "at", "with", "after", "before", "on"})
_MEALS = words_of(
    "morning breakfast lunch lunchtime dinner dinnertime supper afternoon evening noon midday bedtime night "
    "elevenses meal one two three four five work"
)
_LOOSE = words_of("much some lots loads no any not never herbal green decaf of more less gave stopped used")


def shared(words: Sequence[str]) -> bool:
    """`we share a bottle`, `a bottle between us`, `I split it with my wife`."""
    pair = any(words[at : at + 2] in _BETWEEN_TWO for at in range(len(words)))
    return bool(_SHARES.intersection(words)) or pair


def served(words: Sequence[str], at: int, sizes: Mapping[str, float]) -> bool:
    """A drink told by when it is drunk alone: `tea at lunch`, `coffee with breakfast`, `wine with dinner`."""
    if words[at] not in sizes or words[at] not in ALCOHOL | CAFFEINE or words[at].endswith("s"):
        return False
    if _LOOSE.intersection(words[max(0, at - 2) : at]) or words[at + 1 : at + 2] in ((), []):
        return False
    when = words[at + 2 : at + 5]
    timed = bool(_MEALS.intersection(when)) or (words[at + 1] == "at" and when[:1] and when[0].isdigit())
    return words[at + 1] == "first" or (words[at + 1] in _WHEN and bool(timed))


def no_amount(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """A number of nights or years, of cigarettes, an hour of the clock, an age."""
    after, before = words[number.end : number.end + 2], words[max(0, number.start - 1) : number.start]
    if set(after[:1]) & _NOT_DRINKS and not (
        after[:1] == ("of",) and set(after[1:]) <= {"them", "those", "these", "a", "an"}
    ):
        return True
    if words[number.start] in {"once", "twice", "thrice"}:
        return True
    ends = not after or not after[0].isalnum() or after[0] in {"and", "sharp", "in", "or"}
    clock = set(before) & {"at", "after", "by", "till", "until", "before", "around"} and ends
    aged = (
        before == ("am",)
        and "i" in words[max(0, number.start - 2) : number.start]
        and not set(after) & set(sizes)
    )
    window = number.value == 7 and set(words[max(0, number.start - 2) : number.start]) & {"of"}
    smoked = _SMOKES & set(words[max(0, number.start - _NEAR) : number.start]) and not set(after) & set(sizes)
    return bool(clock or window or smoked) or aged or bool(_AGED & set(before))


def pronoun(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """`the big one`, `one cold one`: no second drink."""
    if words[number.start : number.end] != ("one",) or (
        number.end < len(words) and words[number.end] in sizes
    ):
        return False
    near = words[max(0, number.start - 2) : number.start]
    timed = _MEALS.intersection(near[-1:]) and words[number.start - 3] in {"in", "at"}
    return bool({"the", "a", "one"} & set(near)) and not timed


def once_told(words: Sequence[str], amounts: Sequence[Candidate]) -> Sequence[Candidate]:
    """The amounts, without a last bare number that only repeats their sum: `a couple a night, two`."""
    if len(amounts) < 2 or amounts[-1].number.end < len(words) or words[amounts[-1].number.start - 1] != ",":
        return amounts
    return amounts[:-1] if sum(each.value for each in amounts[:-1]) == amounts[-1].value else amounts


def by_now(words: Sequence[str], amounts: Sequence[Candidate]) -> list[Candidate]:
    """`used to have 8, now 2`, `down from 6 to 2`: what was, or is at times, is no part of what is."""

    def formerly(each: Candidate) -> bool:
        before = words[max(0, each.number.start - _BEFORE) : each.number.start]
        if before[-1:] == ("from",):
            return True
        joint = next(
            (at for at in range(len(before) - 1, -1, -1) if before[at] in {",", ".", "now", "and"}), -1
        )
        return bool(_FORMER.intersection(before[joint + 1 :]))

    now = [each for each in amounts if not (formerly(each) or _at_times(words, each.number))]
    return now or list(amounts)


def _at_times(words: Sequence[str], number: Number) -> bool:
    """`2 a night, 3 if it has been a bad one`: what is drunk on some days only."""
    after = words[number.end : number.end + 2]
    return "if" in after and not _COUNTING & set(words[number.end : number.end + _BEFORE])


def all_free(words: Sequence[str]) -> bool:
    """`2, both decaf`, `four cups but it's all decaf`."""
    pairs = set(pairwise(words))
    free = any((lead_, kind) in pairs for lead_ in ("all", "both", "always") for kind in FREE)
    return free and not {"bar", "except", "but"} & set(words[-4:])


def or_two(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> Number:
    """`a pint or two`, `less than one`."""
    after = words[number.end : number.end + 4]
    before = tuple(words[max(0, number.start - 2) : number.start])
    if number.value == 1 and (before == ("less", "than") or before[-1:] == ("under",)):
        return Number(0.5, number.start, number.end)
    twice = number.value == 1 and tuple(after[1:3]) == ("or", "two") and after[0] in sizes
    return Number(1.5, number.start, number.end) if twice else number


def or_so(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """The `two` of `a pint or two`."""
    before = tuple(words[max(0, number.start - 3) : number.start])
    return len(before) == 3 and before[0] in MORE and before[1] in sizes and before[2] == "or"


def among(words: Sequence[str], number: Number) -> bool:
    """`a bottle between two`: people, not drinks; so is the age in `he is 7`."""
    before = words[max(0, number.start - 2) : number.start]
    shared = before[-1:] == ("between",) and number.end - number.start == 1
    return shared or (before[-1:] == ("is",) and before[:1] in {("he",), ("she",)})


def restated(words: Sequence[str], counts: Sequence[Number]) -> list[Number]:
    """`a tipple, one or two`: the number says how many; `three beers, sometimes four`: the middle."""
    row = sorted(counts, key=lambda number: number.start)
    kept: list[Number] = []
    for number in row:
        last = kept[-1] if kept else None
        before = tuple(words[max(0, number.start - 2) : number.start])
        if last and before[-1:] == (",",) and words[last.start] in MORE and number.start - last.end <= _NEAR:
            kept[-1] = number
        elif last and before[-1:] and before[-1] in _SOMETIMES and number.value == last.value + 1:
            kept[-1] = Number(last.value + 0.5, last.start, last.end)
        else:
            kept.append(number)
    return kept


def of_them(words: Sequence[str], each: Candidate) -> bool:
    """`but four of them decaf` is taken off."""
    return words[each.number.end : each.number.end + 2] == ("of", "them") and bool(FREE & set(each.clause))
