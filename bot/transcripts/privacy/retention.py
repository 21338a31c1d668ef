"""How long what is kept: rules by channel and state, a look at what is due, and a log of what was erased.

`telegram/abandoned` goes before `telegram`, that before `*/abandoned`, and that before `*`. Without a rule
nothing is ever erased by age.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.transcripts.database import writing
from bot.transcripts.erased import Ended
from bot.transcripts.privacy import holds
from bot.transcripts.privacy.erasure import OURS, erase_in, forget_the_log
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.receipts import Asked
from bot.transcripts.privacy.tables import RETENTION_RUNS
from bot.transcripts.tables import CONVERSATIONS

ANY = "*"


@dataclass(frozen=True)
class Due:
    """The conversations that have outlived one rule; those held are not erased."""

    rule: str
    days: int
    conversations: tuple[str, ...]
    held: frozenset[str]


@dataclass(frozen=True)
class Run:
    """What one run did by one rule; a dry one erased nothing."""

    at: datetime
    dry: bool
    rule: str
    days: int
    due: int
    held: int
    erased: int


def rule_for(rules: Mapping[str, int], channel: str | None, state: str) -> str | None:
    """The rule that counts for a conversation; None if it is kept for ever."""
    names = (f"{channel}/{state}", str(channel), f"{ANY}/{state}", ANY)
    return next((name for name in names if name in rules), None)


def due(connection: Connection, rules: Mapping[str, int], now: datetime) -> list[Due]:
    """What has outlived its rule, counted from the last word in it."""
    found: dict[str, list[str]] = {}
    if rules:
        oldest = now - timedelta(days=min(rules.values()))
        for row in connection.execute(_SILENT, {"before": oldest}):
            rule = rule_for(rules, row.channel, row.state)
            if rule and row.last_at < now - timedelta(days=rules[rule]):
                found.setdefault(rule, []).append(row.id)
    held = frozenset(hold.conversation for hold in holds.everything(connection))
    return [Due(rule, rules[rule], tuple(ids), held.intersection(ids)) for rule, ids in sorted(found.items())]


def run(engine: Engine, rules: Mapping[str, int], now: datetime, dry: bool) -> list[Run]:
    """Erase what is due, each conversation in a transaction of its own; or only say what would be."""
    with engine.connect() as connection:
        waiting = due(connection, rules, now)
    runs = [_run(engine, each, now, dry) for each in waiting]
    if runs:
        with writing(engine).begin() as connection:
            connection.execute(sa.insert(RETENTION_RUNS), [vars(each) for each in runs])
        forget_the_log(engine)
    return runs


def log(connection: Connection, limit: int = 50) -> list[Run]:
    """The latest runs."""
    columns = [RETENTION_RUNS.c[name] for name in Run.__dataclass_fields__]
    found = sa.select(*columns).order_by(RETENTION_RUNS.c.id.desc()).limit(limit)
    return [Run(**row) for row in connection.execute(found).mappings()]


def lines(runs: list[Run]) -> Iterator[str]:
    """What was done, a line for each rule."""
    for each in runs:
        what = "would be erased" if each.dry else "erased"
        count = each.due - each.held if each.dry else each.erased
        yield f"{each.rule} (over {each.days} days): {count} {what}, {each.held} held"
    if not runs:
        yield "Nothing is older than the rules of RLS_RETENTION_DAYS allow."


def _run(engine: Engine, waiting: Due, now: datetime, dry: bool) -> Run:
    free = [each for each in waiting.conversations if each not in waiting.held]
    erased = 0 if dry else sum(_erase(engine, each, waiting, now) for each in free)
    held = len(waiting.held)
    return Run(now, dry, waiting.rule, waiting.days, len(waiting.conversations), held, erased)


def _erase(engine: Engine, conversation: str, waiting: Due, now: datetime) -> bool:
    """Who has written meanwhile, or is held, is left."""
    try:
        with writing(engine).begin() as connection:
            this = {"this": conversation, "before": now - timedelta(days=waiting.days)}
            if connection.execute(_STILL, this).first() is None:
                return False
            return erase_in(connection, conversation, conversation.startswith(OURS), _BY_AGE, now) is not None
    except (OnHold, Ended):
        return False


_BY_AGE = Asked("retention")
_WHEN = CONVERSATIONS.c.last_at < sa.bindparam("before")
_SILENT = (
    sa.select(CONVERSATIONS.c.id, CONVERSATIONS.c.channel, CONVERSATIONS.c.state, CONVERSATIONS.c.last_at)
    .where(_WHEN)
    .order_by(CONVERSATIONS.c.last_at)
)
_STILL = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == sa.bindparam("this"), _WHEN)
