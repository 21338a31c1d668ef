"""Which of several numbers is the answer: whose it is, whether it is denied, taken back or summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.numbers.numerals import Number
from bot.language.words.word_list import words_of

_STOPS = frozenset({".", ";", "!", "?", ":", "(", ")", "\n"})
_BREAKS = frozenset({",", "-", "but", "while", "whereas", "though", "so", "and", "then"})
_NEAR = 40
"""A clause without an end is looked at so far."""
_SELF = frozenset({"i", "me", "mine", "myself", "am", "im"})
_OWN_THINGS = frozenset({"legs", "leg", "own", "age", "case", "rls", "restless"})
_CHILD = words_of("son daughter lad lass girl boy kid child little he she him her his hers")
_KIN = words_of(
    "husband hubby hubbys wife wifes missus partner spouse boyfriend girlfriend fiance mum mums mom moms mam "
    "mother mothers dad dads da father brother bro sister sis aunt auntie uncle cousin nan gran granny "
    "grandma grandad grandpa grandmother grandfather grandson granddaughter friend neighbour boss "
    "colleague dog cat king queen nephew niece twin"
)
_REPORTS = words_of(
    "says said say reckons thinks counted tells told noticed swears reports saw keeps tracks logs"
)
_RETRACTS = words_of(
    "sorry oops whoops correction wait actually rather meant typo nope * ok scratch thinking"
)
_RETRACTING = frozenset(
    [("i", "mean"), ("hang", "on"), ("hold", "on"), ("a", "lie"), ("make", "that"), ("make", "it"),
     ("more", "like"), ("but", "the"), (".", "."), ("in", "fact"), ("i", "lied")]
)  # fmt: skip
_SO_FAR = words_of(
    "that is it i am must be what , about makes me now a they roughly thats were have had only"
)
_TOTAL = frozenset({"altogether", "total", "overall"})
_EXACT = frozenset({"exact", "exactly", "precise", "precisely"})
_DENIES = frozenset({"not", "never", "nor", "isnt", "neither"})
_VAGUE = frozenset({"odd", "something", "plus", "ish"})
_SIZES = words_of(
    "mg mcg ml kg kilo kilos stone st lb lbs pounds quid percent % foot feet ft inches cm miles metres "
    "am pm oclock tablets tablet pills kids children fags cigarettes sugars sugar boxes minutes mins hour "
    "hours hrs others hot litres"
)
_NUMBERED = words_of("room ward flat type floor covid page bus £ $ € # under")
_TIMES = words_of("year years yr yrs month months mths week weeks wks day days night nights")
_NO_THINGS = _TIMES | words_of(
    "this always perhaps sometimes christmas thanks cheers winters summers across times was does mths mnths "
    "yers yeers nites evenings weeknights bedtimes wekks weaks moths pls guess s plus"
)
_HOUSES = frozenset({"flat", "at", "house", "room", "address"})
_FEVERISH = frozenset({"fever", "temp", "temps", "temperature", "thermometer"})
_BLOOD_HEAT = range(34, 43)
_ARRIVING = frozenset({"at", "a", "making", "reaching", "seeing", "turning"})


@dataclass(frozen=True)
class Candidate:
    """A number that may be the answer, the words of its clause, and how much speaks for it."""

    number: Number
    clause: tuple[str, ...]
    weight: int
    owner: str = ""
    """Whose it is: `self`, `child` or `other`; nothing where nobody is named."""

    @property
    def value(self) -> float:
        """The number itself."""
        return self.number.value


def weigh(words: Sequence[str], numbers: Sequence[Number]) -> list[Candidate]:
    """The numbers that may answer at all, each with its weight."""
    numbers = [number for number in numbers if not _aside(words, number)]
    taken_back = _taken_back(words, numbers)
    bounds = _clauses(words, numbers)
    found = []
    for number in numbers:
        left, right = next(pair for pair in bounds if pair[0] <= number.start < pair[1])
        owner = _owner(words, bounds, number.start)
        weight = {"self": 1, "child": -2, "other": -5}.get(owner, 0)
        weight += -5 if number.start < taken_back else 0
        weight += (9 if weight < 0 else 4) if _concluded(words, number) else 0
        weight -= 4 if _denied(words, number) else 0
        vague = _VAGUE.intersection(words[number.end : number.end + 1])
        weight -= 2 if vague and not any(other.start == number.end + 1 for other in numbers) else 0
        near = words[max(left, number.start - _NEAR) : min(right, number.end + _NEAR)]
        found.append(Candidate(number, tuple(near), weight, owner))
    return found


def best(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate with the greatest weight, of equals the first."""
    return max(candidates, key=lambda candidate: candidate.weight, default=None)


