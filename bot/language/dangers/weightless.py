"""Denials that deny no danger: `will not lift`, a `no` that answers, `can't walk without gasping`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.dangers.denials import of_ability, part_of_sign
from bot.language.words.patterns import Hit
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_SPEAKERS = words_of(
    "i it they he she we my no nope yes just only but because since as when after now tonight today this too"
)
_ANSWERS = frozenset({"no", "nope", "none"})
_NO_OTHER = frozenset([("the", "first"), ("the", "only"), ("lying", "if"), ("left", "my")])
_LISTED = frozenset({"or", "nor", "any"})
_FINITE = words_of(
    "is are s was has have had went gone turned feels feel felt keeps keep came comes started began gets got"
    " hurts looks"
)
_REACH = 9
_UNLIKE = frozenset({("like", "this"), ("like", "it"), ("this", "bad"), ("so", "bad"), ("that", "size")})
_HARDLY = frozenset({"not", "never", "hardly", "barely"})
_FAR = 12
_RELIEVES = words_of(
    "touch touches touched help helps helped ease eases eased shift shifts shifted relieve relieves relieved "
    "soothe soothes soothed dull dulls dulled budge budges"
)
_SEES = words_of("seen looked looks knows checked fun joke")
_SPEAKS = words_of(
    "told tell telling mention mentioned explain explained believe believes rid nice cope bear"
)
_SUBJECTS = frozenset({"nothing", "none", "no", "nobody"})
_NEAR = 6
_BREAKS = frozenset({"but", ".", "and", ";", "("})


def weightless(sentence: Sentence, mark: Hit, own: Sequence[Hit]) -> bool:
    """Whether a denial leaves what stands after it as it is; `own` are the words of dangers."""
    return (
        part_of_sign(sentence, mark, own)
        or of_ability(sentence, mark)
        or _answers(sentence, mark)
        or _unlike_before(sentence, mark)
        or _undone(sentence, mark)
        or _no_other(sentence, mark)
        or _of_the_danger(sentence, mark, own)
        or _of_something_else(sentence, mark, own)
    )


def ended(sentence: Sentence, mark: Hit, part: Hit) -> bool:
    """Whether a new statement begins between a denial and a part: `not a cramp, the leg went cold`."""
    commas = [i for i, word in enumerate(sentence.words[: part.start]) if word == "," and i >= mark.end]
    after = sentence.words[commas[0] : part.end] if commas else ()
    return bool(_FINITE.intersection(after)) and not _LISTED.intersection(after)


def _answers(sentence: Sentence, mark: Hit) -> bool:
    """`lol no I am not suicidal`: the first `no` answers, the second denies."""
    after = sentence.stems[mark.end : mark.end + 1]
    return sentence.stems[mark.start] in _ANSWERS and bool(_SPEAKERS.intersection(after))


def _unlike_before(sentence: Sentence, mark: Hit) -> bool:
    """`never had a weight on my chest like this` has one now."""
    if sentence.stems[mark.start] != "never":
        return False
    after = sentence.words[mark.end :]
    return any(pair in _UNLIKE for pair in pairwise(after))


def _undone(sentence: Sentence, mark: Hit) -> bool:
    """`can't get to the loo without gasping` gasps."""
    if sentence.stems[mark.start] != "without":
        return False
    before = sentence.stems[max(0, mark.start - _FAR) : mark.start]
    last = max((index for index, word in enumerate(before) if word in _BREAKS), default=-1)
    return bool(_HARDLY.intersection(before[last + 1 :]))


def _no_other(sentence: Sentence, mark: Hit) -> bool:
    """`it's not the first time I have collapsed`."""
    return sentence.words[mark.end : mark.end + 2] in _NO_OTHER


def _of_the_danger(sentence: Sentence, mark: Hit, own: Sequence[Hit]) -> bool:
    """`nothing eases the chest pain`, `no doctor has seen it`: what is not eased or told of is there."""
    subject = bool(_SUBJECTS.intersection(sentence.words[mark.start : mark.end]))
    for place, word in enumerate(sentence.words[mark.end : mark.end + _NEAR], mark.end):
        if word in _BREAKS or word == ",":
            return False
        eased = word in _RELIEVES and not (place == mark.end and sentence.words[mark.start] == "no")
        if word in _SPEAKS or (subject and (eased or word in _SEES)):
            after = [hit for hit in own if hit.start > place]
            return bool(after) and "any" not in sentence.words[place : after[0].start]
    return False


def _of_something_else(sentence: Sentence, mark: Hit, own: Sequence[Hit]) -> bool:
    """`not restless, locked solid`: what is denied is no danger, and no list of them."""
    rest = sentence.words[mark.end :]
    comma = next((index for index, word in enumerate(rest[:_REACH]) if word == ","), None)
    if sentence.stems[mark.start] != "not" or comma is None or _LISTED.intersection(rest):
        return False
    until = mark.end + comma
    return not any(hit.start < until and mark.start < hit.end for hit in own)
