"""What a patient's browser holds: a signed token for one conversation, for a time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, TimestampSigner

PREFIX = "web:"
_RANDOM_BYTES = 24


@dataclass(frozen=True)
class Token:
    """A token and when it ends."""

    text: str
    expires: datetime


class Tokens:
    """Makes and reads tokens: the conversation's own part first, then the time and the signature.

    The beginning of a token is the same as long as its conversation lasts, so that a proxy may go by it.
    """

    def __init__(self, key: str, life: timedelta) -> None:
        self._signer = TimestampSigner(
            key, salt="rls-triage conversation", key_derivation="hmac", digest_method=hashlib.sha256
        )
        self._life = life

    def begin(self) -> Token:
        """A token for a new conversation, whose id nobody can guess."""
        return self.renew(f"{PREFIX}{secrets.token_urlsafe(_RANDOM_BYTES)}")

    def renew(self, conversation: str) -> Token:
        """A fresh token for a conversation."""
        text = self._signer.sign(conversation.removeprefix(PREFIX)).decode()
        return Token(text, self._signer.unsign(text, return_timestamp=True)[1] + self._life)

    def conversation(self, token: str) -> str | None:
        """The conversation a token is for; None if it was not made here, or has ended."""
        try:
            named = self._signer.unsign(token, max_age=int(self._life.total_seconds()))
        except (BadSignature, UnicodeError):
            return None
        return f"{PREFIX}{named.decode()}"
