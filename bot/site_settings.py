"""What a clinic may set about its website's chat: who may use it, how much, and how it looks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Literal

from limits import parse_many
from pydantic import Field, SecretStr, validator

from bot.documents import Strict

Network = IPv4Network | IPv6Network

LOOPBACK = ("127.0.0.0/8", "::1/128")

LONGEST_TOKEN_HOURS = 168

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def words(value: Any) -> Any:
    """A variable lists things with blanks or commas between them."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def is_network(value: str) -> str:
    """A network such as 10.0.0.0/8."""
    ip_network(value)
    return value


class SiteSettings(Strict):
    """The website's part of the settings."""

    secret_key: SecretStr | None = None
    token_hours: float = Field(24, gt=0, le=LONGEST_TOKEN_HOURS)
    origins: tuple[str, ...] = ()
    proxies: tuple[str, ...] = LOOPBACK
    rate_conversation: str = "5/second;60/minute"
    rate_address: str = "10/second;300/minute"
    opening_hours: str | None = Field(None, max_length=200)
    language: str = Field("en", regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    direction: Literal["ltr", "rtl"] = "ltr"
    shared_computer: bool = False
    colours: dict[str, str] = {}
    texts: dict[str, str] = {}

    @validator("secret_key")
    def _cannot_be_guessed(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not 32 <= len(value.get_secret_value()) <= 500:
            raise ValueError("must be 32 to 500 characters that nobody can guess")
        if value is not None and "CHANGE-ME" in value.get_secret_value():
            raise ValueError("must be your own, not the example's")
        return value

    _lists = validator("origins", "proxies", pre=True, allow_reuse=True)(words)
    _networks = validator("proxies", each_item=True, allow_reuse=True)(is_network)

    @validator("origins", each_item=True)
    def _is_origin(cls, value: str) -> str:
        if not _ORIGIN.fullmatch(value):
            raise ValueError("must be origins such as https://www.clinic.example, without a path")
        return value

    @validator("rate_conversation", "rate_address")
    def _is_rate(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError:
            raise ValueError("must be rates such as 3/second;40/minute") from None
        return value

    @validator("colours", "texts", pre=True)
    def _from_json(cls, value: Any) -> Any:
        # A variable holds a mapping as JSON; the file has it as YAML.
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError('must be a JSON object such as {"name": "value"}') from None

    @validator("colours", "texts")
    def _names(cls, value: dict[str, str]) -> dict[str, str]:
        if any(not _NAME.fullmatch(name) or len(text) > 500 for name, text in value.items()):
            raise ValueError("must have short lower-case names, and values of at most 500 characters")
        return value

    @validator("colours")
    def _are_colours(cls, value: dict[str, str]) -> dict[str, str]:
        if not all(_COLOUR.fullmatch(colour) for colour in value.values()):
            raise ValueError("must be colours such as #005eb8")
        return value


def all_within(addresses: Iterable[str], networks: Iterable[str]) -> bool:
    """Whether every address lies in one of the networks; what is no address does not."""
    known = [ip_network(network) for network in networks]
    return all(any(_is_within(address, network) for network in known) for address in addresses)


def _is_within(address: str, network: Network) -> bool:
    try:
        return ip_address(address.split("%")[0]) in network
    except ValueError:
        return False
