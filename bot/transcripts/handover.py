"""A patient goes on elsewhere: a link to the website, good once, that carries over what was said.

The conversation moves. Nothing of it is left where it began, and who writes there again begins anew.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

import sqlalchemy as sa
from rasa.core.lock_store import LockStore
from sqlalchemy.engine import Engine

from bot.transcripts import inbox, links
from bot.transcripts.database import writing
from bot.transcripts.tracker_store import TranscriptStore

LASTS = timedelta(hours=24)
"""How long a link is good: a night to sleep over it. The words about links say so too."""

_RANDOM_BYTES = 24


async def issue(store: TranscriptStore, conversation: str) -> str | None:
    """A code for a conversation; None where nothing of it is stored that could be carried over."""
    code = secrets.token_urlsafe(_RANDOM_BYTES)
    is_noted = await store.in_thread(_note, store.engine, code, conversation)
    return code if is_noted else None


async def link(store: TranscriptStore, conversation: str, public_address: str) -> str:
    """The address at which a conversation goes on; the bare page if nothing can be carried over."""
    code = await issue(store, conversation)
    return f"{public_address}/chat/" + (f"?from={code}" if code else "")


async def redeem(store: TranscriptStore, locks: LockStore, code: str, by: str, to: str) -> str | None:
    """Let a conversation go on as `to`, a new id. The result is where it is now; None for no good code.

    `by` tells who asks from others: whose answer was lost on the way asks again and is told the same.
    A turn under way is waited for. One of another process that no lock kept out is not stored either:
    the event it set out from is gone.
    """
    source = await store.in_thread(_find, store.engine, code)
    if source is None:
        return None
    async with locks.lock(source):
        led = await store.in_thread(_follow, store.engine, code, by, to)
        if led == to:
            store.forget(source)
    return led


async def tidy(store: TranscriptStore) -> int:
    """Drop the codes that ended unused; the result is how many."""
    return await store.in_thread(_prune, store.engine)


def _note(engine: Engine, code: str, conversation: str) -> bool:
    try:
        with writing(engine).begin() as connection:
            links.add(connection, code, conversation, inbox.now() + LASTS)
    except sa.exc.IntegrityError:
        return False
    return True


def _find(engine: Engine, code: str) -> str | None:
    with engine.connect() as connection:
        return links.conversation(connection, code, inbox.now())


def _follow(engine: Engine, code: str, by: str, to: str) -> str | None:
    with writing(engine).begin() as connection:
        return links.follow(connection, code, by, to, inbox.now())


def _prune(engine: Engine) -> int:
    with writing(engine).begin() as connection:
        return links.prune(connection, inbox.now())
