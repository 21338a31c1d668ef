"""What patients press, tick and type into Slack's own elements, and its slash command."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.request import Refused
from bot.channels.slack.fields import an_id, json_object, listed, part, text
from bot.channels.slack.happenings import Began, Commanded, Happening, Person, Place, Pressed
from bot.channels.slack.markup import plain

Found = Mapping[str, Any]

PRESS, SEND, NUMBER, TICKS, BEGIN = "press", "send", "number", "ticks", "begin"
"""What our elements are called by the beginnings of their `action_id`."""

MOST_TICKS = 50


def interacted(payload: str) -> Happening | None:
    """What an interaction tells; nothing for a tick alone. Raises Refused."""
    found = json_object(payload)
    actions = listed(found, "actions")
    if found.get("type") != "block_actions" or not actions:
        return None
    person, action = _person(found), actions[0]
    kind = text(action, "action_id").partition(".")[0]
    if kind == BEGIN:
        return Began(f"begin.{an_id(action, 'action_ts')}", person, Place(person.user))
    if kind not in (PRESS, SEND, NUMBER) or not found.get("message"):
        return None
    return _pressed(found, kind, action, person)


def commanded(found: Found) -> Commanded:
    """What a slash command tells. It is answered in a direct message, wherever it was given."""
    person = Person(an_id(found, "team_id"), an_id(found, "user_id"))
    return Commanded(
        f"command.{an_id(found, 'trigger_id')}", person, Place(person.user), plain(text(found, "text"))
    )


def _pressed(found: Found, kind: str, action: Found, person: Person) -> Pressed:
    """A press. Pressing the same once more is the same press, not a second one."""
    message, channel = part(found, "message"), an_id(part(found, "channel"), "id")
    thread = an_id(message, "thread_ts") if message.get("thread_ts") else None
    picked = dict([_button(action)] if kind == PRESS else _ticked(found))
    if len(picked) > MOST_TICKS:
        raise Refused(400, "So many lines were never offered.")
    number = None if kind == PRESS else _number(found, action)
    given = (*picked, *([number] if number else ()))
    name = _digest(*given) if given else an_id(action, "action_ts")
    return Pressed(
        f"press.{channel}.{an_id(message, 'ts')}.{name}",
        person,
        Place(channel, thread),
        tuple(picked),
        number,
        tuple(picked.values()) or ((number,) if number else ()),
        message,
    )


def _person(found: Found) -> Person:
    """Who it was. An app that serves a whole organisation is told of no team but the person's."""
    user, team = part(found, "user"), part(found, "team")
    return Person(an_id(team, "id") if team else an_id(user, "team_id"), an_id(user, "id"))


def _button(button: Found) -> tuple[str, str]:
    return text(button, "value"), plain(text(part(button, "text"), "text"))


def _ticked(found: Found) -> Iterator[tuple[str, str]]:
    """The lines that are ticked anywhere in the message."""
    for element in _elements(found):
        for option in listed(element, "selected_options"):
            yield _button(option)


def _number(found: Found, action: Found) -> str | None:
    """The number typed, with the enter key or before the button."""
    typed = [action, *_elements(found)]
    values = (text(element, "value") for element in typed if element.get("type") == "number_input")
    return next((value for value in values if value), None)


def _elements(found: Found) -> Iterator[Found]:
    """What the elements of a message stand at, besides buttons."""
    for block in part(part(found, "state"), "values").values():
        if isinstance(block, dict):
            yield from (element for element in block.values() if isinstance(element, dict))


def _digest(*names: str) -> str:
    return hashlib.blake2b("\n".join(names).encode(), digest_size=9).hexdigest()
