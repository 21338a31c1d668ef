"""Being well denied: `my face is not normal`, `no longer strong`. It never answers a danger with a no."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.words.message import Message
from bot.language.words.word_list import words_of

_NEAR = 4
"""Words after a denial that it may be about."""

_DENYING = (
    *(("not",), ("never",), ("hardly",), ("barely",)),
    *(("no", "longer"), ("far", "from"), ("nowhere", "near")),
)
_UNTIL = frozenset({"until", "till"})
_WELL = words_of(
    "normal normally fine well straight strong clear good easy ok okay same right warm pink even equal"
    " perfect healthy lively grand match matching identical twins happy full sound usual"
)


def denies_being_well(message: Message) -> bool:
    """Whether something of it is said not to be as it should."""
    return any(_denied(sentence.words) or _ended(sentence.words) for sentence in message.sentences)


def _denied(words: Sequence[str]) -> bool:
    ends = (
        place + len(denial)
        for place in range(len(words))
        for denial in _DENYING
        if tuple(words[place : place + len(denial)]) == denial
    )
    return any(_reaches_well(words[end : end + _NEAR]) for end in ends)


def _ended(words: Sequence[str]) -> bool:
    """`I was strong until today`."""
    end = next((place for place, word in enumerate(words) if word in _UNTIL), 0)
    return bool(_WELL.intersection(words[:end]))


def _reaches_well(after: Sequence[str]) -> bool:
    for word in after:
        if word in _WELL:
            return True
        if not word[0].isalnum():
            return False
    return False