def standing(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those to be added up: one's own, not denied, not taken back; only the sum where it is told."""
    told = [candidate for candidate in candidates if candidate.weight >= 3]
    if told:
        return told[-1:]
    most = max((candidate.weight for candidate in candidates), default=0)
    return [candidate for candidate in candidates if candidate.weight > -3 or candidate.weight == most]


def _clauses(words: Sequence[str], numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """Where clauses begin and end; `2 - 3` and `one and a half` are not torn apart."""
    inside = {at for number in numbers for at in range(number.start, number.end)}
    starts = [0]
    for at, word in enumerate(words):
        if at not in inside and (word in _STOPS or word in _BREAKS):
            starts.append(at + 1 if word in _STOPS else at)
    edges = sorted({*starts, len(words)})
    return list(pairwise(edges)) or [(0, 0)]


def _owner(words: Sequence[str], bounds: Sequence[tuple[int, int]], place: int) -> str:
    """Whose number it is: the nearest person named before it, up to the start of its sentence."""
    for at in range(place - 1, max(-1, place - 25), -1):
        if words[at] in {".", "!", "?", "\n", ";"}:
            break
        owner = _person(words, at)
        if owner:
            return owner
    _, right = next(pair for pair in bounds if pair[0] <= place < pair[1])
    return "self" if {"me", "myself", "i"}.intersection(words[place:right]) else ""


def _person(words: Sequence[str], at: int) -> str:
    word = words[at]
    if word == "mate" and at and words[at - 1] in {"my", "best"}:
        return "other"
    if word in _SELF or (word == "my" and words[at + 1 : at + 2] and words[at + 1] in _OWN_THINGS):
        return "self"
    if tuple(words[max(0, at - 3) : at - 1]) == ("i", "am") and word in _KIN | _CHILD:
        return "self"
    if word in _KIN | _CHILD and _REPORTS.isdisjoint(words[at + 1 : at + 3]):
        return "child" if word in _CHILD else "other"
    return ""


def _taken_back(words: Sequence[str], numbers: Sequence[Number]) -> int:
    """Where the last second thought between two numbers stands; 0 where there is none."""
    place = 0
    for before, after in pairwise(numbers):
        between = list(words[before.end : after.start])
        pairs = set(pairwise(between))
        pairs -= {("but", "the")} if {"last", "past"} & set(between) else set()
        no = "no" in between and (between[0] in {"no", ",", ".", "-", "oh", "lol"} or "oh" in between)
        if no or _RETRACTS.intersection(between) or _RETRACTING & pairs:
            place = after.start
    return place


def _concluded(words: Sequence[str], number: Number) -> bool:
    """`so 49`, `so that is two`, `call it eight`, `83 to be precise`, `they say 31`, `20 in all told`."""
    if "lol" in words[number.end : number.end + 2]:
        return False
    if _TOTAL.intersection(words[number.end : number.end + 3]) or _EXACT & {*words[number.end :][:4]}:
        return True
    if words[number.start - 1 : number.start] in (["="], ("=",)):
        return True
    for at in range(number.start - 1, max(-1, number.start - 8), -1):
        if words[at] in {"so", "call", "say"} and (at == 0 or words[at - 1] not in {"or", "not"}):
            return True
        if words[at] not in _SO_FAR:
            return False
    return False


def _denied(words: Sequence[str], number: Number) -> bool:
    """`not 60 yet`, `nor at 20`, `not making 40`; but `not before 50` and `not a lot, 2` say the number."""
    before = list(words[max(0, number.start - 3) : number.start])
    if before[-1:] and before[-1] in _ARRIVING and before[:-1]:
        before = before[:-1]
    return bool(before) and before[-1] in _DENIES


def _aside(words: Sequence[str], number: Number) -> bool:
    """A dose, a clock time, a price, a year, a temperature or a house number."""
    after = words[number.end] if number.end < len(words) else ""
    before = words[number.start - 1] if number.start else ""
    if (
        after in _SIZES
        or (before in _NUMBERED and after not in _TIMES)
        or (after == "o" and "clock" in words[number.end : number.end + 2])
    ):
        return True
    if before == "no" and number.start > 1 and words[number.start - 2] in _HOUSES:
        return True
    if before == "." and "no" in words[max(0, number.start - 2) : number.start] and number.start > 1:
        return words[max(0, number.start - 3)] in _HOUSES
    soon = set(words[number.end + 1 : number.end + 3])
    morning = after == "in" and bool({"morning", "evening", "afternoon"} & soon)
    clock = before == "at" and (morning or after in {"every", "each", "sharp", "most"})
    return clock or _minutes(words, number) or is_year(words, number) or _temperature(words, number)


def _temperature(words: Sequence[str], number: Number) -> bool:
    """`fever 39 and shaking`, `I have a fever, 38.9`; not `a fever for 39 days`, `glandular fever at 39`."""
    after, before = set(words[number.end : number.end + 1]), words[max(0, number.start - 7) : number.start]
    years = bool({"at", "aged", "age", "am"} & set(before[-1:])) or tuple(before[-2:]) == ("i", "was")
    feverish = int(number.value) in _BLOOD_HEAT and bool(_FEVERISH & set(before))
    return feverish and not years and not after & _TIMES


def _minutes(words: Sequence[str], number: Number) -> bool:
    """`3 : 15` on either side of the colon."""
    around = [words[number.end : number.end + 2], words[max(0, number.start - 2) : number.start]]
    ahead = len(around[0]) == 2 and around[0][0] == ":" and around[0][1].isdigit() and len(around[0][1]) == 2
    behind = len(around[1]) == 2 and around[1][1] == ":" and around[1][0].isdigit()
    return ahead or (behind and len(words[number.start]) == 2)


def counts_things(words: Sequence[str], number: Number) -> bool:
    """Whether a plural that is no time stands behind the number: `two doors`, `four brothers`."""
    after = words[number.end] if number.end < len(words) else ""
    plural = len(after) > 3 and after.endswith("s") and not after.endswith(("ss", "us", "is", "days"))
    return plural and after not in _NO_THINGS


def is_year(words: Sequence[str], number: Number) -> bool:
    """A year of the calendar in four figures."""
    return number.end - number.start == 1 and len(words[number.start]) == 4 and 1900 <= number.value <= 2100
