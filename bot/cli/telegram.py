"""`rls-triage telegram`: tells Telegram where the bot is, and asks it how that goes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.types import Commands
from bot.errors import BotError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings


class TelegramRefuses(BotError):
    """Telegram did not do what it was asked."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "telegram",
        help="tell Telegram where the bot is, or ask it how that goes",
        description="Set or look at the webhook of the bot whose token is in RLS_TELEGRAM_TOKEN.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    setting = actions.add_parser(
        "set-webhook", help="have updates sent to RLS_PUBLIC_ADDRESS, and name the commands to patients"
    )
    setting.set_defaults(run=set_webhook)
    looking = actions.add_parser("status", help="say what Telegram knows of the bot, a line each")
    looking.set_defaults(run=status)


def set_webhook(_chosen: argparse.Namespace) -> None:
    """Set the webhook and the commands, and look whether Telegram has them now."""
    import asyncio

    from bot.settings import settings

    print(asyncio.run(_set(settings())))


def status(_chosen: argparse.Namespace) -> int:
    """A line for each thing that Telegram knows; exit status 2 if one of them is wrong."""
    import asyncio

    from bot.channels.vendors import telegram
    from bot.settings import settings

    found = asyncio.run(telegram(settings()))
    for each in found:
        print(each)
    return 2 if any(each.is_fault for each in found) else 0


async def _set(clinic: Settings) -> str:
    from bot.channels.sending import Undeliverable
    from bot.channels.telegram.api import Rejected, line_for
    from bot.channels.telegram.registration import register

    if clinic.telegram_polling:
        raise SettingsError("RLS_TELEGRAM_POLLING is on: updates are fetched, and a webhook would end that.")
    if clinic.public_address is None:
        raise SettingsError("RLS_PUBLIC_ADDRESS: must be set, so that Telegram knows where to send.")
    try:
        async with line_for(clinic) as api:
            address = await register(api, clinic)
    except (Undeliverable, Rejected) as fault:
        raise TelegramRefuses(f"Telegram does not take it: {fault}") from fault
    return f"Telegram sends to {address} from now on."
