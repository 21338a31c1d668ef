"""How much one address may ask of the console."""

from __future__ import annotations

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

ANY = "1200/minute"
"""A clinic's whole staff may share an address."""

GUESSES = "10/minute;60/hour"
"""Sign-ins gone wrong, whatever the name."""

LIMITS = Limiter(get_remote_address, default_limits=[ANY], strategy="moving-window")


def went_wrong(response: Response) -> bool:
    """Whether a sign-in was refused: others do not count."""
    return response.status_code == 401


guesses = LIMITS.limit(GUESSES, methods=["POST"], deduct_when=went_wrong, scope="sign-in")
"""Marks the pages where somebody could try out passwords or codes."""
