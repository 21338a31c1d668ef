"""How often and how much: nights a week from numbers, set phrases and days; drinks and cups a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from bot.language.numbers.choosing import Candidate, best, counts_things, weigh
from bot.language.numbers.intake import Intake
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import MOST, Number, Numbers
from bot.language.numbers.seldom import every_so_often
from bot.language.numbers.set_phrases import SetPhrases
from bot.language.numbers.week import days_named, nights_since
from bot.language.words.lexicon import Lexicon
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_PERIODS = {
    "month": 7 / 30, "monthly": 7 / 30, "months": 7 / 30, "fortnight": 0.5, "fortnightly": 0.5,
    "year": 7 / 365, "yearly": 7 / 365,
}  # fmt: skip
_NIGHTS = words_of("weeknights weekdays night nights days day evenings times time x bedtimes nites evening")
_NOT_NIGHTS = words_of(
    "year years yr yrs month months hour hours week weeks old yo shifts lates long baths work minutes"
)
_WINDOW = frozenset({"last", "past", "these", "those", "previous"})
_THINNED = words_of("other second third fourth few single one two three odd couple alternate")
_A_NIGHT = frozenset({("night",), ("evening",), ("nicht",), ("nite",)})
_PER = frozenset({"a", "per", "each", "every"})
_CLEAR = words_of("off free good quiet without clear missed peaceful fine slept")
_FEW = 10
_UNIT_PHRASES = frozenset({"weeknights", "weekdays"})
_QUANTIFIERS = frozenset({"few", "most", "half", "several"})
_REST = frozenset({"off", "free", "clear"})
_EXCEPT = frozenset({"bar", "except", "but", "apart", "minus", "excepting", "save", "barring"})
_LATELY = frozenset({"this", "now", "past", "lately", "these", "currently"})
_FORMERLY = words_of("normally usually used before previously year summer winter shift")
_MISSED = frozenset({"without", "missed", "skipped", "escaped"})
_NEGATIONS = _MISSED | {"not", "no", "never"}
_SINGLE = frozenset({"night", "evening", "one", "single", "nite", "day", "time"})


class Rates:
    """Reads how often something happens in a week."""

    def __init__(self, lexicon: Lexicon, phrases: SetPhrases) -> None:
        self.numbers = Numbers(lexicon.numerals.numbers)
        self._phrases = phrases
        self._intake = Intake(lexicon, phrases)

    def per_day(self, words: Sequence[str], sentences: Sequence[Sentence], cups: bool) -> float | None:
        """Drinks or cups a day."""
        return self._intake.per_day(words, sentences, cups)

    def per_week(
        self, sentences: Sequence[Sentence], words: Sequence[str], today: date | None = None
    ) -> float | None:
        """Nights a week: `5 nights`, `5 out of 7`, `twice a month`, `every night bar one`, `Mon and Fri`."""
        first = lead(words, self.numbers)
        told = self._told(sentences, first) if first else None
        told = self._told(sentences, tuple(words)) if told is None else told
        # of a fact told beside the question the clause alone is read: it ends where `since` begins
        whole = sentences[0].words if len(sentences) == 1 else words
        since = nights_since(whole, today) if today and told == 7 else None
        return told if since is None else since

    def _told(self, sentences: Sequence[Sentence], words: tuple[str, ...]) -> float | None:
        never = _never(words)
        if never is not None:
            return never
        thinned = every_so_often(words, self.numbers)
        if thinned is not None:
            return thinned
        phrases = self._phrases.within("per_week", sentences, words)
        numbers = self.numbers.find(words)
        phrases = [*phrases, *_every_such_night(words, phrases)]
        phrases = [
            phrase
            for phrase in phrases
            if not (_is_period(words, phrase, numbers) or _followed_by_rest(words, phrase))
            and not _of_things(words, phrase)
            and not any(_ranges_into(n, phrase) for n in numbers)
        ]
        numbers = [n for n in numbers if all(n.end <= p.start or p.end <= n.start for p in phrases)]
        excepted = _excepted(words, phrases, numbers)
        if excepted is not None:
            return excepted
        found = weigh(words, sorted([*phrases, *numbers], key=lambda number: number.start))
        chosen = best([_as_nights(words, each, each.number in phrases) for each in found])
        by_day = days_named(words)
        if by_day and (
            chosen is None
            or chosen.weight < -2
            or (by_day > 1 and chosen.weight < 1)
            or _every_week(words, chosen.number)
        ):
            clear = (_CLEAR & set(words) or _EXCEPT & set(words)) and not {"no", "not"} & set(words)
            return 7 - by_day if clear else by_day
        if chosen is None or chosen.weight <= -5 or _is_pronoun(words, chosen):
            return None
        if _MISSED & set(words[max(0, chosen.number.start - 1) : chosen.number.start]):
            return 7 - chosen.value if chosen.value <= 7 else None
        return chosen.value if chosen.number in phrases else self._rate(words, chosen, numbers)

    @staticmethod
    def _rate(words: Sequence[str], chosen: Candidate, numbers: Sequence[Number]) -> float | None:
        """The number by week: `5 / 7`, `3 times a fortnight`, `every 3 nights`, `2 quiet nights`."""
        number = chosen.number
        after = words[number.end : number.end + 6]
        if 0 < number.value < 1 and {"of", "the"} & set(after[:1]):
            return round(7 * number.value, 2)
        if number.value == 24 and tuple(after[:2]) == ("/", "7"):
            return 7
        whole = next((n for n in numbers if n.start > number.start and n.start <= number.end + 5), None)
        if (
            whole
            and whole.value in {7, 14, 28, 30}
            and {"of", "/", "outta", "from", "in"} & set(words[number.end : whole.start])
        ):
            return round(7 * number.value / whole.value, 2)
        if "every" in words[max(0, number.start - 2) : number.start] and number.value:
            unit = 1 if {"week", "weeks"} & set(after[:2]) else 7
            if {"week", "weeks", "night", "nights", "day", "days"} & set(after[:2]):
                return round(unit / number.value, 2)
        if _CLEAR & set(after[:2]) and {"night", "nights"} & set(after[:2]):
            return 7 - number.value
        if (
            whole
            and number.value < whole.value <= _FEW
            and {"in", "out", "every"} & set(words[number.end : whole.start])
        ):
            return round(7 * number.value / whole.value, 2)
        period = next((_PERIODS[word] for word in after if word in _PERIODS), 1)
        rate = round(number.value * period, 2)
        return rate if rate <= 70 else None


def _as_nights(words: Sequence[str], each: Candidate, phrase: bool) -> Candidate:
    """The candidate with what speaks for it as a number of nights this week."""
    number = each.number
    after, before = words[number.end : number.end + 4], words[max(0, number.start - 3) : number.start]
    said = set(each.clause)
    weight = each.weight + 2 * phrase
    if phrase:
        weight -= 4 * bool(number.value and _CLEAR & set(after[:3]))
    else:
        weight += 2 * bool(_counts_nights(after) or {"of", "/", "out"} & set(after[:1]))
        per = after[:1] and after[0] in _PER
        weight -= 6 * bool(not per and _NOT_NIGHTS & set(after[:2]) and not {"this", "last"} & set(after[:1]))
        weight += 3 * _stands_alone(words, number) - 3 * counts_things(words, number)
        weight -= 6 * ("off" in after[:1])
        weight -= 6 * ("night" in after[2:3] and "a" in after[1:2]) + 3 * bool(
            {"am", "aged"} & set(before[-1:])
        )
        weight -= 3 * bool(_WINDOW & set(before)) + 4 * (bool({"at", "from", "till"} & set(before[-1:])))
    formerly = bool(_FORMERLY & said) and "every" not in said
    weight += (
        2 * bool(_LATELY & said)
        + ("last" in said and "week" in said)
        - 3 * (formerly or {"last", "year"} <= said)
    )
    return Candidate(number, each.clause, weight, each.owner)


def _counts_nights(after: Sequence[str]) -> bool:
    """`4 nights`, `4 bad nights`; not the clock of `ten every night`."""
    return bool(_NIGHTS & set(after[:2])) and after[0] not in {"every", "each"}


def _stands_alone(words: Sequence[str], number: Number) -> bool:
    """`nearly all of them, 6`: the exact number after a loose word."""
    before = words[max(0, number.start - 1) : number.start]
    return number.end == len(words) and number.start > 2 and before[-1:] in {(",",), ("-",), (".",)}


def _is_pronoun(words: Sequence[str], chosen: Candidate) -> bool:
    """`they all blur into one`: at the end of several words, without a unit."""
    return (
        words[chosen.number.start : chosen.number.end] == ("one",)
        and chosen.number.end == len(words)
        and len(words) > 4
    )


def _is_period(words: Sequence[str], phrase: Number, numbers: Sequence[Number]) -> bool:
    """`4 times weekly`, `3 times every fortnight`, `3 weeknights`: the phrase tells of what the number is."""
    near = [n for n in numbers if n.end <= phrase.start <= n.end + 2]
    if near and near[-1].end == phrase.start and words[phrase.start] in _UNIT_PHRASES:
        return True
    return bool(near) and phrase.value in {2.0, 1.0, 0.5, 0.25, 7.0} and bool(
        {"times", "time", "nights", "x"} & set(words[near[-1].end : phrase.start])
    )  # fmt: skip


def _followed_by_rest(words: Sequence[str], phrase: Number) -> bool:
    """`one night off`, `one night in two`, `a few nights a month`: the phrase is not the whole of it."""
    after = words[phrase.end : phrase.end + 3]
    off = phrase.value <= 2 and bool(_REST & set(after[:1]) or {"in", "out"} & set(after[:1]))
    return off or (phrase.value == 3 and bool(_PERIODS.keys() & set(after)))


def _every_week(words: Sequence[str], number: Number) -> bool:
    """`Friday to Monday every week`: the days are the number."""
    return tuple(words[number.start : number.end]) == ("every", "week")


def _of_things(words: Sequence[str], phrase: Number) -> bool:
    """`a few drinks`, `most people`: what the phrase counts is no night."""
    return words[phrase.end - 1] in _QUANTIFIERS and counts_things(words, phrase)


def _every_such_night(words: Sequence[str], phrases: Sequence[Number]) -> list[Number]:
    """`every bleeding night`: any one word between but those that thin the nights out."""
    places = (
        (at, next((end for end in range(at + 2, at + 4) if words[end : end + 1] in _A_NIGHT), 0))
        for at, word in enumerate(words[:-2])
        if word == "every" and words[at + 1] not in _THINNED and words[at + 1].isalpha()
    )
    found = [Number(7, at, end + 1) for at, end in islice(places, MOST) if end]
    return [each for each in found if all(p.end <= each.start or each.end <= p.start for p in phrases)]


def _ranges_into(number: Number, phrase: Number) -> bool:
    """`once or twice a month`: the range says more than `twice a month` in it."""
    return number.start < phrase.start < number.end and not number.value.is_integer()


def _excepted(words: Sequence[str], phrases: Sequence[Number], numbers: Sequence[Number]) -> float | None:
    """`every night bar one`, `all of them except Wednesday`."""
    every = next((phrase for phrase in phrases if phrase.value == 7), None)
    if every is None and "all" in words:
        at = words.index("all")
        every = Number(7, at, at + 1)
    if every is None or not _EXCEPT & set(words[every.end : every.end + 2]):
        return None
    rest = words[every.end :]
    less = next((n.value for n in numbers if every.end < n.start <= every.end + 4), None)
    less = less or days_named(rest) or bool({"last", "yesterday", "tonight"} & set(rest[:4]))
    return 7 - less if less and less < 7 else None


def _never(words: Sequence[str]) -> float | None:
    """`not one night` is 0; `not a night goes by without it` and `no night it does not come` are 7."""
    for at, word in enumerate(words):
        if word not in {"not", "no", "never"}:
            continue
        ahead = words[at + 1 : at + 8]
        if {"at", "all"} <= set(ahead[:4]) or ("happen" in ahead[:2] and "all" in ahead):
            return 0
        place = next((i for i, near in enumerate(ahead[:6]) if near in _SINGLE), None)
        between = set(ahead[:place]) if place is not None else {"?"}
        if not between <= {"been", "one", "a", "single", "there", "was", "say", "even", "ever", "an"}:
            continue
        if place is not None and _NEGATIONS & set(words[at + 2 + place :][:9]):
            return 7
        if place is not None and (between & {"one", "single"} or ahead[place] in {"one", "single"}):
            return None if "other" in words or "without" in words else 0
    return None
