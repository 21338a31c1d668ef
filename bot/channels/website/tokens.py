"""What a patient's browser holds: a signed token for one conversation, for a time."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from bot.errors import SettingsError

PREFIX = "web:"
KEY_FILE = "secret.key"
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


def key_in(folder: Path) -> str:
    """The key kept in a folder, made there the first time. Raises SettingsError."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
        return path.read_text("ascii")
    except OSError as error:
        reason = f"The key file {path} cannot be used: {error.strerror}."
        raise SettingsError(f"{reason} RLS_SECRET_KEY can take its place.") from error


def _make(path: Path) -> None:
    """Write a new key unless there is one; of several processes at once, one wins whole."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    if path.exists():
        return
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was quicker: its key is the one
    finally:
        draft.unlink()
