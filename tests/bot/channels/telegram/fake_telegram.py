"""A Telegram of our own: takes the Bot API's calls within its documented limits, and knows every chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.vendor import Answer, Given, Vendor

TOKEN = "123456789:AAE-fake-token-for-tests_0"
SECRET = "s3cret_of-the-webhook"

LONGEST_TEXT = 4096
LONGEST_DATA = 64
MOST_BUTTONS = 100
KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "channel_post", "poll"}


class Refusal(Exception):
    """What Telegram answers to a call that it does not take."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters


@dataclass
class Shown:
    """A message as it stands in a chat now."""

    number: int
    chat: int
    text: str
    rows: list[list[dict[str, Any]]] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """What its buttons say."""
        return [button["text"] for row in self.rows for button in row]

    def as_json(self) -> dict[str, Any]:
        """The message as Telegram tells of it."""
        chat = {"id": self.chat, "type": "private"}
        markup = {"reply_markup": {"inline_keyboard": self.rows}} if self.rows else {}
        return {"message_id": self.number, "date": 1, "chat": chat, "text": self.text, **markup}


class FakeTelegram(Vendor):
    """Holds the chats, and hands updates to whoever fetches them."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self.blocked: set[int] = set()
        self.queries: set[str] = set()
        self.pending: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {"url": ""}
        self.commands: list[dict[str, str]] = []
        self._fetching = False
        self._pieces: list[tuple[str, Answer]] = []

    def spoil(self, piece: str, *answers: Answer) -> None:
        """Spoil the next messages that say this: each gets one of these, in this order."""
        with self.changed:
            self._pieces.extend((piece, answer) for answer in answers)

    def said(self, chat: int) -> list[Shown]:
        """What the bot said in a chat."""
        return [each for each in self.shown if each.chat == chat]

    def fetched(self, update: dict[str, Any]) -> None:
        """Have an update ready for who polls."""
        with self.changed:
            self.pending.append(update)
            self.changed.notify_all()

    def has_brought(self, update: dict[str, Any]) -> bool:
        """Whether somebody has fetched an update."""
        return any(update in call.got.body["result"] for call in self.done("getUpdates"))

    def method(self, path: str) -> str:
        """The method, if the token before it is right."""
        return path.removeprefix(f"/bot{TOKEN}/") if path.startswith(f"/bot{TOKEN}/") else "unauthorized"

    def answer(self, method: str, given: Given, headers: Mapping[str, str]) -> Answer:
        """What Telegram says to a call."""
        fitting = [each for each in self._pieces if each[0] in str(given.get("text"))]
        if fitting:
            self._pieces.remove(fitting[0])
            return fitting[0][1]
        try:
            if method == "unauthorized":
                raise Refusal(401, "Unauthorized")
            called = getattr(self, f"_{_snake(method)}", None)
            if called is None:
                raise Refusal(404, "Not Found: method not found")
            return Answer({"ok": True, "result": called(given)})
        except Refusal as refused:
            told = {"ok": False, "error_code": refused.status, "description": str(refused)}
            more = {"parameters": refused.parameters} if refused.parameters else {}
            return Answer({**told, **more}, refused.status)

    def _send_message(self, given: Given) -> Any:
        chat = given.get("chat_id")
        if not isinstance(chat, int):
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        shown = Shown(len(self.shown) + 1, chat, _text(given), _rows(given))
        self.shown.append(shown)
        return shown.as_json()

    def _edit_message_text(self, given: Given) -> Any:
        return self._edit(given, _text(given))

    def _edit_message_reply_markup(self, given: Given) -> Any:
        return self._edit(given, None)

    def _edit(self, given: Given, text: str | None) -> Any:
        found = [each for each in self.said(given["chat_id"]) if each.number == given.get("message_id")]
        if not found:
            raise Refusal(400, "Bad Request: message to edit not found")
        new = (found[0].text if text is None else text, _rows(given))
        if new == (found[0].text, found[0].rows):
            raise Refusal(400, "Bad Request: message is not modified")
        found[0].text, found[0].rows = new
        return found[0].as_json()

    def _answer_callback_query(self, given: Given) -> Any:
        if len(given.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        if given.get("callback_query_id") not in self.queries:
            raise Refusal(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.queries.remove(given["callback_query_id"])
        return True

    def _leave_chat(self, given: Given) -> Any:
        return True

    def _get_me(self, _given: Given) -> Any:
        return {"id": 123456789, "is_bot": True, "username": "legs_at_night_bot", "can_join_groups": False}

    def _set_my_commands(self, given: Given) -> Any:
        for each in given["commands"]:
            if (
                not re.fullmatch("[a-z0-9_]{1,32}", each["command"])
                or not 0 < len(each["description"]) <= 256
            ):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = given["commands"]
        return True

    def _set_webhook(self, given: Given) -> Any:
        if not given.get("url", "").startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch("[A-Za-z0-9_-]{1,256}", given.get("secret_token", "x")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if not set(given.get("allowed_updates", ())) <= KINDS:
            raise Refusal(400, "Bad Request: unknown update type")
        self.webhook = given
        return True

    def _delete_webhook(self, _given: Given) -> Any:
        self.webhook = {"url": ""}
        return True

    def _get_webhook_info(self, _given: Given) -> Any:
        told = {name: self.webhook[name] for name in ("url", "allowed_updates") if name in self.webhook}
        return {**told, "has_custom_certificate": False, "pending_update_count": len(self.pending)}

    def _get_updates(self, given: Given) -> Any:
        if self.webhook["url"]:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._fetching:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        self.pending = [each for each in self.pending if each["update_id"] >= given.get("offset", 0)]
        self._fetching = True
        try:
            self.changed.wait_for(lambda: self.pending, given.get("timeout", 0))
        finally:
            self._fetching = False
        return self.pending[:100]


def _text(given: Given) -> str:
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text.strip()


def _rows(given: Given) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = given.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise Refusal(400, "Bad Request: reply markup is too long")
    for fault in map(_fault, buttons):
        if fault:
            raise Refusal(400, f"Bad Request: {fault}")
    return rows


def _fault(button: Mapping[str, Any]) -> str | None:
    if not button.get("text"):
        return "text buttons must not be empty"
    if len({"callback_data", "url"} & button.keys()) != 1:
        return "inline keyboard button must have exactly one optional field"
    if "url" in button and not re.match("https?://[^ ]+$", button["url"]):
        return "BUTTON_URL_INVALID"
    if "callback_data" in button and not 0 < len(button["callback_data"].encode()) <= LONGEST_DATA:
        return "BUTTON_DATA_INVALID"
    return None


def _snake(method: str) -> str:
    return "".join(_letters(method))


def _letters(method: str) -> Iterator[str]:
    for letter in method:
        yield f"_{letter.lower()}" if letter.isupper() else letter
