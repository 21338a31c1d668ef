"""Long polling, for a clinic that Telegram cannot reach: updates are fetched, by one process at a time."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from rasa.core.lock_store import LockError, LockStore

from bot.channels.request import Refused
from bot.channels.sending import Patience, Undeliverable
from bot.channels.telegram.api import Api, Rejected
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.parsing import KINDS, Malformed, read
from bot.channels.telegram.registration import name_commands
from bot.channels.telegram.updates import Update

logger = logging.getLogger(__name__)

TURN = "telegram polling"
"""What the process holds that polls; no conversation has such an id."""

FLOOD_SECONDS = 5
"""Whose chat is over its limit for longer is not waited for."""

LONG_SECONDS = 25
"""How long Telegram keeps a request open that it has nothing for."""


class Polling:
    """Fetches updates in their order, and lets Telegram forget one only when it was taken."""

    def __init__(self, api: Api, chats: Chats, locks: LockStore, patience: Patience) -> None:
        self._api = api
        self._chats = chats
        self._locks = locks
        self._patience = patience
        self._next: int | None = None

    async def forever(self) -> None:
        """Poll until cancelled, whenever no other process does."""
        failures = 0
        while True:
            try:
                async with self._locks.lock(TURN):
                    await self._api.call("deleteWebhook")
                    await name_commands(self._api)
                    while True:
                        await self._once()
                        failures = 0
            except LockError:
                continue  # another process polls; it has been waited for
            except (Undeliverable, Rejected) as fault:
                failures += 1
                logger.warning("Updates cannot be fetched: %s", fault)
                await asyncio.sleep(self._patience.wait(failures, getattr(fault, "after", None)))

    async def _once(self) -> None:
        place = {} if self._next is None else {"offset": self._next}
        found = await self._api.call(
            "getUpdates", LONG_SECONDS, timeout=LONG_SECONDS, allowed_updates=KINDS, **place
        )
        numbered = [each for each in found or () if isinstance(each, dict) and "update_id" in each]
        chats = _by_chat(numbered)
        await asyncio.gather(*(self._in_order(updates) for updates in chats))
        if numbered:
            self._next = max(int(each["update_id"]) for each in numbered) + 1

    async def _in_order(self, updates: Iterable[Update]) -> None:
        for update in updates:
            await self._until_taken(update)

    async def _until_taken(self, update: Update) -> None:
        """Bring an update until it is taken. Who writes far too much is not waited for: others wait too."""
        failures = 0
        while True:
            try:
                return await self._chats.take(update)
            except Refused as refused:
                failures += 1
                asked = float(refused.headers.get("Retry-After", 0))
                if asked > FLOOD_SECONDS:
                    logger.warning("An update was passed over: there are far too many from its chat.")
                    return await self._chats.pass_over(update)
                await asyncio.sleep(self._patience.wait(failures, asked))


def _by_chat(found: Iterable[dict[str, Any]]) -> list[list[Update]]:
    """The updates of each chat, in their order; what is none is passed over."""
    chats: dict[int, list[Update]] = defaultdict(list)
    for each in found:
        try:
            update = read(each)
        except Malformed:
            logger.error("Telegram sent something that is no update of its own.")
            continue
        if update:
            chats[update.chat].append(update)
    return list(chats.values())
