"""How a patient's words reach a bot: over Rasa's REST channel, or as the page sends them."""

from __future__ import annotations

import http.client
import json
import secrets
from abc import ABC, abstractmethod
from typing import Any

from bot.errors import BotError

WAIT_SECONDS = 120

Messages = list[dict[str, Any]]


class TalkError(BotError):
    """A conversation that did not come to its end; with the status where a server refused."""

    def __init__(self, said: str, status: int = 0) -> None:
        super().__init__(said)
        self.status = status


class Line(ABC):
    """A connection kept open, for one conversation."""

    conversation: str

    def __init__(self, port: int, source: str = "") -> None:
        self._headers = {"Content-Type": "application/json"}
        place = (source, 0) if source else None
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=WAIT_SECONDS, source_address=place
        )

    @abstractmethod
    def say(self, text: str, message_id: str | None = None) -> Messages:
        """The bot's messages to one of ours. The same id makes it a repeat."""

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _post(self, path: str, fields: dict[str, str]) -> Any:
        try:
            self._connection.request("POST", path, json.dumps(fields), self._headers)
            answer = self._connection.getresponse()
            found = json.loads(answer.read())
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise TalkError(f"No answer to {fields}: {error!r}.") from error
        if answer.status not in (200, 201):
            raise TalkError(f"No answer to {fields}: status {answer.status}, {found!r}.", answer.status)
        return found


class Rest(Line):
    """Rasa's REST channel, which every Rasa bot has."""

    def __init__(self, port: int, sender: str) -> None:
        super().__init__(port)
        self.conversation = sender

    def say(self, text: str, message_id: str | None = None) -> Messages:
        """The answer to a message."""
        named = {"message_id": message_id} if message_id else {}
        found = self._post("/webhooks/rest/webhook", {"sender": self.conversation, "message": text, **named})
        return list(found)


class Page(Line):
    """The clinic's page. Its patients have addresses of their own, for the proxy limits each."""

    def __init__(self, port: int, source: str) -> None:
        super().__init__(port, source)
        token = self._post("/chat/conversations", {})["token"]
        self.conversation = f"web:{token.partition('.')[0]}"
        self._headers["Authorization"] = f"Bearer {token}"

    def say(self, text: str, message_id: str | None = None) -> Messages:
        """The answer to a message, which always has an id."""
        named = message_id or secrets.token_urlsafe(12)
        return list(self._post("/chat/messages", {"text": text, "message_id": named})["messages"])
