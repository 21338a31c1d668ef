"""Conversations in the console's addresses, by names that tell nothing: an id may be a person's number.

The same id has the same name for as long as the console keeps its key, so that addresses can be passed on.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from flask import Flask, current_app

PART = "conversation"
"""The part of a page's address that names one."""


class Addresses:
    """Covers and reads what would tell somebody's id in an address."""

    def __init__(self, key: str) -> None:
        self._cipher = AESSIV(hashlib.sha512(b"addresses of the console" + key.encode()).digest())

    def cover(self, text: str) -> str:
        """A name for it that nobody can read."""
        covered = self._cipher.encrypt(text.encode(), None)
        return urlsafe_b64encode(covered).decode().rstrip("=")

    def read(self, name: str) -> str:
        """What was covered; what was not stands for itself, for who knows an id has it from elsewhere."""
        try:
            covered = urlsafe_b64decode(name.encode() + b"=" * (-len(name) % 4))
            return self._cipher.decrypt(covered, None).decode()
        except (InvalidTag, ValueError):
            return name


def cover_in(app: Flask) -> None:
    """Let every page of the console be asked for, and linked to, by such names."""
    app.extensions["addresses"] = Addresses(app.config["SECRET_KEY"])
    app.url_defaults(_cover)
    app.url_value_preprocessor(_read)


def addresses() -> Addresses:
    """Those of the console this request came to."""
    found: Addresses = current_app.extensions["addresses"]
    return found


def _cover(endpoint: str, values: dict[str, Any]) -> None:
    if PART in values and current_app.url_map.is_endpoint_expecting(endpoint, PART):
        values[PART] = addresses().cover(values[PART])


def _read(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and PART in values:
        values[PART] = addresses().read(values[PART])
