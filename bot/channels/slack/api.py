"""Slack's Web API: one call, and what it means when it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.sending import Undeliverable

TIMEOUT_SECONDS = 5
"""How long Slack may take over one call. The patient's next message waits for it."""

PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""The errors after which the same call may succeed. After any other it never does."""

quiet = logging.getLogger(f"{__name__}.library")
quiet.setLevel(logging.ERROR)
"""Below this the library logs what it sends: patients' words among it."""


class SlackApi:
    """Calls Slack once. Tries again are the courier's: they are not to keep a conversation waiting.

    The library's own retries wait inside the call, and know neither a time-out nor most of the 5xx.
    """

    def __init__(self, token: str, address: str, seconds: float = TIMEOUT_SECONDS) -> None:
        self._seconds = seconds
        self._client = AsyncWebClient(token, base_url=address, logger=quiet, retry_handlers=[])

    async def call(self, method: str, **given: Any) -> Mapping[str, Any]:
        """What a method answers. Raises Undeliverable."""
        if self._client.session is None:
            self._client.session = ClientSession(timeout=ClientTimeout(total=self._seconds))
        try:
            answer = await self._client.api_call(method, json=given)
        except SlackApiError as error:
            raise _meaning(error.response) from None
        except (ClientError, asyncio.TimeoutError, SlackClientError, OSError) as error:
            raise Undeliverable(type(error).__name__) from None
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def close(self) -> None:
        """Hang up."""
        if self._client.session is not None:
            await self._client.session.close()


def _meaning(response: Any) -> Undeliverable:
    """What Slack's refusal means. It says the reason in the body, or in the status alone."""
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    reason = str(data.get("error") or status) if isinstance(data, dict) else str(status)
    again = status == 429 or status >= 500 or reason in PASSING
    return Undeliverable(reason, again=again, after=_seconds(response))


def _seconds(response: Any) -> float | None:
    """How long Slack asks to wait."""
    try:
        return float(response.headers["Retry-After"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
