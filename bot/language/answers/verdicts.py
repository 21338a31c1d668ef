"""What the words beside a named thing say of it: `kidneys ok`, `no idea about my liver`, `skip the mood`."""

from __future__ import annotations

from collections.abc import Container, Sequence

from bot.knowledge.values import DECLINED, UNKNOWN
from bot.language.words.text import Sentence
from bot.language.words.word_list import words_of

_ENDS = frozenset({",", ".", ";", "but", "!", "\n", "(", ")"})
_JOINTS = frozenset({"and", "or", "nor", "&", "+", "the", "my", "any", "a", "n"})
_LINKS = words_of(
    "is are s was were all both thing one ones part bit stuff disease problem problems : - ? = ' \" . really "
    "still"
)
_FILLS = _LINKS | words_of("i am have would do could can he she they it that , honestly just well some days")
"""Words that may stand before `not sure`: `kidneys I'm not sure`."""
_YES = frozenset({"yes", "yeah", "yep", "aye", "yup", "definitely", "yea", "ye", "tick"})
_NO = frozenset({"no", "nope", "nah", "none", "never", "n", "nae", "not", "negative"})
_WELL = words_of("fine ok okay good normal alright great clear perfect healthy grand checked")
_GONE = frozenset({"ended", "stopped", "finished", "cleared", "gone"})
_UNSURE = frozenset({"unsure", "dunno", "maybe", "possibly", "perhaps", "unknown", "idk", "waiting"})
_KNOWING = words_of("sure certain know idea clue say tell judge tested remember")
_KEPT = words_of("skip pass leave rather private talking discuss discussing saying")
_SURE = frozenset({"sure", "certain", "know", "idea", "clue"})
_DOUBT = words_of("maybe perhaps possibly unsure might wonder suspect waiting suspected")
_TELLING = frozenset({"talking", "saying", "discussing"})
_SOFTER = frozenset({"and", "either", "though", "tho", "yet", "lol", "thanks"})
_AND = frozenset({"and", "or", "nor", "&"})
_TESTS = frozenset({"testing", "tested", "checking", "checked", "screening", "investigating"})
_REACH = 6


def beside(sentence: Sentence, start: int, end: int, following: Sentence | None = None) -> str | None:
    """Yes, no, unknown or declined by the words around a thing named; None where they do not say.

    The sentence that follows is heard where the thing stands at the end of its own: `stress? maybe`.
    """
    words = sentence.words[end:]
    if following and _LINKS.issuperset(words):
        words += following.words[:_REACH]
    return after(words) or before(sentence.words, start)


def after(words: Sequence[str]) -> str | None:
    """`thyroid no`, `back never`, `mood.. couldn't tell you`, `kidneys I'm not sure`."""
    here, rest = _beyond(words, _LINKS)
    over = not rest or rest[0] in _ENDS or rest[0] in _SOFTER
    if here in _NO and (over or rest[0] in {"me", "mine"}):
        return "no"
    if here in _YES or here in _WELL | _GONE:
        return "yes" if here in _YES else "no"
    if ("so", "not", "that") in zip(words, words[1:], words[2:], strict=False):
        return "no"
    here, rest = _beyond(words, _FILLS)
    of_next = bool({"about", "if", "whether", "on"}.intersection(rest[1:2]))
    if here in _UNSURE or (
        here in {"not", "no", "never"} and _KNOWING.intersection(rest[:1]) and not of_next
    ):
        return UNKNOWN
    return DECLINED if here in _KEPT and rest else None


def _beyond(words: Sequence[str], fills: Container[str]) -> tuple[str, Sequence[str]]:
    """The first word that is more than a filler, and those after it."""
    place = 0
    while place < min(len(words), _REACH) and words[place] in fills:
        place += 1
    return (words[place], words[place + 1 :]) if place < len(words) else ("", ())


def before(words: Sequence[str], start: int) -> str | None:
    """`no idea about my liver`, `couldn't say if I snore`, `testing me for lupus`, `skip the mood one`."""
    edge = start
    while edge > max(0, start - _REACH) and words[edge - 1] not in _ENDS:
        edge -= 1
    near = words[edge:start]
    if not near:
        return None
    denied = [index for index, word in enumerate(near) if word in {"not", "no", "never"}]
    if near[0] in {"skip", "pass"} or (denied and _TELLING.intersection(near)):
        return DECLINED
    whether = bool({"if", "whether", "about"}.intersection(near))
    knows = len(denied) == 1 and bool((_KNOWING if whether else _SURE).intersection(near[denied[0] + 1 :]))
    tests = bool(_TESTS.intersection(near)) and "for" in near and not denied
    if knows or tests or _DOUBT.intersection(near):
        return UNKNOWN
    return "no" if near[-1] == "not" and len(denied) == 1 else None


def joined(sentence: Sentence, end: int, start: int) -> bool:
    """Whether two things stand side by side: `kidneys and sugar`."""
    between = sentence.words[end:start]
    return 0 < len(between) <= 3 and _JOINTS.issuperset(between) and bool(_AND.intersection(between))
