"""The half dozen calls of Telegram's Bot API that are needed, over aiohttp, which Rasa brings along."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.channels.sending import Undeliverable
from bot.channels.telegram.updates import Rows
from bot.errors import SettingsError
from bot.settings import Settings

SECONDS = 8
"""How long an answer may take. A conversation is held meanwhile, so it is not long."""

_LONGEST_WAIT = 3600
"""No vendor's wish to be left alone is believed beyond an hour."""


class Rejected(Exception):
    """A call that Telegram refuses, and would again."""


class Api:
    """Calls methods. Belongs to one event loop, from `open` to `close`."""

    def __init__(self, token: str, address: str, seconds: float = SECONDS) -> None:
        self._base = f"{address}/bot{token}"
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Api:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()
        self._session = None

    async def call(self, method: str, wait: float = 0, **given: Any) -> Any:
        """What Telegram answers; `wait` are the seconds it was asked to take. Raises Undeliverable, Rejected.

        No error repeats the address: the token is part of it.
        """
        if self._session is None:
            raise Undeliverable(f"{method}: the line to Telegram is closed")
        limit = aiohttp.ClientTimeout(total=self._seconds + wait)
        sending = self._session.post(
            f"{self._base}/{method}", json=given, timeout=limit, allow_redirects=False
        )
        try:
            async with sending as response:
                found = await response.json(content_type=None)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as fault:
            raise Undeliverable(f"{method}: {type(fault).__name__}") from None
        return _result(method, response.status, found if isinstance(found, dict) else {})

    async def send(self, chat: int, text: str, rows: Rows | None = None) -> Any:
        """Say something in a chat, with a keyboard under it. Links are not looked up for a preview."""
        given: dict[str, Any] = {"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": True}}
        if rows:
            given["reply_markup"] = {"inline_keyboard": rows}
        return await self.call("sendMessage", **given)


def line_for(clinic: Settings) -> Api:
    """The line of a clinic's bot, closed as yet. Raises SettingsError."""
    if clinic.telegram_token is None:
        raise SettingsError("RLS_TELEGRAM_TOKEN: must be set; @BotFather gives you one.")
    return Api(clinic.telegram_token.get_secret_value(), clinic.telegram_api)


def _result(method: str, status: int, found: Mapping[str, Any]) -> Any:
    if status == 200 and found.get("ok") is True:
        return found.get("result")
    reason = f"{method}: {status} {found.get('description', '')}".strip()
    if status == 429:
        raise Undeliverable(reason, after=_asked(found))
    if status in {401, 403, 404} or "chat not found" in reason:
        raise Undeliverable(reason, again=False)
    if 400 <= status < 500:
        raise Rejected(reason)
    raise Undeliverable(reason)


def _asked(found: Mapping[str, Any]) -> float | None:
    """How long Telegram wants to be left alone."""
    parameters = found.get("parameters")
    asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(float(asked), _LONGEST_WAIT) if isinstance(asked, (int, float)) else None
