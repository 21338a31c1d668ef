"""Passwords: as Argon2 hashes, and which are taken at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200


def _hasher() -> PasswordHasher:
    # The least OWASP asks for: the machine has its patients to answer at the same time.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Passwords:
    """Makes and checks hashes. Checking takes as long for a name that nobody has."""

    hasher: PasswordHasher = field(default_factory=_hasher)
    nobodys: str = ""

    @classmethod
    def of(cls, hasher: PasswordHasher | None = None) -> Passwords:
        """With the shipped costs unless told otherwise."""
        used = hasher or _hasher()
        return cls(used, used.hash(secrets.token_urlsafe(16)))

    def hash(self, password: str) -> str:
        """What is stored."""
        return self.hasher.hash(password)

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether it is the password that was stored; never for somebody who has none."""
        try:
            right = self.hasher.verify(stored or self.nobodys, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return right and stored is not None


def fault(password: str, name: str) -> str | None:
    """Why a password is not taken; None if it is."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. A few words in a row work well."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if name in password.lower() or len(set(password)) < 5:
        return "That would be easy to guess. Use a few words that have nothing to do with you."
    return None
