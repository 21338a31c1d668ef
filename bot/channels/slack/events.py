"""Slack's events into what happened; what is nobody's question is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.slack.fields import an_id, an_object, json_object, part, text
from bot.channels.slack.happenings import (
    Challenge,
    Deleted,
    Edited,
    Happening,
    Mentioned,
    OpenedHome,
    Person,
    Place,
    Wrote,
)
from bot.channels.slack.markup import plain

Found = Mapping[str, Any]

_SAID = {"", "file_share", "me_message", "thread_broadcast"}
"""The kinds of messages that are somebody's words. The others tell of joins, topics, reminders ..."""


def happened(body: bytes) -> Happening | Challenge | None:
    """What a body of Slack's Events API tells. Raises Refused."""
    found = json_object(body)
    if found.get("type") == "url_verification":
        return Challenge(text(found, "challenge"))
    if found.get("type") != "event_callback":
        return None
    event = an_object(found.get("event"))
    read = _READERS.get(text(event, "type"))
    return read(an_id(found, "team_id"), event) if read else None


def _message(team: str, event: Found) -> Happening | None:
    """A message in a direct channel. What the bot itself wrote is told as well."""
    if event.get("channel_type") != "im" or event.get("bot_id"):
        return None
    subtype = text(event, "subtype")
    if subtype == "message_changed":
        return _edited(team, event)
    if subtype == "message_deleted":
        return _deleted(team, event)
    return _wrote(team, event) if subtype in _SAID else None


def _wrote(team: str, event: Found) -> Wrote:
    channel = an_id(event, "channel")
    return Wrote(
        _message_id(channel, event),
        Person(team, an_id(event, "user")),
        _place(channel, event),
        plain(text(event, "text")),
        bool(event.get("files")),
    )


def _edited(team: str, event: Found) -> Edited | None:
    """An edit by the patient. Slack also tells of previews added, and of what the bot changed."""
    channel, now, before = an_id(event, "channel"), part(event, "message"), part(event, "previous_message")
    if not _is_own(now) or text(now, "text") == text(before, "text"):
        return None
    message_id = f"{_message_id(channel, now)}.{an_id(part(now, 'edited') or event, 'ts')}"
    person = Person(team, an_id(now, "user"))
    return Edited(message_id, person, _place(channel, now), plain(text(now, "text")))


def _deleted(team: str, event: Found) -> Deleted | None:
    channel, before = an_id(event, "channel"), part(event, "previous_message")
    if not _is_own(before):
        return None
    message = _message_id(channel, before)
    return Deleted(
        f"{message}.deleted", Person(team, an_id(before, "user")), _place(channel, before), message
    )


def _mentioned(team: str, event: Found) -> Mentioned | None:
    if event.get("bot_id"):
        return None
    channel = an_id(event, "channel")
    person = Person(team, an_id(event, "user"))
    return Mentioned(_message_id(channel, event), person, _place(channel, event))


def _opened(team: str, event: Found) -> OpenedHome | None:
    if event.get("tab") != "home":
        return None
    user = an_id(event, "user")
    return OpenedHome(f"home.{an_id(event, 'event_ts')}", Person(team, user), Place(user))


def _is_own(message: Found) -> bool:
    """Whether a person wrote this; what is left of a message with a thread is Slack's own."""
    return bool(message.get("user")) and not message.get("bot_id") and text(message, "subtype") in _SAID


def _message_id(channel: str, message: Found) -> str:
    """What tells a message from all others of the workspace, and is the same in every event about it."""
    return f"{channel}.{an_id(message, 'ts')}"


def _place(channel: str, message: Found) -> Place:
    thread = message.get("thread_ts")
    return Place(channel, an_id(message, "thread_ts") if thread else None)


_READERS: Mapping[str, Callable[[str, Found], Happening | None]] = {
    "message": _message,
    "app_mention": _mentioned,
    "app_home_opened": _opened,
}
