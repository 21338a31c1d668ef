"""What a clinic may set about its staff's console: where it is, who is let in how long, what is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, validator

from bot.messenger_settings import MessengerSettings
from bot.site_settings import LOOPBACK, all_within, words

_KEPT = re.compile(r"(\*|[a-z][a-z0-9_]{0,39})(/[a-z]{1,20})?")
_ISSUER = re.compile(r"https://[^\s?#]{1,300}|http://(127\.0\.0\.1|localhost)(:\d{1,5})?")
_MAIL = re.compile(r"[^\s@<>,]{1,64}@[^\s@<>,]{1,190}")

DEFAULT_PORT = 5006


class ConsoleSettings(MessengerSettings):
    """The console's part of the settings."""

    console: bool = True
    console_host: str = "127.0.0.1"
    console_port: int | None = Field(None, ge=1, le=65535)
    console_session_minutes: float = Field(30, ge=1, le=480)
    console_session_hours: float = Field(12, ge=0.1, le=24)
    console_second_factor: bool = True
    console_time_zone: str = "UTC"
    openid_issuer: str | None = None
    openid_client_id: str | None = Field(None, max_length=300)
    openid_client_secret: SecretStr | None = None
    openid_claim: str = Field("email", regex=r"^[a-z_]{1,40}$")
    smtp_host: str | None = Field(None, max_length=200)
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "off"] = "starttls"
    smtp_user: str | None = Field(None, max_length=200)
    smtp_password: SecretStr | None = None
    alert_email_from: str | None = None
    alert_email_to: tuple[str, ...] = ()
    retention_days: dict[str, int] = {}

    @validator("openid_issuer")
    def _is_a_provider(cls, value: str | None) -> str | None:
        plain = value.rstrip("/") if value else value
        if plain and not _ISSUER.fullmatch(plain):
            raise ValueError("must be the https address of a provider")
        return plain

    @validator("console_time_zone")
    def _is_a_zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (ValueError, OSError, KeyError):
            raise ValueError("must be a time zone such as Europe/Dublin") from None

    _addresses = validator("alert_email_to", pre=True, allow_reuse=True)(words)

    @validator("alert_email_from")
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not _MAIL.fullmatch(value):
            raise ValueError("must be an e-mail address such as triage@clinic.example")
        return value

    @validator("alert_email_to", each_item=True)
    def _are_addresses(cls, value: str) -> str:
        if not _MAIL.fullmatch(value):
            raise ValueError("must be e-mail addresses such as nurses@clinic.example")
        return value

    @validator("smtp_security", pre=True)
    def _word_for_none(cls, value: Any) -> Any:
        # YAML reads a bare `off` as falsehood.
        return "off" if value is False else value

    @validator("retention_days", pre=True)
    def _from_json(cls, value: Any) -> Any:
        # A variable holds a mapping as JSON; the file has it as YAML.
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError('must be a JSON object such as {"telegram": 30}') from None

    @validator("retention_days")
    def _keeps_what_for_how_long(cls, value: dict[str, int]) -> dict[str, int]:
        if not all(_KEPT.fullmatch(name) and 1 <= days <= 36_500 for name, days in value.items()):
            raise ValueError(
                'must name channels and states, with 1 to 36500 days: {"*": 365, "web/abandoned": 30}'
            )
        return value

    @property
    def staff_link(self) -> str:
        """Where staff find the console."""
        return self.staff_address or f"http://{self.console_host}:{self.console_at}"

    @property
    def console_at(self) -> int:
        """The port the console is served at."""
        return self.console_port or DEFAULT_PORT

    @property
    def alert_ways(self) -> tuple[str, ...]:
        """The ways by which staff are told of emergencies."""
        return (*super().alert_ways, *(["email"] if self.alert_email_to else []))

    def missing(self) -> Iterator[str]:
        """What one setting wants of another."""
        yield from super().missing()
        if self.alert_email_to and not (self.smtp_host and self.alert_email_from):
            yield "RLS_ALERT_EMAIL_TO: needs RLS_SMTP_HOST and RLS_ALERT_EMAIL_FROM"
        if self.openid_issuer and not (self.openid_client_id and self.openid_client_secret):
            yield "RLS_OPENID_ISSUER: needs RLS_OPENID_CLIENT_ID and RLS_OPENID_CLIENT_SECRET"
        if self.smtp_user and not self.smtp_password:
            yield "RLS_SMTP_PASSWORD: must be set where RLS_SMTP_USER is"
        if not _is_loopback(self.console_host) and not (self.staff_address or "").startswith("https://"):
            yield (
                "RLS_CONSOLE_HOST: beyond this machine the console needs a proxy with TLS, and its address "
                "in RLS_STAFF_ADDRESS, https://..."
            )


def _is_loopback(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost"
    return all_within([host], LOOPBACK)
