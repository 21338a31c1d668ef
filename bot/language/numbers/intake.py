"""How much a day: drinks and cups, from glasses, pints and bottles by the day, week or weekend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.language.numbers.choosing import Candidate, standing, weigh
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import MOST, Number, Numbers
from bot.language.numbers.set_phrases import SetPhrases
from bot.language.numbers.week import days_named, weekday
from bot.language.words.lexicon import Lexicon
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_ARTICLES = frozenset({"a", "an", "the", "my", "another", "whole"})
_BEERS = words_of("beer lager cider ale stout bud bitter peroni guinness alcopop")
_ALCOHOL = words_of("wine prosecco lager beer beers ale cider whisky whiskey gin vodka sherry rum brandy")
_CAFFEINE = words_of("coffee coffees tea teas espresso espressos latte lattes cuppa cuppas redbull")
_FREE = words_of("decaf decaffeinated free mocktail mocktails herbal peppermint fruit")
_QUIT = frozenset({"quit", "stopped", "sober", "gave", "given", "packed", "kicked", "never", "not", "came"})
_OVER = words_of("used was were then ago till until years twenties since back")
_BREAKS = frozenset({",", "and", ".", "plus", "at", "with", "then", "&", "to", "before", "after"})
_NONE = frozenset({"not", "never", "nary", "no"})
_MORE = _ARTICLES - {"the", "my"}
_NOTHING = words_of("none zero nil 0 nothing nada nowt zilch")
_YET = words_of(
    "just only but except unless apart bar well maybe or now then usually normally until after to"
)
"""After `none` they may take it back: `none, well, one`."""
_SOON = 4
_SORTS = words_of(
    "morning evening double single large small big strong instant black white iced diet cold hot red energy "
    "green regular medium mini half full weak builders grande venti tall nightly daily weekly sunday friday "
    "saturday occasional bedtime"
)
"""What may stand before the one drink a message consists of."""
_GOES_ON = words_of("of a per every most in after before with each at on first and daily nightly only , .")
_PERIODS = {
    "day": 1,
    "daily": 1,
    "week": 7,
    "weekly": 7,
    "fortnight": 14,
    "month": 30,
    "monthly": 30,
    "year": 365,
}
_RARELY = words_of("christmas xmas wedding weddings birthday birthdays occasions easter hogmanay holidays")
_NEAR = 3
_SOMETIMES = frozenset({"sometimes", "occasionally", "maybe", "perhaps"})
_FORMER = frozenset({"used", "was", "were", "formerly", "previously"})
_BEFORE = 5
_NOT_DRINKS = words_of(
    "year years yr month months week weeks times days day nights night st nd rd th old of hours weekend "
    "weekends evenings lb people others"
)
_EACH_DAY = frozenset({"each", "both", "per", "every"})
_AGAIN = frozenset({"another", "second", "third"})
_SHARES = frozenset({"share", "shared", "sharing", "split", "splitting"})
_BETWEEN_TWO = {("between", "us"), ("between", "two"), ("of", "us"), ("us", "both")}
_WHEN = frozenset({"in", "at", "with", "after", "before", "on"})
_MEALS = words_of(
    "morning breakfast lunch lunchtime dinner dinnertime supper afternoon evening noon midday bedtime night "
    "elevenses meal one two three four five work"
)
_LOOSE = words_of("much some lots loads no any not never herbal green decaf of more less gave stopped used")
_WORKING = frozenset({"weekdays", "weekday", "weeknights", "weeknight", "workdays"})
_DAYS = ("days", "nights", "evenings")
_SUMMED = frozenset({"total", "altogether", "between", "over", "all", "across"})


class Intake:
    """Reads how many drinks or cups a day."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self._numerals = lexicon.numerals
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases

    def per_day(self, words: Sequence[str], sentences: Sequence[Sentence], cups: bool) -> float | None:
        """An average day over the week."""
        sizes = self._numerals.cups if cups else self._numerals.drinks
        first = lead(words, self.numbers, rate=True)
        if first and not self._pours(words[len(first) :], sizes):
            words = first
        words = tuple(words)
        if self._none_at_once(words, sizes):
            return 0
        none = self._phrases.number("none", sentences) is not None
        numbers = self.numbers.find(words)
        amounts = self._amounts(words, numbers, sizes)
        if not amounts:
            quit_ = not cups and bool((_QUIT - {"not"}) & set(words)) and bool(numbers)
            none = none or quit_ or bool(_FREE & set(words) and not numbers)
            return 0 if none else _times_alone(words, numbers)
        if ((none or _QUIT & set(words)) and self._over(words, amounts, none)) or _all_free(words):
            return 0
        amounts = _by_now(words, amounts)
        if len(amounts) == 1 and _RARELY.intersection(amounts[0].clause) and not {"more", "day"} & set(words):
            return 0
        total = 0.0
        counted = _once_told(words, standing(amounts))
        whole = _divisor(words, numbers, words)
        for each in counted:
            days = self._days(words, each, numbers, whole, len(counted) > 1)
            share = self._size(words, each.number, sizes) * each.value / days
            total += -share if _of_them(words, each) else 0 if _FREE & set(each.clause) else share
        return round(max(total, 0) / (2 if _shared(words) else 1), 2)

    def _none_at_once(self, words: Sequence[str], sizes: Mapping[str, float]) -> bool:
        """`none, she's 8`, `0 he's four`: nothing comes first, and what follows counts no drinks."""
        after = [word for word in words[1:] if word[0].isalnum()]
        if words[:1] and words[0] in _NOTHING and not _YET.intersection(after[:_SOON]):
            joined = ("and", *words[1:])
            return bool(after) and self.numbers.value(after[0]) is None and not self._pours(joined, sizes)
        return False

    def _pours(self, words: Sequence[str], sizes: Mapping[str, float]) -> bool:
        """Whether drinks are counted here, too."""
        counts = [number.end for number in self.numbers.find(words)]
        if words[:1] and words[0] in {"and", "but"}:
            counts += [at + 1 for at, word in enumerate(words) if word in _MORE]
        return any(self._noun(words, end, sizes) > end for end in counts)

    def _amounts(
        self, words: tuple[str, ...], numbers: Sequence[Number], sizes: Mapping[str, float]
    ) -> list[Candidate]:
        """The numbers that count drinks, and single ones told by an article: `and a can of coke`."""
        counts = [number for number in numbers if not _no_amount(words, number, sizes)]
        counts = [
            number for number in counts if not self._of_the_other_kind(words, number.end, sizes)
        ] or counts
        counts = [number for number in counts if not _pronoun(words, number, sizes)] or counts
        counts = [number for number in counts if not (_or_so(words, number, sizes) or _among(words, number))]
        inside = {at for number in counts for at in range(number.start, self._noun(words, number.end, sizes))}
        for at, word in enumerate(words):
            if len(counts) >= MOST:
                break
            end = self._noun(words, at + 1, sizes)
            again = word in _AGAIN and end == at + 1 and words[at + 1 : at + 2] != ("one",) and bool(counts)
            verb = end > at + 2 and words[end - 1] == "drinks"
            single = (word in _ARTICLES and end > at + 1 and not verb) or again or _served(words, at, sizes)
            if (
                single
                and not inside & set(range(at, end))
                and not self._of_the_other_kind(words, at, sizes)
                and not _NONE & set(words[max(0, at - 1) : at])
            ):
                halved = words[at - 1 : at] == ("half",)
                counts.append(Number(0.5 if halved else 1.0, at, at + 1))
                inside |= set(range(at, end))
        if not counts and self._opens(words, sizes):
            counts = [Number(1.0, 0, 0)]
        counts = [_or_two(words, number, sizes) for number in _restated(words, counts)]
        return weigh(words, sorted(counts, key=lambda number: number.start))

    def _opens(self, words: Sequence[str], sizes: Mapping[str, float]) -> bool:
        """A single drink the message begins with: `bottle of wine a week`, `double espresso`."""
        end = self._noun(words, 0, sizes)
        told = [*words[: end - 1]] if end else []
        single = (
            bool(end)
            and (words[end - 1].endswith("ss") or not words[end - 1].endswith("s"))
            and all(word in _SORTS for word in told)
        )
        return single and (bool(told) or words[end : end + 1] == () or words[end] in _GOES_ON)

    def _of_the_other_kind(self, words: Sequence[str], start: int, sizes: Mapping[str, float]) -> bool:
        """`a glass of wine` is no cup, `two coffees` are no drink."""
        others = _ALCOHOL if sizes is self._numerals.cups else _CAFFEINE
        for word in words[start : start + 5]:
            if word in _BREAKS:
                return False
            if word in others:
                return True
        return False

    @staticmethod
    def _noun(words: Sequence[str], start: int, sizes: Mapping[str, float]) -> int:
        """Where the drink counted ends: `a small sherry`; the start itself where none is named."""
        for at in range(start, min(start + 4, len(words))):
            if words[at] in _BREAKS:
                break
            if words[at] in sizes:
                return at + 1
        return start

    @staticmethod
    def _size(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> float:
        """How many drinks one of it is: a bottle of wine 6, a bottle of beer 1."""
        after = words[number.end : number.end + 4]
        for at, word in enumerate(after):
            if word in _BREAKS:
                break
            if word in sizes:
                small = word in {"bottle", "bottles"} and _BEERS & set(after[at + 1 :])
                return 1.0 if small else sizes[word]
        return 1.0

    @staticmethod
    def _over(words: Sequence[str], amounts: Sequence[Candidate], none: bool) -> bool:
        """Whether all amounts are of the past: `none now, was ten cans a day`."""
        now = [each for each in amounts if not _OVER & set(each.clause) and each.weight > -1]
        return not now or (none and len(now) < len(amounts) and bool(_QUIT & set(words)))

    @staticmethod
    def _days(
        words: tuple[str, ...], each: Candidate, numbers: Sequence[Number], whole: float | None, several: bool
    ) -> float:
        """By how many days the amount is to be divided: by its own clause where several are told."""
        own = _divisor(each.clause, numbers, words)
        if several or own not in {None, 1}:
            return own or whole or 1
        return whole or own or 1


def _divisor(part: Sequence[str], numbers: Sequence[Number], words: Sequence[str]) -> float | None:
    """`a week` 7, `three nights a week` 7 / 3, `Tuesday and Thursday` 7 / 2, `a day` 1."""
    said = set(part)
    nights = (
        _nights(words, numbers) if said & {"night", "nights", "days", "times", "twice", "evenings"} else None
    )
    if nights and ("week" in words or "seven" in words or "weekly" in words):
        return 7 / nights
    if nights and {"month", "fortnight"} & set(words):
        return (30 if "month" in words else 14) / nights
    if _working_days(part):
        return 7 / 5
    if said & {"weekend", "weekends"} and _working_days(words):
        return 7 / 2
    if {"every", "other"} <= said or {"every", "second"} <= said or "alternate" in said:
        return 2
    named = days_named(words) if any(weekday(word) is not None for word in part) else 0
    if named or said & {"weekend", "weekends"}:
        each = said & {"each", "both", "per", "every", "nights", "evenings"} or len(set(part)) < len(
            set(words)
        )
        count = (named or 2) if (named or {"each", "both"} & set(words)) and each else 1
        return 7 / count if not _SUMMED & set(words) else 7
    if said & {"day", "daily", "night", "nightly", "evening", "morning"} and not said & {"week", "month"}:
        return 1
    for period, days in (
        ("week", 7),
        ("weekly", 7),
        ("wk", 7),
        ("fortnight", 14),
        ("month", 30),
        ("monthly", 30),
    ):
        if period in said and not {"bad", "rest"} & set(_before(part, period)[-1:]) - {"bad"}:
            return days
    return 365 if said & {"year", "yearly"} else None


def _working_days(words: Sequence[str]) -> bool:
    """`on weekdays`, `on a work night`, `most nights`: about five of the seven."""
    if _WORKING & set(words):
        return True
    pairs = set(pairwise(words))
    return any(
        (lead, day) in pairs
        for lead in ("week", "work", "school", "most")
        for day in ("day", "night", *_DAYS)
    )


def _before(part: Sequence[str], word: str) -> Sequence[str]:
    return part[: list(part).index(word)]


def _nights(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """The number of nights or times in `two beers, three nights a week`."""
    for number in numbers:
        if words[number.start] in {"once", "twice", "thrice"}:
            return number.value
        if {"nights", "days", "times", "evenings"} & set(
            words[number.end : number.end + 1]
        ) and number.value < 8:
            return number.value
    return None


def _shared(words: Sequence[str]) -> bool:
    """`we share a bottle`, `a bottle between us`, `I split it with my wife`."""
    pair = any(words[at : at + 2] in _BETWEEN_TWO for at in range(len(words)))
    return bool(_SHARES.intersection(words)) or pair


def _served(words: Sequence[str], at: int, sizes: Mapping[str, float]) -> bool:
    """A drink told by when it is drunk alone: `tea at lunch`, `coffee with breakfast`, `wine with dinner`."""
    if words[at] not in sizes or words[at] not in _ALCOHOL | _CAFFEINE or words[at].endswith("s"):
        return False
    if _LOOSE.intersection(words[max(0, at - 2) : at]) or words[at + 1 : at + 2] in ((), []):
        return False
    when = words[at + 2 : at + 5]
    timed = bool(_MEALS.intersection(when)) or (words[at + 1] == "at" and when[:1] and when[0].isdigit())
    return words[at + 1] == "first" or (words[at + 1] in _WHEN and bool(timed))


def _no_amount(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """A number of nights or years, an hour of the clock, an age."""
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
    return bool(clock or window) or aged


def _pronoun(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """`the big one`, `one cold one`: no second drink."""
    if words[number.start : number.end] != ("one",) or (
        number.end < len(words) and words[number.end] in sizes
    ):
        return False
    near = words[max(0, number.start - 2) : number.start]
    timed = _MEALS.intersection(near[-1:]) and words[number.start - 3] in {"in", "at"}
    return bool({"the", "a", "one"} & set(near)) and not timed


def _once_told(words: Sequence[str], amounts: Sequence[Candidate]) -> Sequence[Candidate]:
    """The amounts, without a last bare number that only repeats their sum: `a couple a night, two`."""
    if len(amounts) < 2 or amounts[-1].number.end < len(words) or words[amounts[-1].number.start - 1] != ",":
        return amounts
    return amounts[:-1] if sum(each.value for each in amounts[:-1]) == amounts[-1].value else amounts


def _by_now(words: Sequence[str], amounts: Sequence[Candidate]) -> list[Candidate]:
    """`used to have 8, now 2`, `down from 6 to 2`: what was is no part of what is."""

    def formerly(each: Candidate) -> bool:
        before = words[max(0, each.number.start - _BEFORE) : each.number.start]
        if before[-1:] == ("from",):
            return True
        joint = next(
            (at for at in range(len(before) - 1, -1, -1) if before[at] in {",", ".", "now", "and"}), -1
        )
        return bool(_FORMER.intersection(before[joint + 1 :]))

    now = [each for each in amounts if not formerly(each)]
    return now or list(amounts)


def _all_free(words: Sequence[str]) -> bool:
    """`2, both decaf`, `four cups but it's all decaf`."""
    pairs = set(pairwise(words))
    free = any((lead_, kind) in pairs for lead_ in ("all", "both", "always") for kind in _FREE)
    return free and not {"bar", "except", "but"} & set(words[-4:])


def _or_two(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> Number:
    """`a pint or two`, `less than one`."""
    after = words[number.end : number.end + 4]
    before = tuple(words[max(0, number.start - 2) : number.start])
    if number.value == 1 and (before == ("less", "than") or before[-1:] == ("under",)):
        return Number(0.5, number.start, number.end)
    twice = number.value == 1 and tuple(after[1:3]) == ("or", "two") and after[0] in sizes
    return Number(1.5, number.start, number.end) if twice else number


def _or_so(words: Sequence[str], number: Number, sizes: Mapping[str, float]) -> bool:
    """The `two` of `a pint or two`."""
    before = tuple(words[max(0, number.start - 3) : number.start])
    return len(before) == 3 and before[0] in _MORE and before[1] in sizes and before[2] == "or"


def _among(words: Sequence[str], number: Number) -> bool:
    """`a bottle between two`: people, not drinks; so is the age in `he is 7`."""
    before = words[max(0, number.start - 2) : number.start]
    shared = before[-1:] == ("between",) and number.end - number.start == 1
    return shared or (before[-1:] == ("is",) and before[:1] in {("he",), ("she",)})


def _restated(words: Sequence[str], counts: Sequence[Number]) -> list[Number]:
    """`a tipple, one or two`: the number says how many; `three beers, sometimes four`: the middle."""
    row = sorted(counts, key=lambda number: number.start)
    kept: list[Number] = []
    for number in row:
        last = kept[-1] if kept else None
        before = tuple(words[max(0, number.start - 2) : number.start])
        if last and before[-1:] == (",",) and words[last.start] in _MORE and number.start - last.end <= _NEAR:
            kept[-1] = number
        elif last and before[-1:] and before[-1] in _SOMETIMES and number.value == last.value + 1:
            kept[-1] = Number(last.value + 0.5, last.start, last.end)
        else:
            kept.append(number)
    return kept


def _times_alone(words: Sequence[str], numbers: Sequence[Number]) -> float | None:
    """`once a week`, `twice a month`: so many times, one each."""
    days = next((_PERIODS[word] for word in words if word in _PERIODS), None)
    times = next(
        (
            number.value
            for number in numbers
            if words[number.start] in {"once", "twice"} or words[number.end : number.end + 1] == ("times",)
        ),
        None,
    )
    return round(times / days, 2) if days and times else None


def _of_them(words: Sequence[str], each: Candidate) -> bool:
    """`but four of them decaf` is taken off."""
    return words[each.number.end : each.number.end + 2] == ("of", "them") and bool(_FREE & set(each.clause))
