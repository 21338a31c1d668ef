"""`rls-triage channels`: whether Slack and Telegram will work as the settings have them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.types import Commands

if TYPE_CHECKING:
    from bot.channels.vendors import Finding
    from bot.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "channels",
        help="check the credentials of Slack and Telegram",
        description="Ask Slack and Telegram whether the credentials in the settings will do.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    checked = actions.add_parser("check", help="say what is right and what is missing, a line each")
    checked.add_argument(
        "--alert", action="store_true", help="also send the staff's channel in Slack one alert as a test"
    )
    checked.set_defaults(run=check)


def check(chosen: argparse.Namespace) -> int:
    """A line for each thing looked at; exit status 2 if one of them is wrong."""
    import asyncio

    from bot.settings import settings

    found = asyncio.run(_findings(settings(), chosen.alert))
    for each in found:
        print(each)
    return 2 if any(each.is_fault for each in found) else 0


async def _findings(clinic: Settings, alert: bool) -> list[Finding]:
    from bot.channels.vendors import Finding, slack, telegram

    found = [*await slack(clinic), *await telegram(clinic)]
    if not alert:
        return found
    if not clinic.slack_alerts:
        return [
            *found,
            Finding("Slack", "RLS_SLACK_ALERTS is not set, so there is no channel to alert.", True),
        ]
    return [*found, await _test_alert(clinic)]


async def _test_alert(clinic: Settings) -> Finding:
    from datetime import datetime, timezone

    from bot.alerts.notice import Notice, NotSent
    from bot.alerts.slack import SlackWay
    from bot.channels.vendors import Finding

    says = "This is a test. Alerts about patients will come here."
    try:
        await SlackWay.of(clinic).send(
            Notice(clinic.clinic_name, says, datetime.now(timezone.utc), "test", clinic.staff_address)
        )
    except NotSent as fault:
        return Finding("Slack", f"the staff's channel {clinic.slack_alerts} gets no alerts: {fault}.", True)
    return Finding("Slack", f"a test alert is in the staff's channel {clinic.slack_alerts}.")
