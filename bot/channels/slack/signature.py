"""What Slack signs, and nobody else can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import time

from slack_sdk.signature import Clock, SignatureVerifier

from bot.channels.request import Refused


class Signatures:
    """Tells Slack's requests from others by the signing secret that it shares with the clinic.

    A request that is older than five minutes is refused as well: somebody may have kept it.
    """

    def __init__(self, secret: str, now: Callable[[], float] = time) -> None:
        clock = Clock()
        clock.now = now  # type: ignore[method-assign]
        self._verifier = SignatureVerifier(secret, clock)

    def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raises Refused."""
        try:
            is_good = self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, TypeError, ArithmeticError):
            # The library expects a time that is a number, none too large, and text for the rest.
            is_good = False
        if not is_good:
            raise Refused(401, "Slack has not signed this, or too long ago.")
