"""Slack as a bot sees it: methods that hold their documented limits, and webhooks that are signed."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bot.channels.slack.limits import faults, text_faults
from tests.bot.visitor import Reply, ask
from tests.vendor import Answer, Given, Vendor

TOKEN = "xoxb-1111111111-fake"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "U0BOT"

WEBHOOK = "/webhooks/slack/webhook"


@dataclass
class Posted:
    """A message of the bot's as it stands now."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread: str | None = None
    seen_by: str | None = None

    @property
    def elements(self) -> list[dict[str, Any]]:
        """What can be pressed, ticked or typed into."""
        inside = [[*block.get("elements", ()), block.get("element")] for block in self.blocks]
        return [each for some in inside for each in some if each and "action_id" in each]

    @property
    def buttons(self) -> list[str]:
        """What the buttons say."""
        return [each["text"]["text"] for each in self.elements if each["type"] == "button"]

    @property
    def boxes(self) -> list[str]:
        """What can be ticked."""
        boxes = [each for each in self.elements if each["type"] == "checkboxes"]
        return [option["text"]["text"] for each in boxes for option in each["options"]]

    @property
    def notes(self) -> list[str]:
        """What is said in small letters."""
        notes = [block["elements"] for block in self.blocks if block["type"] == "context"]
        return [each["text"] for some in notes for each in some]


class FakeSlack(Vendor):
    """One workspace with one app. Anybody in it has a direct channel named after them."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[tuple[str, str], Posted] = {}
        self.homes: dict[str, list[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)

    def ts(self) -> str:
        """The time that names a message; none comes twice."""
        return f"{int(time.time())}.{next(self._numbers):06d}"

    # --- the Web API ---

    def answer(self, method: str, given: Given, headers: Mapping[str, str]) -> Answer:
        """What the bot's calls come to."""
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return _no("invalid_auth")
        methods = {
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._whisper,
            "chat.update": self._update,
            "views.publish": self._publish,
        }
        return methods[method](given) if method in methods else _no("unknown_method")

    def _post(self, given: Given) -> Answer:
        wrong = _message_fault(given)
        if wrong:
            return wrong
        channel = dm(given["channel"]) if given["channel"].startswith("U") else given["channel"]
        return self._add(Posted(channel, self.ts(), given["text"], thread=given.get("thread_ts")), given)

    def _whisper(self, given: Given) -> Answer:
        wrong = _message_fault(given)
        if wrong or not given.get("user"):
            return wrong or _no("user_not_in_channel")
        place = {"thread": given.get("thread_ts"), "seen_by": given["user"]}
        return self._add(Posted(given["channel"], self.ts(), given["text"], **place), given)

    def _update(self, given: Given) -> Answer:
        found = self.messages.get((given.get("channel", ""), given.get("ts", "")))
        if found is None or found.seen_by:
            return _no("message_not_found")
        wrong = _message_fault(given)
        if wrong:
            return wrong
        found.text, found.blocks = given["text"], given.get("blocks") or []
        return Answer({"ok": True, "channel": found.channel, "ts": found.ts, "text": found.text})

    def _publish(self, given: Given) -> Answer:
        view = given.get("view") or {}
        if view.get("type") != "home" or faults(view.get("blocks"), "home") or not given.get("user_id"):
            return _no("invalid_arguments")
        self.homes[given["user_id"]] = view["blocks"]
        return Answer({"ok": True, "view": view})

    def _add(self, message: Posted, given: Given) -> Answer:
        message.blocks = given.get("blocks") or []
        self.messages[message.channel, message.ts] = message
        return Answer({"ok": True, "channel": message.channel, "ts": message.ts})

    # --- its webhooks ---

    def deliver(self, bot: str, body: bytes, **headers: str) -> Reply:
        """Bring something to the bot, and bring it again as long as it is not taken: three times at most."""
        reply = self.bring(bot, body, **headers)
        for again in range(1, 4):
            if reply.status < 500:
                break
            why = {"X_Slack_Retry_Num": str(again), "X_Slack_Retry_Reason": "http_error"}
            reply = self.bring(bot, body, **headers, **why)
        return reply

    def bring(self, bot: str, body: bytes, **headers: str) -> Reply:
        """The same, once."""
        kind = "application/json" if body[:1] == b"{" else "application/x-www-form-urlencoded"
        return ask(bot, "POST", WEBHOOK, body, **{"Content_Type": kind, **signed(body), **headers})


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers that show that Slack sent this."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": f"v0={digest}"}


def event(inner: dict[str, Any], team: str = "T0CLINIC", event_id: str = "Ev1") -> bytes:
    """The body of one event."""
    told = {
        "token": "XXYYZZ",
        "team_id": team,
        "api_app_id": "A0APP",
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [{"team_id": team, "user_id": BOT, "is_bot": True}],
        "event": inner,
    }
    return json.dumps(told).encode()


def interaction(payload: dict[str, Any]) -> bytes:
    """The body of one press."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def dm(user: str) -> str:
    """The direct channel of somebody with the bot."""
    return f"D{user[1:]}"


def _message_fault(given: Given) -> Answer | None:
    if not isinstance(given.get("channel"), str) or given["channel"][:1] not in set("CDGU"):
        return _no("channel_not_found")
    if given.get("blocks") and faults(given["blocks"], "message"):
        return Answer({"ok": False, "error": "invalid_blocks", "errors": faults(given["blocks"], "message")})
    return next((_no(fault) for fault in text_faults(given.get("text"))), None)


def _no(error: str) -> Answer:
    return Answer({"ok": False, "error": error})
