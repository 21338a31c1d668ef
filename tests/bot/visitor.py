"""A patient's browser, as far as the website's channel sees one."""

from __future__ import annotations

import http.client
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

Headers = dict[str, str]


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Headers
    body: Any

    @property
    def texts(self) -> list[str]:
        """What the bot said."""
        return [each["text"] for each in self.body["messages"]]

    def button(self, title: str) -> str:
        """The id of a button with this title."""
        buttons = [button for each in self.body["messages"] for button in each.get("buttons", ())]
        return str(next(button["id"] for button in buttons if button["title"] == title))


def ask(address: str, method: str, path: str, body: object = None, **headers: str) -> Reply:
    """One request. A body that is not bytes is sent as JSON; `_` in a header's name stands for `-`."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        named = {"Content-Type": "application/json", **named}
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        connection.request(method, path, body, named)  # type: ignore[arg-type]
        answer = connection.getresponse()
        text = answer.read().decode()
        found = {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()
    return Reply(answer.status, found, _read(text))


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@dataclass
class Visitor:
    """Somebody with a token for one conversation."""

    address: str
    token: str = ""
    headers: Headers = field(default_factory=dict)

    @classmethod
    def of(cls, address: str, **headers: str) -> Visitor:
        """A newcomer, who opens a conversation."""
        opened = ask(address, "POST", "/chat/conversations", {}, **headers)
        assert opened.status == 201
        return cls(address, opened.body["token"], headers)

    @property
    def conversation(self) -> str:
        """The id under which Rasa knows the conversation."""
        return f"web:{self.token.split('.')[0]}"

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        """A request with the token."""
        held = {"Authorization": f"Bearer {self.token}", **self.headers, **headers}
        return ask(self.address, method, path, body, **held)

    def say(self, text: object, message_id: str | None = None, **headers: str) -> Reply:
        """A typed message."""
        return self._send({"text": text}, message_id, headers)

    def press(self, *buttons: str, message_id: str | None = None, **headers: str) -> Reply:
        """One button, or several at once."""
        pressed = {"press": buttons[0]} if len(buttons) == 1 else {"presses": list(buttons)}
        return self._send(pressed, message_id, headers)

    def amend(self, question: str) -> Reply:
        """The wish to be asked a question again."""
        return self._send({"amend": question}, None, {})

    def history(self, after: int = 0) -> Reply:
        """The conversation so far."""
        return self.ask("GET", f"/chat/history?after={after}")

    def forget(self) -> Reply:
        """The wish that nothing is kept."""
        return self.ask("DELETE", "/chat/conversations")

    def _send(self, said: dict[str, object], message_id: str | None, headers: Headers) -> Reply:
        named = message_id or secrets.token_urlsafe(12)
        return self.ask("POST", "/chat/messages", {**said, "message_id": named}, **headers)
