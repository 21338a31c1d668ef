"""One conversation, one turn at a time: in one process, or across those that share a database or Redis.

Rasa's own lock stores do not exclude, and make who waits look in once a second.
"""

from __future__ import annotations

from bot.settings import Settings
from bot.transcripts.locks.in_process import Locks
from bot.transcripts.locks.postgresql import PostgresLocks
from bot.transcripts.locks.redis import RedisLocks

__all__ = ["Locks", "PostgresLocks", "RedisLocks", "lock_store"]


def lock_store(clinic: Settings) -> Locks:
    """The locks the settings ask for. `auto`: PostgreSQL's where conversations are kept there."""
    kind = clinic.locks
    if kind == "auto":
        kind = "postgresql" if clinic.store_url.startswith("postgresql") else "memory"
    if kind == "postgresql":
        return PostgresLocks(clinic.store_url)
    return RedisLocks(str(clinic.redis_url)) if kind == "redis" else Locks()
