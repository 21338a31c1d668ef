"""Alerts for staff on their way out: noted with the turn that raised them, taken by one process at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts.tables import ALERTS, CONVERSATIONS

KINDS = ("same_day", "emergency")
"""What staff are told of, the worse the later: somebody was sent for help now, or is to be seen today."""

_OVER = frozenset({"emergency", "finished"})
"""The states in which a conversation has told its patient how urgent it is."""

_RANDOM_BYTES = 12


@dataclass(frozen=True)
class Alert:
    """Something to tell staff, by one way. `reference` stands for the conversation outside our machines."""

    id: int
    reference: str
    kind: str
    way: str
    raised_at: datetime
    tries: int


def standing(connection: Connection, conversation: str) -> str | None:
    """What staff have had to know of a conversation so far."""
    found = connection.execute(_STANDING, {"of": conversation}).mappings().first()
    return kind(found) if found else None


def kind(summary: Mapping[str, Any]) -> str | None:
    """What staff have to know of a conversation with this summary; None for nothing that cannot wait."""
    urgency = summary["urgency"] if summary["state"] in _OVER else None
    return urgency if urgency in KINDS else None


def rises(before: str | None, after: str | None) -> bool:
    """Whether what staff have to know has become worse."""
    ranks = (None, *KINDS)
    return ranks.index(after) > ranks.index(before)


def add(connection: Connection, conversation: str, kind: str, ways: Iterable[str], now: datetime) -> None:
    """Note an alert, once for each way it goes."""
    one = {"conversation": conversation, "kind": kind, "raised_at": now, "due_at": now, "tries": 0}
    one["reference"] = secrets.token_urlsafe(_RANDOM_BYTES)
    if rows := [{**one, "way": way} for way in ways]:
        connection.execute(_ADD, rows)


def conversation(connection: Connection, reference: str) -> str | None:
    """The conversation that an alert is about; None if it has been erased, or there never was one."""
    found: str | None = connection.execute(_ABOUT, {"reference": reference}).scalar()
    return found


def due(connection: Connection, ways: Iterable[str], now: datetime) -> list[Alert]:
    """What is to be sent by these ways now, oldest first."""
    found = connection.execute(_DUE, {"ways": list(ways), "now": now}).mappings()
    return [Alert(**row) for row in found]


def take(connection: Connection, alert: Alert, until: datetime) -> bool:
    """Take an alert for oneself until then; False if somebody else has, or it is gone."""
    taken = connection.execute(_TAKE, {"this": alert.id, "seen": alert.tries, "until": until})
    return bool(taken.rowcount)


def sent(connection: Connection, alert: Alert, now: datetime) -> None:
    """Note that staff have it."""
    connection.execute(_SENT, {"this": alert.id, "now": now})


def later(connection: Connection, alert: Alert, due: datetime | None) -> None:
    """Note when to try again; None for never."""
    connection.execute(_LATER, {"this": alert.id, "then": due})


_STANDING = sa.select(CONVERSATIONS.c.state, CONVERSATIONS.c.urgency).where(
    CONVERSATIONS.c.id == sa.bindparam("of")
)
_ADD = sa.insert(ALERTS)
_ABOUT = sa.select(ALERTS.c.conversation).where(ALERTS.c.reference == sa.bindparam("reference")).limit(1)
_DUE = (
    sa.select(*(ALERTS.c[name] for name in Alert.__dataclass_fields__))
    .where(ALERTS.c.due_at <= sa.bindparam("now"), ALERTS.c.way.in_(sa.bindparam("ways", expanding=True)))
    .order_by(ALERTS.c.id)
)
_THIS = ALERTS.c.id == sa.bindparam("this")
_TAKE = (
    sa.update(ALERTS)
    .where(_THIS, ALERTS.c.tries == sa.bindparam("seen"), ALERTS.c.due_at.is_not(None))
    .values(tries=ALERTS.c.tries + 1, due_at=sa.bindparam("until"))
)
_SENT = sa.update(ALERTS).where(_THIS).values(sent_at=sa.bindparam("now"), due_at=None)
_LATER = sa.update(ALERTS).where(_THIS).values(due_at=sa.bindparam("then"))
