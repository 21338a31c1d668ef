"""Fields of what Slack sends, found or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.channels.request import Refused

_ID = re.compile(r"[A-Za-z0-9_.-]{1,80}")

FORM = "application/x-www-form-urlencoded"


def json_object(text: bytes | str) -> dict[str, Any]:
    """A JSON object. Raises Refused."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body must be JSON.") from error
    return an_object(found)


def form(body: bytes) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises Refused."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
    except ValueError as error:
        raise Refused(400, "The body must be a form.") from error


def an_object(value: Any) -> dict[str, Any]:
    """A value that must be an object. Raises Refused."""
    if not isinstance(value, dict):
        raise Refused(400, "An object is missing.")
    return value


def part(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An object inside an object; empty where there is none."""
    value = found.get(name)
    return value if isinstance(value, dict) else {}


def listed(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of a list inside an object."""
    value = found.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(found: Mapping[str, Any], name: str) -> str:
    """Text inside an object; empty where there is none."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def an_id(found: Mapping[str, Any], name: str) -> str:
    """An id inside an object. Raises Refused."""
    value = found.get(name)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Refused(400, f"'{name}' must be an id.")
    return value
