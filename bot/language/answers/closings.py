"""How a reply to a list is closed: all of it, all but one, none after all, the rest."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.values import Value
from bot.language.answers.setting import Setting
from bot.language.words.word_list import words_of

_ALONE = frozenset(
    tuple(said.split()) for said in ("i do", "i have", "i am", "i do not", "i have not", "i am not")
)
_ALL = frozenset({"all", "everything", "lot", "every", "whole", "each"})
_EXCEPT = frozenset({"except", "but", "bar", "apart", "minus", "besides", "save", "excluding", "without"})
_WELL = words_of("no none nothing not fine good ok clear well healthy normal")
_NOTHING = frozenset({"none", "nothing", "nil", "neither", "zero", "nope", "nowt", "sod", "no"})
_AROUND_NOTHING = words_of(
    "so now me i have tick am these days anymore at all is of that it them those either for well the and "
    "then just box ticks us mine any more here this"
)
_OTHERWISE = frozenset({"else", "other", "others", "rest", "otherwise", "remaining", "apart"})
_REMAINDER = frozenset({"else", "others", "rest", "more"})
_SMALL = _AROUND_NOTHING | {
    "thanks",
    "thank",
    "you",
    "yes",
    "yeah",
    "er",
    "um",
    "oh",
    "nah",
    "no",
    "not",
    "do",
    "really",
}
_OVER = frozenset(
    [
        *("was", "were", "had", "used", "ago", "last", "back", "cured", "over", "before", "husband"),
        *("wife", "partner", "mum", "mom", "dad", "mother", "father", "son", "daughter", "sister"),
        *("brother", "he", "she", "they", "her", "his", "friend", "mate", "dog", "nan", "gran"),
        *("family"),
    ]
)


def all_but(setting: Setting) -> bool:
    """`all of it apart from the back`, `every one bar cramps`; not `all fine except`."""
    words = setting.message.words
    firsts = [index for index, word in enumerate(words[:8]) if word in _ALL]
    if not firsts or _WELL.intersection(words[: firsts[0]]):
        return False
    following = words[firsts[0] + 1 : firsts[0] + 7]
    until = next((index for index, word in enumerate(following) if word in _EXCEPT), None)
    if until is None:
        return words[:1] == ("all",) and words[1:2] in {(",",), (".",), ("-",)} and "not" in words[2:6]
    return not _WELL.intersection(following[:until]) and not {"i", "is"}.intersection(following[:until])


def rest_yes(setting: Setting) -> bool:
    """`no cramp, no burn, the rest I have`."""
    words = [word for word in setting.message.words if word[0].isalnum()]
    last = words[-4:]
    return bool({"rest", "others"} & set(last)) and (
        last[-2:] in (["i", "have"], ["i", "do"], ["i", "get"]) or last[-1] in {"yes", "yeah"}
    )


def nothing_after_all(setting: Setting) -> bool:
    """`used to snore, nothing now`; `my son's the type 1. me nothing`: that is over, or another's."""
    words = list(setting.message.words)
    while words and not words[-1][0].isalnum():
        words.pop()
    stops = {",", ".", ";", "but", "-", "!", "\n"}
    start = max((index + 1 for index, word in enumerate(words) if word in stops), default=0)
    last = set(words[start:])
    if not start or not _NOTHING & last or _OTHERWISE & last or not _OVER.intersection(words[:start]):
        return False
    return last <= _NOTHING | _AROUND_NOTHING


def of_the_rest(setting: Setting) -> bool:
    """`like balloons every night, nothing else`: what comes before the rest was told, if unheard."""
    words = setting.message.words
    places = [at for at, word in enumerate(words) if word in _REMAINDER and at]
    told = [word for word in words[: max(places[0] - 2, 0)] if word[0].isalnum()] if places else []
    denied = bool(_NOTHING.intersection(words[places[0] - 2 :])) if places else False
    return denied and len(set(told) - _NOTHING - _SMALL) > 0


def bare(setting: Setting) -> bool:
    """Whether yes or no stands by itself: not the `I am` of `I am 41`, `I do not` of `I do not go out`."""
    strong = {"opening_yes", "surely_yes", "opening_no", "surely_no"} & set(setting.labels)
    words = tuple(word for word in setting.message.words if word[0].isalnum())
    alone = len(words) <= 6 and (words[-3:] in _ALONE or words[-2:] in _ALONE)
    return bool(strong) or len(words) <= 2 or alone


def only_denials(named: Mapping[str, Value]) -> bool:
    """Whether single items were denied and nothing more: `no chest pain` leaves the others open."""
    return bool(named) and set(named.values()) == {"no"}
