"""Telegram's JSON, parsed strictly into the few things that matter here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Extra, Field, StrictStr, ValidationError, conint

from bot.channels.telegram.updates import (
    COMMANDS,
    Attached,
    Commanded,
    Edited,
    Elsewhere,
    Rows,
    Tapped,
    Unblocked,
    Update,
    Written,
)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for. Whatever else there is, now or later, does not come."""

if TYPE_CHECKING:
    _Number = int
else:
    _Number = conint(strict=True, ge=-(2**52), le=2**52)
"""Telegram's numbers have at most 52 bits, so that every language can hold them."""

_PRIVATE = "private"
_ALONE = re.compile(r"/([a-z]+)(?:@\w+)?", re.IGNORECASE)
_DEEP_LINK = re.compile(r"/start(?:@\w+)? [A-Za-z0-9_-]{1,64}", re.IGNORECASE)

_ATTACHED = {
    *("animation", "audio", "contact", "dice", "document", "game", "location", "photo", "poll", "sticker"),
    *("story", "venue", "video", "video_note", "voice"),
}


class Malformed(Exception):
    """Something that is no update of Telegram's."""


class _Chat(BaseModel):
    """Where it happened."""

    id: _Number
    type: StrictStr


class _User(BaseModel):
    """Who did it."""

    is_bot: bool = False


class _Message(BaseModel):
    """A message; what is attached is among the further fields."""

    message_id: _Number = 0
    date: _Number = 0
    chat: _Chat
    sender: _User = Field(_User(), alias="from")
    text: StrictStr = ""
    caption: StrictStr = ""
    media_group_id: StrictStr | None = None
    reply_markup: dict[str, Any] = {}

    class Config:
        """Keep the names of further fields."""

        extra = Extra.allow


class _Query(BaseModel):
    """The press of a button."""

    id: StrictStr
    data: StrictStr = ""
    message: _Message | None = None


class _Member(BaseModel):
    """What may be told of a member."""

    status: StrictStr


class _Membership(BaseModel):
    """The bot was blocked, unblocked, taken into a group, or put out of it."""

    chat: _Chat
    new_chat_member: _Member


class _Update(BaseModel):
    """The whole of it: a number, and one of these."""

    update_id: _Number
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Membership | None = None


def read(found: Mapping[str, Any]) -> Update | None:
    """What an update tells of; None for what asks for no answer. Raises Malformed."""
    try:
        update = _Update.parse_obj(found)
    except (ValidationError, RecursionError) as error:
        raise Malformed("This is no update of Telegram's.") from error
    if update.message:
        return _written(update.update_id, update.message)
    if update.edited_message:
        return _edited(update.update_id, update.edited_message)
    if update.callback_query:
        return _tapped(update.update_id, update.callback_query)
    return _membership(update.update_id, update.my_chat_member) if update.my_chat_member else None


def _written(number: int, message: _Message) -> Update | None:
    where = (number, message.chat.id)
    if message.sender.is_bot:
        return None
    if message.chat.type != _PRIVATE:
        return Elsewhere(*where)
    attached = bool(_ATTACHED & message.__fields_set__)
    if text := message.text or message.caption:
        command = None if attached else _command(text)
        return Commanded(*where, command) if command else Written(*where, text, attached)
    return Attached(*where, message.media_group_id) if attached else None


def _edited(number: int, message: _Message) -> Update | None:
    text = message.text or message.caption
    if not text or message.chat.type != _PRIVATE or message.sender.is_bot:
        return None
    return Edited(number, message.chat.id, text)


def _tapped(number: int, query: _Query) -> Update | None:
    """A press. Where the message has become too old for Telegram, its date is 0."""
    message = query.message
    if message is None or message.chat.type != _PRIVATE:
        return None
    seen = message.message_id if message.date else None
    return Tapped(number, message.chat.id, query.id, query.data, seen, message.text, _rows(message))


def _membership(number: int, change: _Membership) -> Update | None:
    where, is_in = (number, change.chat.id), change.new_chat_member.status in {"member", "administrator"}
    if not is_in or change.chat.type == "channel":
        return None
    return Unblocked(*where) if change.chat.type == _PRIVATE else Elsewhere(*where)


def _command(text: str) -> str | None:
    alone = _ALONE.fullmatch(text.strip())
    name = alone[1].lower() if alone else "start" if _DEEP_LINK.fullmatch(text.strip()) else None
    return name if name in COMMANDS else None


def _rows(message: _Message) -> Rows:
    """The keyboard under a message, without what is no button."""
    rows = message.reply_markup.get("inline_keyboard")
    if not isinstance(rows, list):
        return []
    return [[each for each in row if isinstance(each, dict)] for row in rows if isinstance(row, list)]
