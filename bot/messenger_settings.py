"""What a clinic may set about Slack and Telegram. A channel is open when its token is set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field, SecretStr, validator
from pydantic.fields import ModelField

from bot.documents import Strict

_SECRETS = {
    "slack_bot_token": (r"xoxb-[A-Za-z0-9-]{8,300}", "the bot token of a Slack app, xoxb-..."),
    "slack_signing_secret": (r"[\x21-\x7e]{16,200}", "the signing secret of a Slack app, 16 letters or more"),
    "telegram_token": (r"\d{1,20}:[A-Za-z0-9_-]{10,200}", "a token from BotFather, 123456789:AAE..."),
    "telegram_secret": (r"[A-Za-z0-9_-]{1,256}", "1 to 256 of the signs A-Z a-z 0-9 _ -"),
}
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(127\.0\.0\.1|localhost)(:\d{1,5})?")
_API = re.compile(r"https://\S+|http://(127\.0\.0\.1|localhost)(:\d{1,5})?(/\S*)?")


class MessengerSettings(Strict):
    """The messengers' part of the settings."""

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_patients: bool = False
    slack_alerts: str | None = Field(None, regex=r"^[CG][A-Z0-9]{6,30}$")
    slack_api: str = "https://slack.com/api/"
    telegram_token: SecretStr | None = None
    telegram_secret: SecretStr | None = None
    telegram_polling: bool = False
    telegram_low_detail: bool = True
    telegram_api: str = "https://api.telegram.org"
    public_address: str | None = None
    staff_address: str | None = None

    @validator(*_SECRETS)
    def _looks_right(cls, value: SecretStr | None, field: ModelField) -> SecretStr | None:
        # The message must not repeat the secret.
        pattern, meant = _SECRETS[field.name]
        if value is not None and not re.fullmatch(pattern, value.get_secret_value()):
            raise ValueError(f"must be {meant}")
        if value is not None and "CHANGE-ME" in value.get_secret_value():
            raise ValueError("must be your own, not the example's")
        return value

    @validator("slack_api")
    def _ends_in_a_slash(cls, value: str) -> str:
        if not _API.fullmatch(value):
            raise ValueError("must be an https address")
        return value.rstrip("/") + "/"

    @validator("telegram_api")
    def _ends_in_none(cls, value: str) -> str:
        if not _API.fullmatch(value):
            raise ValueError("must be an https address")
        return value.rstrip("/")

    @validator("public_address", "staff_address")
    def _is_reached_from_outside(cls, value: str | None) -> str | None:
        plain = value.rstrip("/") if value else value
        if plain and not _ADDRESS.fullmatch(plain):
            raise ValueError("must be an address such as https://chat.clinic.example, without a path")
        return plain

    @property
    def alert_ways(self) -> tuple[str, ...]:
        """The ways by which staff are told of emergencies."""
        return ("slack",) if self.slack_alerts else ()

    def missing(self) -> Iterator[str]:
        """What one setting wants of another. Looked at when file and variables are put together."""
        if self.slack_bot_token and not self.slack_signing_secret:
            yield "RLS_SLACK_SIGNING_SECRET: must be set where RLS_SLACK_BOT_TOKEN is"
        for name in ("slack_alerts", "slack_patients", "slack_signing_secret"):
            if getattr(self, name) and not self.slack_bot_token:
                yield f"RLS_{name.upper()}: does nothing without RLS_SLACK_BOT_TOKEN"
        if self.telegram_token and not (self.telegram_secret or self.telegram_polling):
            yield "RLS_TELEGRAM_SECRET: must be set where RLS_TELEGRAM_TOKEN is, or RLS_TELEGRAM_POLLING"
        if self.telegram_token and self.telegram_low_detail and not self.public_address:
            yield (
                "RLS_PUBLIC_ADDRESS: must be set where RLS_TELEGRAM_LOW_DETAIL is on, for the result is "
                "shown on the website and not in Telegram"
            )
        for name in ("telegram_secret", "telegram_polling"):
            if getattr(self, name) and not self.telegram_token:
                yield f"RLS_{name.upper()}: does nothing without RLS_TELEGRAM_TOKEN"
