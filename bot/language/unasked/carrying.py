"""A pregnancy told by what it brings: `no side suits me with this bump`, `none, 35 and pregnant`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.answers.breaths import Breath, breaths
from bot.language.answers.setting import Setting
from bot.language.words.word_list import words_of

_ALONE = words_of("i am now currently obviously still as so yes here well pregnant again")
"""Words of a breath that says it and nothing else."""
_MINE = words_of("my this the")
_ELSEWHERE = words_of("on in above under behind")
"""After a bump these tell where on the body it is."""
_BABY_DOES = words_of("due sitting lying dancing kicking pressing")
_DENIED = words_of("not never neither nor without")
_ANOTHER = words_of(
    "was had were lost born last when before if ago sister sisters daughter daughters wife missus friend her "
    "she brother son mum mom mother partner girlfriend niece cousin husband dad miscarriage"
)
"""Somebody else, or another time, anywhere in the message: then only plain words tell of a pregnancy."""


def carries(setting: Setting) -> bool:
    """Whether the writer is pregnant now, by a bump, a baby not yet born, or the bare word."""
    words = setting.message.words
    if "?" in words or _ANOTHER.intersection(words):
        return False
    parts = breaths(setting.message.sentences)
    undenied = not _DENIED.intersection(words) and "no" not in words[1:] and _answers(words)
    return any(_bump(part.words) for part in parts) or (undenied and any(map(_bare, parts)))


def _answers(words: Sequence[str]) -> bool:
    """Whether a `no` that opens the message answers, and denies nothing after it: `no, 35 and pregnant`."""
    return words[:1] != ("no",) or not words[1:2] or not words[1].isalnum()


def _bare(breath: Breath) -> bool:
    """`pregnant`, `so I'm pregnant now`: a breath with nothing else in it."""
    return "pregnant" in breath.words and _ALONE.issuperset(breath.words)


def _bump(words: Sequence[str]) -> bool:
    """`over the bump`, `baby's sitting on my hip`; not `the bump on my shin`."""
    for index, word in enumerate(words):
        before, after = words[max(0, index - 1) : index], words[index + 1 : index + 3]
        if word == "bump" and _MINE.intersection(before) and not _ELSEWHERE.intersection(after[:1]):
            return True
        if word == "pregnancy" and "this" in before:
            return True
        if word == "baby" and _BABY_DOES.intersection(after):
            return True
    return False
