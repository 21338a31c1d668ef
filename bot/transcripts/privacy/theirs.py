"""What a patient has a right to see of what is kept about them, as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.transcripts import inbox
from bot.transcripts.privacy import codes, redaction, requests
from bot.transcripts.review.transcript import read
from bot.transcripts.tables import CONVERSATIONS

_OF_THE_CHAT = ("channel", "started_at", "last_at", "state", "urgency", "consent")
_OF_A_REQUEST = ("reach_kind", "reach", "name", "best_time", "agreed_at", "done_at")


def theirs(connection: Connection, conversation: str) -> Mapping[str, Any] | None:
    """All that is kept about a patient but what staff wrote for themselves; None for no conversation."""
    row = connection.execute(_CHAT, {"of": conversation}).mappings().first()
    seen = read(connection, conversation)
    if row is None or seen is None:
        return None
    asked = [asdict(each) for each in requests.of_conversation(connection, conversation)]
    found: Mapping[str, Any] = _plain(
        {
            "conversation": {name: row[name] for name in _OF_THE_CHAT},
            "codes": codes.of_conversation(connection, conversation),
            "messages": [_message(each) for each in seen.messages],
            "answers": [
                {"question": answered.question, "value": given.value, "at": given.at}
                for answered in seen.answers
                for given in answered.given
            ],
            "assessment": seen.assessment,
            "calls_asked_for": [{name: each[name] for name in _OF_A_REQUEST} for each in asked],
            "redacted": [
                {"message": each.message_id, "kind": each.kind, "at": each.at}
                for each in redaction.of_conversation(connection, conversation)
            ],
        }
    )
    return found


def _message(message: inbox.Message) -> dict[str, Any]:
    said = [each["text"] for each in message.reply or () if each.get("text")]
    return {"at": message.received_at, "you": message.text, "bot": said}


def _plain(value: Any) -> Any:
    """The same with moments as JSON has them."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value


_CHAT = sa.select(CONVERSATIONS).where(CONVERSATIONS.c.id == sa.bindparam("of"))
