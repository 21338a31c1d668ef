"""What a word sounds like: `flewoxatine` sounds as fluoxetine does, `ser tra leen` as sertraline."""

from __future__ import annotations

import re

_WRITTEN = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"ph"), "f"),
    (re.compile(r"sh"), "j"),
    (re.compile(r"gh"), ""),
    (re.compile(r"th"), "t"),
    (re.compile(r"t?ch|ck|qu?"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=.)h"), ""),
    (re.compile(r"(?<=[^aeiouy])e$"), ""),
    (re.compile(r"(?<=[aeiouy])w"), ""),
    (re.compile(r"[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound(word: str) -> str:
    """The consonants of a word as they are heard, with one sign for any vowels between them."""
    for pattern, heard in _WRITTEN:
        word = pattern.sub(heard, word)
    return word
