"""`rls-triage channels`: whether Slack and Telegram will work as the settings have them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.types import Commands

if TYPE_CHECKING:
    from bot.alerts.notice import Way
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
        "--alert", action="store_true", help="also send staff one alert as a test, by each way that is set"
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
    from bot.channels.vendors import slack, telegram

    found = [*await slack(clinic), *await telegram(clinic)]
    return [*found, *await _test_alerts(clinic)] if alert else found


async def _test_alerts(clinic: Settings) -> list[Finding]:
    from bot.alerts.ways import ways
    from bot.channels.vendors import Finding

    nobody = "neither RLS_SLACK_ALERTS nor RLS_ALERT_EMAIL_TO is set, so there is nobody to alert."
    return [await _test_alert(clinic, way) for way in ways(clinic)] or [Finding("Alerts", nobody, True)]


async def _test_alert(clinic: Settings, way: Way) -> Finding:
    from datetime import datetime, timezone

    from bot.alerts.notice import Notice, NotSent
    from bot.channels.vendors import Finding

    name, place = {
        "slack": ("Slack", f"the staff's channel {clinic.slack_alerts}"),
        "email": ("E-mail", f"the staff's mailbox {', '.join(clinic.alert_email_to)}"),
    }[way.name]
    says = "This is a test. Alerts about patients will come here."
    try:
        await way.send(
            Notice(clinic.clinic_name, says, datetime.now(timezone.utc), "test", clinic.staff_address)
        )
    except NotSent as fault:
        return Finding(name, f"{place} gets no alerts: {fault}.", True)
    return Finding(name, f"a test alert is in {place}.")
