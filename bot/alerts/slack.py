"""Notices in a Slack channel of the clinic's staff."""

from __future__ import annotations

import asyncio

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.notice import Notice, NotSent
from bot.settings import Settings

SECONDS = 10
"""How long Slack may take to answer."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class SlackWay:
    """Posts to one channel, which the app must have been invited to."""

    name = "slack"

    def __init__(self, token: str, channel: str, api: str) -> None:
        # What fails is tried again by whoever keeps the alerts, also after a restart: not in here as well.
        self._client = AsyncWebClient(token, api, timeout=SECONDS, retry_handlers=[])
        self._channel = channel

    @classmethod
    def of(cls, clinic: Settings) -> SlackWay:
        """As the settings have it."""
        token = clinic.slack_bot_token.get_secret_value() if clinic.slack_bot_token else ""
        return cls(token, str(clinic.slack_alerts), clinic.slack_api)

    async def send(self, notice: Notice) -> None:
        """Post a notice. Raises NotSent."""
        try:
            await self._client.chat_postMessage(
                channel=self._channel, text=text(notice), unfurl_links=False, unfurl_media=False
            )
        except SlackApiError as error:
            raise NotSent(_reason(error), _after(error)) from error
        except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise NotSent(f"Slack did not answer ({type(error).__name__})") from error


def text(notice: Notice) -> str:
    """A notice in Slack's marks, the time as each reader's clock has it."""
    written = f"{notice.at:%Y-%m-%d %H:%M} UTC"
    at = f"<!date^{int(notice.at.timestamp())}^{{date_short_pretty}}, {{time}}|{written}>"
    look = f"<{notice.link}|Open the conversation>" if notice.link else f"Reference: {notice.reference}"
    return f"*{notice.clinic.translate(_ESCAPES)}* · {at}\n{notice.says.translate(_ESCAPES)}\n{look}"


def _reason(error: SlackApiError) -> str:
    """Slack's own word for what is wrong, such as `not_in_channel`; else the status."""
    told = error.response.data if isinstance(error.response.data, dict) else {}
    return f"Slack says {told.get('error') or error.response.status_code}"


def _after(error: SlackApiError) -> float | None:
    """The seconds Slack wants to be left alone."""
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    seconds = str(headers.get("retry-after", ""))
    return float(seconds) if seconds.isascii() and seconds.isdigit() else None
