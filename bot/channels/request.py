"""A request's body and sender, or a plain refusal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels.guard import is_id
from bot.site_settings import all_within

_IPV6_HOME = 64
"""Bits of an address that tell one home's from another's; the rest a home chooses as it likes."""


class Refused(Exception):
    """A request that is not taken on, with the status and the reason its sender gets."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self, headers: Mapping[str, str] | None = None) -> HTTPResponse:
        """The refusal as the client sees it."""
        return json_response(
            {"error": str(self)}, status=self.status, headers={**(headers or {}), **self.headers}
        )


def addresses(request: Request) -> list[str]:
    """Where a request comes from: the client, and whoever a proxy says it speaks for."""
    return [request.ip, *_spoken_for(request)]


def sender(request: Request, proxies: Iterable[str]) -> str:
    """The address a request is counted to. Only the clinic's proxies are believed whom they speak for."""
    address, proxies = str(request.ip), tuple(proxies)
    for further in reversed(_spoken_for(request)):
        if not all_within([address], proxies):
            break
        address = further
    return _home(address)


def fields(request: Request) -> dict[str, Any]:
    """The JSON object of a request's body."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body must be JSON.") from error
    if not isinstance(found, dict):
        raise Refused(400, "The body must be a JSON object.")
    return found


def message_id_field(found: Mapping[str, Any]) -> str | None:
    """The id the sender gave the message, also among its `metadata`; None if it has none."""
    metadata = found.get("metadata")
    given = found.get("message_id") or (metadata.get("message_id") if isinstance(metadata, dict) else None)
    if given is None:
        return None
    if not isinstance(given, str) or not is_id(given):
        raise Refused(400, "'message_id' must be 1 to 200 letters, digits or any of : _ . @ -")
    return given


def text_field(found: Mapping[str, Any], name: str) -> str:
    """A field that must be there and be text."""
    value = found.get(name)
    if not isinstance(value, str):
        raise Refused(400, f"'{name}' must be text.")
    return value


def _spoken_for(request: Request) -> list[str]:
    listed = ",".join(request.headers.getall("x-forwarded-for", [])).split(",")
    return [address.strip() for address in listed if address.strip()]


def _home(address: str) -> str:
    try:
        known = ip_address(address.split("%")[0])
    except ValueError:
        return "nowhere"
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return str(ip_network((known, _IPV6_HOME), strict=False))
    return str(getattr(known, "ipv4_mapped", None) or known)
