"""What turns a danger round, or back again: `my breathing is normal`, `no chest pain. well, a little`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.words.patterns import Hit
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_AFTER_ALL = (
    *(
        f"well {how}"
        for how in ("a little", "a bit", "a tiny", "maybe", "some", "sometimes", "only a", "just a")
    ),
    *(f"until {when}" for when in ("now", "today", "yesterday", "last night", "this", "tonight")),
    *(f"but {when}" for when in ("yesterday", "last night", "earlier", "this morning", "a little", "a bit")),
)
"""Second thoughts after a denied danger: then it is heard, for a needless alarm costs little."""
_MODALS = frozenset({"can", "could", "will", "would"})
_CLAIMS = frozenset({"say", "see", "feel", "find", "notic", "complain", "claim", "report", "think", "call"})
_WELL = words_of("fine normal ok okay perfect easy clear good great straight strong")
_ONLY_AFTER_A_VERB = frozenset({"straight", "strong"})
"""`my arm is strong`, but `my heart presses strong`."""
_BETWEEN = words_of("is are s feel feels all both very perfectly just me look looks")


def part_of_sign(sentence: Sentence, mark: Hit, own: Sequence[Hit]) -> bool:
    """Whether a denial is one of the words of a class: `will not lift`, but not `can not feel any`."""
    return any(
        hit.start <= mark.start
        and mark.end <= hit.end
        and set(sentence.stems[mark.start : mark.end]) <= hit.said
        and not (hit.end < len(sentence) and sentence.stems[hit.end] == "any")
        for hit in own
    )


def of_ability(sentence: Sentence, mark: Hit) -> bool:
    """`I can't get comfy with this chest pain` denies no pain; `I can't say I have any` does."""
    before = sentence.stems[mark.start - 1] if mark.start else ""
    after = sentence.stems[mark.end] if mark.end < len(sentence) else ""
    return sentence.stems[mark.start] == "not" and before in _MODALS and after not in _CLAIMS


def found_well(sentence: Sentence, part: Hit) -> bool:
    """`chest fine`, `my breathing is normal`; not `can not think straight`, nor `the other one is fine`."""
    if "not" in part.said or sentence.words[max(0, part.start - 1) : part.start] == ("other",):
        return False
    for place, word in enumerate(sentence.words[part.end : part.end + 3]):
        if word in _WELL:
            return bool(place) or word not in _ONLY_AFTER_A_VERB
        if word not in _BETWEEN:
            return False
    return False


def me_too(sentence: Sentence) -> bool:
    """`my husband had chest pain and now so do I`."""
    said = " ".join(sentence.words)
    return any(
        phrase in said for phrase in ("so do i", "so have i", "so am i", "me too", "and i do too", "now i do")
    )


def taken_back(sentences: Sequence[Sentence]) -> bool:
    """`no chest pain. well, a little`, `not today but yesterday, yes`."""
    said = " ".join(word for sentence in sentences for word in sentence.words if word[0].isalnum())
    return any(phrase in said for phrase in _AFTER_ALL)
