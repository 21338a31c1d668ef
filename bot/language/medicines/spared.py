"""Denials near a medicine that leave it taken: `never miss it`, `no, just aspirin`, `apart from that no`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.medicines import cues
from bot.language.medicines.statements import Statement
from bot.language.words.patterns import Hit
from bot.language.words.text import stem

_MERELY = frozenset(map(stem, ("just", "only")))
_SMALL = frozenset(
    map(stem, ("my", "the", "a", "an", "some", "odd", "occasional", "usual", "few", "for", "of"))
)
_EXCEPT = (
    ("other", "than"), ("apart", "from"), ("asid", "from"), ("except",), ("besid",), ("bar",), ("count",),
    ("but",), ("stronger", "than"), ("mor", "than"), ("lost", "without"), ("sav",), ("outsid", "of"),
)  # fmt: skip
_TODAY = frozenset(map(stem, ("today", "yet", "tonight", "morning", "evening")))
_HAD = frozenset(map(stem, ("taken", "had", "took", "have")))


def spared(here: Statement, hit: Hit) -> bool:
    """Whether what seems to deny a medicine does not."""
    return _never_missed(here, hit) or _merely(here, hit) or _waved_off(here, hit) or _excepted(here, hit)


def _never_missed(here: Statement, hit: Hit) -> bool:
    """`I never miss my sertraline`, `I'd die without my ventolin`."""
    stems = here.sentence.stems
    near = stems[max(0, hit.start - 3) : hit.start]
    return bool(cues.WITHOUT.intersection(near)) and "my" in stems[: hit.start]


def _merely(here: Statement, hit: Hit) -> bool:
    """`no, just loratadine`, `nope, only the odd aspirin`."""
    right_before = here.sentence.stems[max(0, hit.start - 2) : hit.start]
    return bool(_MERELY.intersection((*right_before, *_before(here, hit)[-1:])))


def _waved_off(here: Statement, hit: Hit) -> bool:
    """`not really, an ibuprofen once in a while`: the denial is an answer of its own."""
    stems = here.sentence.stems
    if stems[:3] != cues.NOT_REALLY or hit.start < len(cues.NOT_REALLY):
        return False
    return not any(mark.label == "negation" and 0 < mark.start < hit.start for mark in here.marks)


def _excepted(here: Statement, hit: Hit) -> bool:
    """`nothing other than my metformin`, `apart from paracetamol no`, `none unless you count aspirin`."""
    before = tuple(_before(here, hit))
    return any(before[-len(words) :] == words for words in _EXCEPT)


def _before(here: Statement, hit: Hit) -> Sequence[str]:
    """The words before a medicine, without the small ones right before it."""
    end = hit.start
    while end and here.sentence.stems[end - 1] in _SMALL:
        end -= 1
    return here.sentence.stems[max(0, end - 4) : end]


def late_today(here: Statement, hit: Hit) -> bool:
    """`haven't taken my propranolol today`: late is not stopped."""
    stems = here.sentence.stems
    return (
        stems[max(0, hit.start - 1) : hit.start] == ("my",)
        and bool(_HAD.intersection(stems[max(0, hit.start - 3) : hit.start]))
        and bool(_TODAY.intersection(stems[hit.end : hit.end + 3]))
    )
