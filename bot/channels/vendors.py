"""What Slack and Telegram say to the credentials in the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.sending import Undeliverable
from bot.channels.telegram.api import Api, Rejected
from bot.channels.telegram.parsing import KINDS
from bot.channels.telegram.registration import PATH as TELEGRAM_PATH
from bot.settings import Settings

MANIFEST = Path(__file__).parent / "slack" / "manifest.yml"

SLACK, TELEGRAM = "Slack", "Telegram"
SLACK_PATH = "/webhooks/slack/webhook"

SECONDS = 10


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and whether it keeps the channel from working."""

    channel: str
    says: str
    is_fault: bool = False

    def __str__(self) -> str:
        return f"{self.channel + ':':9} {'WRONG ' if self.is_fault else 'ok    '} {self.says}"


async def slack(clinic: Settings) -> list[Finding]:
    """Whether Slack knows the token, what the app may do with it, and where Slack is to send."""
    if not clinic.slack_bot_token:
        return [Finding(SLACK, "closed, as RLS_SLACK_BOT_TOKEN is not set.")]
    token = clinic.slack_bot_token.get_secret_value()
    client = AsyncWebClient(token, clinic.slack_api, timeout=SECONDS, retry_handlers=[])
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error") or error.response.status_code
        return [Finding(SLACK, f"RLS_SLACK_BOT_TOKEN is refused ({reason}).", True)]
    except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
        return [Finding(SLACK, f"{clinic.slack_api} does not answer ({type(error).__name__}).", True)]
    known = Finding(SLACK, f"the token is that of @{answer['user']} in the workspace {answer['team']}.")
    return [known, *_scopes(answer.headers), *_slack_use(clinic)]


async def telegram(clinic: Settings) -> list[Finding]:
    """Whether Telegram knows the token, and whether it sends to where this bot is."""
    if not clinic.telegram_token:
        return [Finding(TELEGRAM, "closed, as RLS_TELEGRAM_TOKEN is not set.")]
    try:
        async with Api(clinic.telegram_token.get_secret_value(), clinic.telegram_api, SECONDS) as api:
            me, webhook = await api.call("getMe"), await api.call("getWebhookInfo")
    except (Undeliverable, Rejected) as error:
        return [Finding(TELEGRAM, f"RLS_TELEGRAM_TOKEN or the line is no good ({error}).", True)]
    known = Finding(TELEGRAM, f"the token is that of @{me.get('username')}.")
    if clinic.telegram_polling:
        return [known, *_groups(me), _polled(webhook)]
    return [known, *_groups(me), _sent_to(clinic, TELEGRAM, TELEGRAM_PATH), *_webhook(clinic, webhook)]


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    """What the app may not do yet. Slack tells what it may in a header of every answer."""
    granted = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    wanted = yaml.safe_load(MANIFEST.read_text("utf-8"))["oauth_config"]["scopes"]["bot"]
    lacking = sorted(set(wanted) - {scope.strip() for scope in granted.split(",")})
    if lacking:
        again = "Put the manifest in again and install the app anew"
        yield Finding(SLACK, f"the app lacks the scopes {', '.join(lacking)}. {again}.", True)
    else:
        yield Finding(SLACK, "the app has the scopes of the manifest.")


def _slack_use(clinic: Settings) -> Iterator[Finding]:
    """What the clinic has Slack for."""
    if clinic.slack_patients:
        yield Finding(SLACK, "patients may write. Slack's terms forbid that: see 'Privacy by channel'.")
        yield _sent_to(clinic, SLACK, SLACK_PATH)
    else:
        yield Finding(SLACK, "patients who write are sent elsewhere, as RLS_SLACK_PATIENTS is off.")
    if clinic.slack_alerts:
        yield Finding(SLACK, f"alerts go to {clinic.slack_alerts}; `--alert` tries it.")
    elif not clinic.slack_patients:
        yield Finding(SLACK, "it serves nothing: set RLS_SLACK_ALERTS or RLS_SLACK_PATIENTS.", True)


def _sent_to(clinic: Settings, channel: str, path: str) -> Finding:
    """Where the vendor reaches the bot."""
    if clinic.public_address is None:
        return Finding(channel, "RLS_PUBLIC_ADDRESS is not set, so nobody knows where to send.", True)
    return Finding(channel, f"it is to send to {clinic.public_address}{path}.")


def _groups(me: Mapping[str, Any]) -> Iterator[Finding]:
    if me.get("can_join_groups"):
        yield Finding(TELEGRAM, "it may be put into groups; /setjoingroups at BotFather ends that.")


def _polled(webhook: Mapping[str, Any]) -> Finding:
    if webhook.get("url"):
        return Finding(TELEGRAM, "a webhook is set, so long polling gets nothing.", True)
    return Finding(TELEGRAM, "no webhook is set, as long polling wants it.")


def _webhook(clinic: Settings, webhook: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether Telegram sends here, and how that has gone."""
    mend = "run `rls-triage telegram set-webhook`"
    if not webhook.get("url"):
        yield Finding(TELEGRAM, f"no webhook is set: {mend}.", True)
    elif webhook["url"] != f"{clinic.public_address}{TELEGRAM_PATH}":
        yield Finding(TELEGRAM, f"the webhook is set to another address: {mend}.", True)
    elif set(webhook.get("allowed_updates") or ()) != set(KINDS):
        yield Finding(TELEGRAM, f"the webhook asks for other updates than are read here: {mend}.", True)
    elif webhook.get("last_error_message"):
        yield Finding(TELEGRAM, f"the last update failed: {webhook['last_error_message']}.", True)
    else:
        yield Finding(TELEGRAM, f"the webhook is set; {webhook.get('pending_update_count', 0)} updates wait.")
