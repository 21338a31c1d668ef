"""The ways by which a clinic wants its staff told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.alerts.email import EmailWay
from bot.alerts.notice import Way
from bot.alerts.slack import SlackWay
from bot.settings import Settings

_MADE: Mapping[str, Callable[[Settings], Way]] = {"slack": SlackWay.of, "email": EmailWay}


def ways(clinic: Settings) -> list[Way]:
    """Each way that the settings name."""
    return [_MADE[name](clinic) for name in clinic.alert_ways]
