"""Who may talk with the bot over the website: from which page, with which token, and how much."""

from __future__ import annotations

from datetime import timedelta

from sanic.request import Request

from bot.channels.rates import Rates
from bot.channels.request import Refused, sender
from bot.channels.website.origins import Origins
from bot.channels.website.tokens import Tokens
from bot.key_file import signing_key
from bot.settings import Settings

Headers = dict[str, str]

LARGEST_BODY = 64 * 1024
LONGEST_TOKEN = 400

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""What is said to a patient is kept by no proxy and runs nowhere as a page."""


class Gate:
    """Looks at a request before anything is done for it."""

    def __init__(self, clinic: Settings) -> None:
        self.tokens = Tokens(signing_key(clinic), timedelta(hours=clinic.token_hours))
        self._origins = Origins(clinic.origins)
        self._conversations = Rates(clinic.rate_conversation)
        self._addresses = Rates(clinic.rate_address)
        self._proxies = clinic.proxies

    def headers(self, request: Request) -> Headers:
        """What goes with every answer. Raises Refused for a foreign website."""
        return {**HEADERS, **self._origins.admit(request)}

    def conversation(self, request: Request) -> str:
        """Whose conversation a request is about, if it was not erased. Raises Refused."""
        scheme, token = request.headers.get("authorization", "")[:LONGEST_TOKEN].partition(" ")[::2]
        return self.named_by(token.strip() if scheme.lower() == "bearer" else None)

    def named_by(self, token: object) -> str:
        """The conversation a token is for. Raises Refused."""
        is_one = isinstance(token, str) and len(token) <= LONGEST_TOKEN
        conversation = self.tokens.conversation(str(token)) if is_one else None
        if conversation is None:
            raise Refused(
                401, "The token is missing, not from here, or has run out.", WWW_Authenticate="Bearer"
            )
        return conversation

    def count(self, request: Request, conversation: str | None = None) -> None:
        """Count a request, and to its conversation if it adds to it. Raises Refused for too many at once."""
        self.charge(self.side(request), conversation)

    def side(self, request: Request) -> str:
        """The address a request counts to."""
        return sender(request, self._proxies)

    def charge(self, address: str, conversation: str | None = None) -> None:
        """Count something to an address, and to a conversation if it adds to it. Raises Refused."""
        wait = self._addresses.wait(address)
        if not wait and conversation:
            wait = self._conversations.wait(conversation)
        if wait:
            raise Refused(429, "Too many messages at once.", Retry_After=str(wait))

    def measure(self, request: Request) -> None:
        """Raises Refused for a body that is too large, or of a kind a form on any page could send."""
        if len(request.body) > LARGEST_BODY:
            raise Refused(413, "The body may have at most 64 kB.")
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise Refused(415, "Send application/json.")
