"""Slack's markup: what patients type comes with it, and what the bot says must not turn into it."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"<((?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>|]*)(?:\|([^<>]*))?>")
"""A link, a name or a call to all; any other `<` is one that somebody typed."""

_SCHEME = re.compile(r"^(?:mailto|tel):")

_MEANT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(text: str) -> str:
    """What somebody typed, as they saw it."""
    return _unescaped(_ENTITY.sub(_seen, text)).strip()


def escaped(text: str) -> str:
    """A text that says the same where Slack looks for markup."""
    return "".join(_MEANT.get(letter, letter) for letter in text)


def length(text: str) -> int:
    """How long a text is for Slack."""
    return len(escaped(text))


def _seen(found: re.Match[str]) -> str:
    """What a reader sees in place of a link. Names of people are left out, the bot's own among them."""
    target, label = found[1], found[2]
    if target.startswith("@"):
        return ""
    if target.startswith("!"):
        return label if label is not None else f"@{target[1:].partition('^')[0]}"
    if target.startswith("#"):
        return f"#{label or 'channel'}"
    return label or _SCHEME.sub("", target)


def _unescaped(text: str) -> str:
    """Only what Slack escapes: `&eacute;` is what somebody typed."""
    for letter, written in reversed(_MEANT.items()):
        text = text.replace(written, letter)
    return text
