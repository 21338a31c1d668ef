"""A medicine is over, without a word for an end: it was tried, it gave way to the next, it did not agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.medicines import cues
from bot.language.medicines.statements import Statement
from bot.language.words.patterns import Hit
from bot.language.words.text import stem

_ENDS = ((), (",",), (".",), ("but",), ("and",))
_YEAR = 4
_FORMS = frozenset(map(stem, ("tablet", "pill", "med", "medicine", "relief", "one", "plus", "capsule")))
_LEADS = frozenset({"from", ",", "in", "(", "between"})
_BEFORE, _TRIED = stem("before"), stem("tried")
_LIST = frozenset(map(stem, (",", "and", "&", "/", "+", "or", "-", "then", "also", "with", "the", "my", ":")))
_MY = frozenset({"the", "my", "that", "those", "all"})
_AGREES = frozenset(map(stem, ("help", "helps", "work", "love", "like")))
_DENIES = frozenset(map(stem, ("not", "no", "never", "nothing", "neither", "did", "hardly", "none")))
_DID = frozenset({"gave", "made", "sent", "left", "turned", "knocked", "messed"})
_ME = frozenset({"me", "my"})
_DECLINES = frozenset({"but", "so", "and", "though"})
_AFTER_NOT = frozenset(map(stem, (".", ",", "!", "take", "bother", "use", "any", "because", "cos")))


def said_between(here: Statement, hit: Hit) -> Sequence[str]:
    """What stands between a medicine and the next one of its statement."""
    return here.sentence.stems[hit.end : next_start(here, hit)]


def next_start(here: Statement, hit: Hit) -> int | None:
    """Where the next medicine of the statement begins; None where there is none."""
    return min((each.start for each in here.hits if each.start >= hit.end), default=None)


def once_had(here: Statement, hit: Hit) -> bool:
    """`had a Lemsip in like February`, `took a Lemsip last winter`, `used Nytol before`, `2015 to 2020`."""
    stems = here.sentence.stems
    had = cues.TOOK.intersection(stems[max(0, hit.start - 4) : hit.start])
    before = stems[hit.end : hit.end + 1] == (_BEFORE,) and stems[hit.end + 1 : hit.end + 2] in _ENDS
    dated = cues.DATED.intersection(stems[hit.end : hit.end + 6]) and not {stem("since"), "night"} & set(
        stems
    )
    return before or bool(had and dated) or _when_i_had(here, hit) or _from_year_to_year(here, hit)


def _when_i_had(here: Statement, hit: Hit) -> bool:
    """`a paracetamol when I had flu in October`; not `when I had my hip done in May and ever since`."""
    after = said_between(here, hit)
    told = any(
        after[at : at + 2] == ("when", "i") and cues.HAD.intersection(after[at + 2 : at + 3])
        for at in range(2)
    )
    return told and bool(cues.DATED.intersection(after[3:])) and stem("since") not in after


def _from_year_to_year(here: Statement, hit: Hit) -> bool:
    """`sertraline 2015 to 2020`, `gabapentin from 2018 till 2019`."""
    words = [word for word in here.sentence.words[hit.end : hit.end + 6] if word not in _LEADS]
    years = [word for word in words[:3:2] if word.isdigit() and len(word) == _YEAR]
    return len(years) == 2 and words[1] in {"to", "till", "until", "-"}


def gave_way(here: Statement, hit: Hit) -> bool:
    """`had pregabalin but it made me dizzy`, `tried me on pramipexole first`: over, where it takes a turn."""
    before = here.sentence.stems[max(0, hit.start - 4) : hit.start]
    after = said_between(here, hit)
    had = cues.TRIED.intersection(before) or (stem("have") in before and "did" in before)
    lasts = "my" in before or cues.LASTS.intersection((*before, *after))
    return bool(had and cues.GIVES_WAY.intersection(after) and not lasts)


def tried(here: Statement, hit: Hit) -> bool:
    """`tried gabapentin, ropinirole and Lyrica`: all that was only tried, unless it is said to help."""
    stems = here.sentence.stems
    at = next((at for at in range(hit.start - 1, -1, -1) if stems[at] == _TRIED), None)
    if at is None or "am" in stems[max(0, at - 2) : at]:
        return False
    named = {place for each in here.hits for place in range(each.start, each.end)}
    listed = all(place in named or stems[place] in _LIST for place in range(at + 3, hit.start))
    after = said_between(here, hit)
    goes_on = cues.LASTS.intersection(after) or (
        _AGREES.intersection(after) and not _DENIES.intersection((*after, *stems[:at]))
    )
    return listed and not goes_on


def did_not_agree(here: Statement, hit: Hit) -> bool:
    """`lisinopril gave me a cough`, `Benadryl sent my legs wild`; not `the doctor gave me codeine`."""
    after = here.sentence.words[hit.end : hit.end + 3]
    told = any(first in _DID and then in _ME for first, then in pairwise(after))
    return told and not cues.LASTS.intersection(said_between(here, hit))


def took_its_turn(here: Statement, hit: Hit, later: Sequence[Statement]) -> bool:
    """`ropinirole first, then pramipexole and now a patch`: of a row that ends in `now` only the last."""
    stems, start = here.sentence.stems, next_start(here, hit)
    if start is None:
        follows = bool(later) and bool(later[0].hits) and later[0].sentence.stems[:1] == ("now",)
        return follows and "then" in stems[max(0, hit.start - 3) :]
    between = stems[hit.end : start]
    now = cues.AT_LAST.intersection((*stems[hit.end :], *(later[0].sentence.stems[:3] if later else ())))
    if not now or cues.LASTS.intersection(between):
        return False
    then = "then" in between or ("then" in stems[max(0, hit.start - 3) : hit.start] and "now" in between)
    return then or (between[:1] == ("first",) and "thing" not in between[1:2])


def but_not(here: Statement, hit: Hit) -> bool:
    """`supposed to take lisinopril but I don't`, `codeine makes me itch so I don't`."""
    after = said_between(here, hit)
    return any(
        word in _DECLINES
        and after[at + 1 : at + 4] == ("i", "do", "not")
        and (not after[at + 4 :] or after[at + 4] in _AFTER_NOT)
        for at, word in enumerate(after)
    )


def off_the(here: Statement, hit: Hit) -> bool:
    """`off the citalopram now`; not `on and off sertraline`."""
    before = here.sentence.stems[max(0, hit.start - 4) : hit.start]
    if before[-3:] == ("on", "and", "off"):
        return False
    return before[-1:] == ("off",) or (before[-2:-1] == ("off",) and before[-1] in _MY)


def allergy(here: Statement, hit: Hit) -> bool:
    """`penicillin allergy`; not `Benadryl allergy tablets`."""
    after = here.sentence.stems[hit.end : hit.end + 2]
    return after[:1] == ("allergy",) and not _FORMS.intersection(after[1:])


ENDINGS = (off_the, once_had, gave_way, tried, did_not_agree, but_not, allergy)
"""The ways that need only the statement itself."""
