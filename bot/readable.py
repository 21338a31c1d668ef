"""Codes that people read out to each other: no letter that looks or sounds like another."""

from __future__ import annotations

import secrets

SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"


def code(half: int) -> str:
    """A random code of two halves of so many signs, such as `ACDE-3467`."""
    first, second = ("".join(secrets.choice(SIGNS) for _ in range(half)) for _ in range(2))
    return f"{first}-{second}"
