"""The short answer a longer message begins with: `5. roofing all week`, `two, it's my one weakness`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.numbers.numerals import Numbers
from bot.language.words.word_list import words_of

_STOPS = frozenset({".", "!", ";", "\n"})
_ENDS = frozenset({".", "!", ";", "\n", ","})
_JOINTS = frozenset({"and", "but"})
_LIMBS = words_of("leg foot hand arm side calf knee thing day night")
_SUBJECTS = words_of("i my he she it the there they we his her legs am im")
"""After `and` they begin a story: `39 and I would not mind`."""
_LONGEST = 7
_LEAST_AFTER = 3
_PLAIN = words_of(
    "about around roughly maybe perhaps probably just i am is it say nearly almost over only yes yeah yep "
    "well oh um er erm old yo aged age now all of them or so to - ish every single most for at when was ago "
    "a an the good year years yr yrs month months mths week weeks wks day days night nights evening evenings "
    "times per cup cups mug mugs drink drinks pint pints glass glasses coffee coffees tea teas and half"
)
_GOES_ON = words_of(
    "no nope sorry actually wait oops correction rather scratch well ok okay or maybe perhaps but and plus "
    "then except although unless though apart bar so hang hold make meant mean sometimes usually"
)
"""What takes a short answer back or adds to it, right after it."""
_AFTER_I = words_of("mean meant lied think guess also have")
_CORRECTS = words_of(
    "no sorry actually wait rather meant mean though now lately usually normally used altogether total so "
    "making except apart"
)
"""What may do so in the words that follow."""
_SHARES_OUT = words_of(
    "weekly weekend weekends nights days daily times once twice thrice fortnight weekdays fridays saturdays "
    "sundays each every monthly"
)
_PERIODS = words_of("week month night day year evening fortnight wk friday saturday sunday monday thursday")
_PER = words_of("a per the in on")
_SOON = 8
"""So near an amount stands what corrects it or says how often."""


def lead(words: Sequence[str], numbers: Numbers, rate: bool = False) -> tuple[str, ...] | None:
    """The first few words, where they are a number with its unit alone and a story follows.

    After a comma an amount is left as it is where what follows may say how often: `a glass, twice a week`.
    """
    stop = next((at for at in range(min(len(words), _LONGEST + 1)) if _ends(words, at)), 0)
    after = [word for word in words[stop + 1 :] if word not in _ENDS]
    if not stop or sum(word.isalpha() for word in after) < _LEAST_AFTER:
        return None
    counted = numbers.value(after[0]) is not None or after[0].isdigit()
    if (counted and not _limb(after)) or (words[stop] in _ENDS and _goes_on(after)):
        return None
    near = _near(words[stop + 1 :])
    if words[stop] not in _STOPS and (_CORRECTS.intersection(near) or (rate and _shared_out(near))):
        return None
    return _number_alone(tuple(words[:stop]), numbers)


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether the short answer ends here: at a sign, or where a joint begins a story."""
    story = at > 0 and words[at] in _JOINTS and bool(_SUBJECTS.intersection(words[at + 1 : at + 2]))
    return words[at] in _ENDS or story


def _limb(after: Sequence[str]) -> bool:
    """`50. one leg came up`: the `one` of a pair is no amount."""
    return after[0] == "one" and bool(_LIMBS.intersection(after[1:2]))


def _near(after: Sequence[str]) -> Sequence[str]:
    """The next few words of the same sentence."""
    near = after[:_SOON]
    return near[: next((at for at, word in enumerate(near) if word in {".", "!", "\n"}), _SOON)]


def _shared_out(near: Sequence[str]) -> bool:
    """`a glass, twice a week`, `two, on a Friday`."""
    per = any(first in _PER and then in _PERIODS for first, then in pairwise(near))
    return per or bool(_SHARES_OUT.intersection(near))


def _number_alone(told: tuple[str, ...], numbers: Numbers) -> tuple[str, ...] | None:
    counted = {at for number in numbers.find(told) for at in range(number.start, number.end)}
    plain = all(at in counted or word in _PLAIN for at, word in enumerate(told))
    return told if plain and (counted or {"a", "every", "most"} & set(told)) else None


def _goes_on(after: Sequence[str]) -> bool:
    """Whether the next sentence takes the answer back or adds to it."""
    if after[0] == "i":
        return after[1] in _AFTER_I
    if after[0] == "or":
        return not {"i", "else", "they"}.intersection(after[1:2])
    return after[0] in _GOES_ON
