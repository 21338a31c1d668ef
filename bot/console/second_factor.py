"""The second factor: the key that an authenticator app makes codes from, and how it is kept.

The database holds it sealed with the signing key, for one of the staff alone: who reads the database makes no
codes, and who writes to it cannot give their own key to somebody else. AES-GCM rather than Fernet: it is tied
to the person, and short enough for the column that held the keys while they could be read.
"""

from __future__ import annotations

import re
import secrets
from base64 import b32decode, b32encode, b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from markupsafe import Markup
from sqlalchemy.engine import Connection

from bot.transcripts.staff import people
from bot.transcripts.staff.people import Person

STEP_SECONDS = 30
DRIFT = 1
"""How many half minutes a phone's clock may be off."""

ISSUER = "RLS triage"

_KEY_BYTES, _NONCE_BYTES = 20, 12
_READABLE = re.compile(r"[A-Z2-7]{32}")
"""A key as it was kept before: sealed ones are longer."""


@dataclass(frozen=True)
class Safe:
    """Makes and keeps the keys of apps; it opens with the key that cookies are signed with."""

    signing_key: str

    def begun(self, invitation: str) -> str:
        """The key for whom a one-time link is for: always the same, and stored nowhere before it is used."""
        return b32encode(self._derived(_KEY_BYTES, f"app {invitation}")).decode()

    def seal(self, key: str, person: Person) -> str:
        """What is stored of somebody's key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return b64encode(nonce + self._lock().encrypt(nonce, b32decode(key), _whose(person))).decode()

    def open(self, person: Person) -> str | None:
        """Somebody's key; None where there is none, or one sealed with another signing key or for another."""
        try:
            stored = b64decode(person.totp or "", validate=True)
            key = self._lock().decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], _whose(person))
        except (ValueError, InvalidTag):
            return None
        return b32encode(key).decode()

    def _lock(self) -> AESGCM:
        return AESGCM(self._derived(32, "kept"))

    def _derived(self, length: int, what: str) -> bytes:
        told = f"rls-triage second factor: {what}".encode()
        return HKDF(SHA256(), length, salt=None, info=told).derive(self.signing_key.encode())


def take_over(connection: Connection, safe: Safe) -> list[str]:
    """Seal what an older version kept readable; gives the names of those whose key cannot be opened."""
    lost = []
    for person in people.everyone(connection):
        if person.totp and _READABLE.fullmatch(person.totp):
            people.keep_second_factor(connection, person, safe.seal(person.totp, person))
        elif person.totp and not person.disabled_at and safe.open(person) is None:
            lost.append(person.name)
    return lost


def step(key: str | None, code: str, now: datetime, after: int | None) -> int | None:
    """The half minute a code is for, if it is right and later than the last one that was taken."""
    if key is None:
        return None
    plain, asked = code.replace(" ", ""), int(now.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(key)
    for each in range(asked - DRIFT, asked + DRIFT + 1):
        if each > (after or 0) and pyotp.utils.strings_equal(codes.generate_otp(each), plain):
            return each
    return None


def app_link(key: str, name: str) -> str:
    """What an authenticator app on the same phone opens."""
    return pyotp.TOTP(key).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(link: str) -> Markup:
    """A link as an SVG for a phone's camera: black on white in the dark too, or some cannot read it."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # shapes alone: nothing of the link is in it as text


def _whose(person: Person) -> bytes:
    return str(person.id).encode()
