"""A message or a wish that is turned away."""

from __future__ import annotations


class Refusal(Exception):
    """A message that is not taken: nothing of it is kept, and nothing was said to it."""
