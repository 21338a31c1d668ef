"""How somebody wants to be reached, found in their words. No words are kept but these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\(?\d[\d\s().\-/]{4,24}\d")
_SPOKEN = (
    (re.compile(r"\s+(?:at|\(at\))\s+", re.IGNORECASE), "@"),
    (re.compile(r"\s+dot\s+", re.IGNORECASE), "."),
)
_LEAD = re.compile(
    r"^(?:(?:hi|hello|well|ok|okay|yes|sure)[\s,.!]+)*"
    r"(?:(?:my (?:full |first )?name(?:'s|’s| is)|name is|name:|i am called|i am|i'm|i’m|im|it's|it is"
    r"|this is|call me|they call me|the name is|the name's)\s+)?",
    re.IGNORECASE,
)
_WORDS_OF_A_NAME = 6
_LONGEST = {"name": 100, "time": 200}
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


@dataclass(frozen=True)
class Reach:
    """A phone number or an e-mail address."""

    kind: Literal["phone", "email"]
    value: str


def reach(text: str) -> Reach | None:
    """The phone number or e-mail address in a text, if there is one."""
    if found := _EMAIL.search(text) or _EMAIL.search(_written(text)):
        return Reach("email", found[0].rstrip("."))
    for number in _PHONE.findall(text):
        if _FEWEST_DIGITS <= sum(sign.isdigit() for sign in number) <= _MOST_DIGITS:
            return Reach("phone", " ".join(number.split()))
    return None


def name(text: str) -> str | None:
    """What somebody is called; None for what can be no name."""
    said = " ".join(_LEAD.sub("", text.strip(), count=1).split()).strip(" .,!")
    is_name = any(sign.isalpha() for sign in said) and not any(sign.isdigit() or sign == "?" for sign in said)
    fits = len(said) <= _LONGEST["name"] and len(said.split()) <= _WORDS_OF_A_NAME
    return said if is_name and fits else None


def best_time(text: str) -> str:
    """When to call, in the patient's words."""
    return " ".join(text.split())[: _LONGEST["time"]]


def _written(text: str) -> str:
    """`bob at example dot org` as it is written."""
    for spoken, sign in _SPOKEN:
        text = spoken.sub(sign, text)
    return text
