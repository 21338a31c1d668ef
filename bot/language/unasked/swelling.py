"""Both legs swollen, told in passing: `both ankles puff up by teatime`, `my legs inflate`."""

from __future__ import annotations

from itertools import pairwise

from bot.knowledge.values import Value
from bot.language.answers.breaths import Breath, breaths
from bot.language.answers.setting import Setting
from bot.language.words.word_list import words_of

_LOWER = words_of("ankles feet")
_LEGS = _LOWER | words_of("legs calves shins")
_SWELLS = words_of(
    "swell swells swelling swollen puff puffs puffed puffy inflate inflates inflated balloon "
    "balloons ballooned doughy"
)
_GROW = frozenset({("blow", "up"), ("blown", "up"), ("fill", "up"), ("filled", "up"), ("blew", "up")})
_THICK = words_of("thick fat")
_UNTOLD = words_of(
    "no not never without nor if used once had was were when isnt arent dont doesnt apart except unlike "
    "hands vein veins plane flight flights"
)
"""In one breath with it, these deny it or put it into another time."""
_THEIRS = words_of(
    "her his their she he they mum mom mam mother dad father sister brother husband wife partner friend "
    "daughter son gran nan grandma aunt uncle"
)


def swollen(setting: Setting) -> dict[str, Value]:
    """That both legs swell, where a breath of the message says so of the writer."""
    if "?" in setting.message.words or "leg_swelling" in setting.facts:
        return {}
    told = any(_swells(breath) for breath in breaths(setting.message.sentences))
    return {"leg_swelling": "yes"} if told else {}


def _swells(breath: Breath) -> bool:
    words = breath.words
    said = frozenset(words)
    if not _LEGS & said or _UNTOLD & said or _THEIRS.intersection((*breath.before, *words)):
        return False
    thick = bool(_LOWER & said and _THICK & said)
    return thick or bool(_SWELLS & said) or bool(_GROW.intersection(pairwise(words)))
