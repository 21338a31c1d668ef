"""Which websites may talk with the bot from a patient's browser."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sanic.request import Request

from bot.channels.request import Refused

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "7200",
}


@dataclass(frozen=True)
class Origins:
    """The websites of the clinic, beside the bot's own pages."""

    allowed: tuple[str, ...] = ()

    def admit(self, request: Request) -> dict[str, str]:
        """What tells the browser that it may read the answer. Raises Refused for a foreign website.

        Programs name no website; what they may do, the token and the limits say.
        """
        origin = request.headers.get("origin")
        if origin is None:
            return {}
        if origin not in self.allowed and not _is_own(origin, request):
            raise Refused(403, "This website may not use the chat.", Vary="Origin")
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
            "Vary": "Origin",
        }


def _is_own(origin: str, request: Request) -> bool:
    """Whether a page of this very server asks: the browser would have sent a foreign one's name."""
    asked_at = str(request.headers.get("host", ""))
    return asked_at != "" and urlsplit(origin).netloc == asked_at
