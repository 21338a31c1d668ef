"""How much one address may ask of the console."""

from __future__ import annotations

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

ANY = "30/second;600/minute"
GUESSES = "10/minute;60/hour"
"""Sign-ins gone wrong, from one address, whatever the name; a whole clinic may share an address."""

LIMITS = Limiter(get_remote_address, default_limits=[ANY], strategy="moving-window")


def went_wrong(response: Response) -> bool:
    """Whether a sign-in was refused: others do not count."""
    return response.status_code == 401


guesses = LIMITS.limit(GUESSES, methods=["POST"], deduct_when=went_wrong, scope="sign-in")
"""Marks the pages where somebody could try out passwords or codes."""
