"""How much a day: drinks and cups, from glasses, pints and bottles by the day, week or weekend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.numbers.amounts import (
    ALCOHOL,
    ARTICLES,
    CAFFEINE,
    FREE,
    MORE,
    all_free,
    among,
    by_now,
    no_amount,
    of_them,
    once_told,
    or_so,
    or_two,
    pronoun,
    restated,
    served,
    shared,
)
from bot.language.numbers.choosing import Candidate, standing, weigh
from bot.language.numbers.leads import lead
from bot.language.numbers.numerals import MOST, Number, Numbers
from bot.language.numbers.set_phrases import SetPhrases
from bot.language.numbers.sharing import day_by_day, divisor, times_alone
from bot.language.words.lexicon import Lexicon
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_BEERS = words_of("beer lager cider ale stout bud bitter peroni guinness alcopop")
_QUIT = frozenset({"quit", "stopped", "sober", "gave", "given", "packed", "kicked", "never", "not", "came"})
_OVER = words_of("used was were then ago till until years twenties since back")
_BREAKS = frozenset({",", "and", ".", "plus", "at", "with", "then", "&", "to", "before", "after"})
_NONE = frozenset({"not", "never", "nary", "no"})
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
_RARELY = words_of("christmas xmas wedding weddings birthday birthdays occasions easter hogmanay holidays")
_AGAIN = frozenset({"another", "second", "third"})


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
            none = none or quit_ or bool(FREE & set(words) and not numbers)
            return 0 if none else times_alone(words, numbers)
        if ((none or _QUIT & set(words)) and self._over(words, amounts, none)) or all_free(words):
            return 0
        amounts = by_now(words, amounts)
        if len(amounts) == 1 and _RARELY.intersection(amounts[0].clause) and not {"more", "day"} & set(words):
            return 0
        total = 0.0
        counted = once_told(words, standing(amounts))
        whole = divisor(words, numbers, words)
        weekly = day_by_day([each.clause for each in counted], words)
        for each in counted:
            days = 7 if weekly else self._days(words, each, numbers, whole, len(counted) > 1)
            share = self._size(words, each.number, sizes) * each.value / days
            total += -share if of_them(words, each) else 0 if FREE & set(each.clause) else share
        return round(max(total, 0) / (2 if shared(words) else 1), 2)

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
            counts += [at + 1 for at, word in enumerate(words) if word in MORE]
        by_the_hour = sum(served(words, at, sizes) for at in range(len(words))) > 1
        return by_the_hour or any(self._noun(words, end, sizes) > end for end in counts)

    def _amounts(
        self, words: tuple[str, ...], numbers: Sequence[Number], sizes: Mapping[str, float]
    ) -> list[Candidate]:
        """The numbers that count drinks, and single ones told by an article: `and a can of coke`."""
        counts = [number for number in numbers if not no_amount(words, number, sizes)]
        counts = [
            number for number in counts if not self._of_the_other_kind(words, number.end, sizes)
        ] or counts
        counts = [number for number in counts if not pronoun(words, number, sizes)] or counts
        counts = [number for number in counts if not (or_so(words, number, sizes) or among(words, number))]
        inside = {at for number in counts for at in range(number.start, self._noun(words, number.end, sizes))}
        for at, word in enumerate(words):
            if len(counts) >= MOST:
                break
            end = self._noun(words, at + 1, sizes)
            again = word in _AGAIN and end == at + 1 and words[at + 1 : at + 2] != ("one",) and bool(counts)
            several = words[end - 1].endswith("s") and not words[end - 1].endswith("ss")
            single = (word in ARTICLES and end > at + 1 and not several) or again or served(words, at, sizes)
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
        counts = [or_two(words, number, sizes) for number in restated(words, counts)]
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
        others = ALCOHOL if sizes is self._numerals.cups else CAFFEINE
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
        own = divisor(each.clause, numbers, words)
        if several or own not in {None, 1}:
            return own or whole or 1
        return whole or own or 1
