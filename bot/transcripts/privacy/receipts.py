"""Receipts of erasures: that, when, at whose wish and how much, and never what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import readable
from bot.transcripts.erased import digest
from bot.transcripts.privacy.tables import RECEIPTS

Wish = Literal["patient", "staff", "retention"]


@dataclass(frozen=True)
class Asked:
    """Who wanted an erasure: the patient, one of the staff by name, or the rules of retention."""

    by: Wish = "patient"
    person: str | None = None


PATIENT = Asked()


@dataclass(frozen=True)
class Receipt:
    """One erasure. `conversation` is the digest of its id, `rows` how many of each table went."""

    number: str
    at: datetime
    conversation: str
    asked_by: Wish
    person: str | None
    rows: Mapping[str, int]


def write(
    connection: Connection, conversation: str, asked: Asked, rows: Mapping[str, int], now: datetime
) -> Receipt:
    """Make out a receipt in the transaction of the erasure."""
    receipt = Receipt(f"R-{readable.code(5)}", now, digest(conversation), asked.by, asked.person, dict(rows))
    connection.execute(sa.insert(RECEIPTS), vars(receipt))
    return receipt


def find(connection: Connection, number: str) -> Receipt | None:
    """A receipt by its number."""
    row = connection.execute(_ALL.where(RECEIPTS.c.number == number.strip().upper())).mappings().first()
    return Receipt(**row) if row else None


def latest(connection: Connection, limit: int = 50) -> list[Receipt]:
    """The newest receipts."""
    found = connection.execute(_ALL.order_by(RECEIPTS.c.at.desc()).limit(limit))
    return [Receipt(**row) for row in found.mappings()]


_ALL = sa.select(RECEIPTS)
