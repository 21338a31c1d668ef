"""Finds what tells directly who somebody is: names, phones, e-mails, addresses, dates of birth, numbers.

By rules, so that a reader can see why something is hidden. They rather hide too much: staff may ask for it.
A name that nobody introduces (`it is Bob again`) is found where the name is already known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["email", "web address", "phone", "date of birth", "number", "address", "name"]


@dataclass(frozen=True)
class Identifier:
    """A place in a text that says who somebody is."""

    kind: Kind
    start: int
    end: int


def find(text: str, names: Iterable[str] = ()) -> list[Identifier]:
    """Every identifier of a text, in order, none within another. `names` are those known already."""
    found = sorted(_all(text, names), key=lambda each: (each.start, -each.end))
    apart: list[Identifier] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def hidden(text: str, names: Iterable[str] = ()) -> str:
    """A text with its identifiers covered, and what they are in their place."""
    for each in reversed(find(text, names)):
        text = f"{text[: each.start]}[{each.kind}]{text[each.end :]}"
    return text


def _all(text: str, names: Iterable[str]) -> Iterator[Identifier]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            if kind != "phone" or 7 <= sum(sign.isdigit() for sign in text[start:end]) <= 15:
                yield Identifier(kind, start, end)
    for part in {part for name in names for part in name.split() if len(part) > 1}:
        for match in re.finditer(rf"\b{re.escape(part)}\b", text, re.IGNORECASE):
            yield Identifier("name", *match.span())


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?"
_DATE = (
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?:19|20)\d{{2}}"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{{2}}"
)
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|place|pl|way|terrace|crescent"
    r"|boulevard|blvd)"
)
_NUMBERED = (
    r"(?:nhs|ssn|mrn|medicare|medicaid|passport|licen[cs]e|insurance|member|policy|patient|record|account"
    r"|ppsn?|id)"
)
_NAMED = r"[^\W\d_][\w'’-]*"
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_NO_NAME = r"(?!(?:not|no|a|an|the|on|in|at|my|your|is|from|and|but|unknown|none|private)\b)"
_RELATIVE = r"(?:daughter|son|wife|husband|mother|father|mum|mom|dad|partner|doctor|child|baby)"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")),
    ("web address", re.compile(r"(?i:https?://|www\.)\S+")),
    ("date of birth", re.compile(rf"(?i:\b(?:{_DATE})\b)")),
    (
        "date of birth",
        re.compile(r"(?i:\b(?:born|dob|birthday)\b[^.!?\n\d]{0,20}(?P<year>(?:19|20)\d{2})\b)"),
    ),
    ("number", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    ("number", re.compile(r"(?i:\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b)")),
    (
        "number",
        re.compile(
            rf"(?i:\b{_NUMBERED}\b(?:\s+(?:no|nr|number|id|card))?\.?[\s:#]*(?:is\s+)?"
            r"(?P<of>(?:[A-Z]{1,4}\s?)?\d[\w-]*(?:[ -]\d[\w-]*)*))"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{5,20}\d(?!\w)")),
    (
        "address",
        re.compile(
            rf"(?i:\b\d{{1,5}}[a-z]?,?\s+(?:{_NAMED}\s+){{1,3}}{_STREET}\b\.?"
            r"(?:,?\s+(?:apt|flat|unit|suite|apartment)\.?\s*\w+)?)"
        ),
    ),
    ("address", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")),
    (
        "address",
        re.compile(
            r"(?i:\b(?:live|living|staying|address is|resid\w+)\s+(?:at|in|on)\s+)"
            r"(?P<place>[A-Z0-9][^.!?\n]{2,60})"
        ),
    ),
    (
        "address",
        re.compile(r"(?i:\b(?:zip|postcode|post code)\b(?:\s+code)?[\s:]*(?:is\s+)?)(?P<code>[\w-]{3,10})"),
    ),
    (
        "name",
        re.compile(
            r"(?i:\b(?:my (?:full |first |last )?name(?:'s|’s| is)|name:|i am called"
            rf"|{_RELATIVE}(?:'s name)? is called)\s+)"
            rf"(?P<who>{_NO_NAME}{_NAMED}(?:\s+{_CAPITAL}){{0,3}})"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?i:\b(?:call me|this is|speaking to|it's|it is)\s+)"
            rf"(?P<said>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"
        ),
    ),
    ("name", re.compile(rf"(?i:\b(?:i am|i'm|i’m|im)\s+)(?P<self>{_CAPITAL}(?:\s+{_CAPITAL}){{1,3}})")),
    (
        "name",
        re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Nurse)\.?\s+(?P<titled>{_CAPITAL}(?:\s+{_CAPITAL})?)"),
    ),
)
