"""Somebody who writes to the bot in Slack, as far as the bot can tell."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bot.channels.slack.fake_slack import FakeSlack, Posted, dm, event, interaction
from tests.bot.visitor import Reply

TEAM = "T0CLINIC"


@dataclass
class SlackPatient:
    """A person in a workspace who has a direct channel with the bot."""

    bot: str
    slack: FakeSlack
    user: str
    team: str = TEAM
    read: set[str] = field(default_factory=set)

    @property
    def channel(self) -> str:
        """Their direct channel."""
        return dm(self.user)

    @property
    def conversation(self) -> str:
        """The id under which Rasa knows the conversation."""
        return f"slack:{self.team}.{self.user}"

    # --- what they see ---

    @property
    def sees(self) -> list[Posted]:
        """The bot's messages to them as they stand now, oldest first."""
        with self.slack.changed:
            return [each for each in self.slack.messages.values() if each.channel == self.channel]

    @property
    def texts(self) -> list[str]:
        """What the messages say."""
        return [html.unescape(each.text) for each in self.sees]

    def hears(self, *texts: str) -> Posted:
        """Wait for messages that say this, in whatever order, beyond those waited for; gives the last."""
        found = [self._hears(text) for text in texts]
        return found[-1]

    def _hears(self, text: str) -> Posted:
        def unread() -> list[Posted]:
            new = [each for each in self.sees if each.ts not in self.read]
            return [each for each in new if html.unescape(each.text).startswith(text)]

        found: Posted = self.slack.until(unread)[0]
        self.read.add(found.ts)
        return found

    # --- what they do ---

    def message(self, text: str | None, **more: Any) -> dict[str, Any]:
        """A message of theirs as Slack tells of it."""
        ts = self.slack.ts()
        return {
            "type": "message",
            "channel": self.channel,
            "channel_type": "im",
            "user": self.user,
            "ts": ts,
            "event_ts": ts,
            **({} if text is None else {"text": html.escape(text, quote=False)}),
            **more,
        }

    def event(self, inner: dict[str, Any], **headers: str) -> Reply:
        """Slack tells the bot of something they did."""
        return self.slack.deliver(self.bot, event(inner, self.team), **headers)

    def say(self, text: str, **more: Any) -> Reply:
        """A message in words."""
        return self.event(self.message(text, **more))

    def press(self, title: str, on: Posted | None = None, **ticked: Any) -> Reply:
        """The latest button with this title, or one of a certain message."""
        shown = on or [each for each in self.sees if title in each.buttons][-1]
        buttons = [each for each in shown.elements if each["type"] == "button"]
        button = next(each for each in buttons if each["text"]["text"] == title)
        return self.interact(shown, {**button, **ticked})

    def tick(self, *titles: str) -> Reply:
        """Boxes of the latest message that has any, and then its Send button."""
        shown = [each for each in self.sees if each.boxes][-1]
        state = {
            block["block_id"]: {
                each["action_id"]: {
                    "type": "checkboxes",
                    "selected_options": [
                        option for option in each["options"] if option["text"]["text"] in titles
                    ],
                }
                for each in block["elements"]
                if each["type"] == "checkboxes"
            }
            for block in shown.blocks
            if block["type"] == "actions"
        }
        button = next(each for each in shown.elements if each["action_id"] == "send")
        return self.interact(shown, button, state)

    def type_number(self, number: str) -> Reply:
        """A number into the latest message that has a place for one, and the enter key."""
        shown = [each for each in self.sees if _number_box(each)][-1]
        return self.interact(shown, {**_number_box(shown)[0], "value": number})

    def interact(self, shown: Posted, action: dict[str, Any], state: Any = None) -> Reply:
        """Something done to an element of a message."""
        return self.slack.deliver(self.bot, interaction(self.payload(shown, action, state)))

    def payload(self, shown: Posted, action: dict[str, Any], state: Any = None) -> dict[str, Any]:
        """What Slack tells of that."""
        thread = {"thread_ts": shown.thread} if shown.thread else {}
        return {
            "type": "block_actions",
            "user": {"id": self.user, "team_id": self.team},
            "team": {"id": self.team, "domain": "clinic"},
            "api_app_id": "A0APP",
            "trigger_id": f"13345224609.738474920.{self.slack.ts()}",
            "container": {"type": "message", "message_ts": shown.ts, "channel_id": shown.channel},
            "channel": {"id": shown.channel, "name": "directmessage"},
            "message": {"ts": shown.ts, "text": shown.text, "blocks": shown.blocks, **thread},
            "state": {"values": state or {}},
            "response_url": "https://hooks.slack.example/actions/1",
            "actions": [{**action, "action_ts": self.slack.ts()}],
        }

    def command(self, text: str = "", channel: str = "C0PUBLIC") -> Reply:
        """The app's slash command, wherever they are."""
        told = {
            "command": "/restless-legs",
            "text": text,
            "team_id": self.team,
            "user_id": self.user,
            "channel_id": channel,
            "trigger_id": f"13345224609.738474920.{self.slack.ts()}",
            "response_url": "https://hooks.slack.example/commands/1",
        }
        return self.slack.deliver(self.bot, urlencode(told).encode())

    def edit(self, message: dict[str, Any], text: str) -> Reply:
        """Other words in place of a message of theirs."""
        ts = self.slack.ts()
        now = {**message, "text": text, "edited": {"user": self.user, "ts": ts}}
        about = {"subtype": "message_changed", "message": now, "previous_message": message}
        return self.event({**self.message(None), **about, "user": None})

    def delete(self, message: dict[str, Any]) -> Reply:
        """A message of theirs taken away."""
        about = {
            "subtype": "message_deleted",
            "deleted_ts": message["ts"],
            "previous_message": message,
        }
        return self.event({**self.message(None), **about, "user": None})


def _number_box(shown: Posted) -> list[dict[str, Any]]:
    return [each for each in shown.elements if each["type"] == "number_input"]
