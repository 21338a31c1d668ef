"""Tells Telegram where the bot is, what it wants to hear of, and which commands patients see."""

from __future__ import annotations

from bot.channels.telegram.api import Api, Rejected
from bot.channels.telegram.parsing import KINDS
from bot.channels.telegram.updates import COMMANDS
from bot.settings import Settings

PATH = "/webhooks/telegram/webhook"


async def register(api: Api, clinic: Settings) -> str:
    """Set the webhook and the commands; gives the webhook's address. Raises Undeliverable, Rejected."""
    address = f"{clinic.public_address}{PATH}"
    secret = clinic.telegram_secret.get_secret_value() if clinic.telegram_secret else ""
    await api.call("setWebhook", url=address, secret_token=secret, allowed_updates=KINDS)
    await name_commands(api)
    told = await api.call("getWebhookInfo")
    if told.get("url") != address or set(told.get("allowed_updates") or ()) != set(KINDS):
        raise Rejected("it was asked to, and knows nothing of it.")
    return address


async def name_commands(api: Api) -> None:
    """Let patients see the commands where they write. Raises Undeliverable, Rejected."""
    commands = [{"command": name, "description": does} for name, does in COMMANDS.items()]
    await api.call("setMyCommands", commands=commands)
