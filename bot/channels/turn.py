"""One turn on any channel: a message in, whole messages out, and never silence."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.guard import clean
from bot.transcripts.reply import is_emergency

logger = logging.getLogger(__name__)

OnMessage = Callable[[UserMessage], Awaitable[Any]]
Outgoing = dict[str, Any]


PARTS = ("text", "buttons", "custom", "image", "attachment", "elements")
"""What of a message is for the patient's side; Rasa adds ids and times of its own."""


class WholeMessages(CollectingOutputChannel):
    """Collects each of the bot's messages as one object: text, buttons and custom together."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message without its empty parts."""
        parts = {part: message[part] for part in PARTS if message.get(part)}
        self.messages.append({"recipient_id": recipient_id, **parts})


@dataclass(frozen=True)
class Answer:
    """What the bot said to one message, and whether the turn went through."""

    messages: list[Outgoing]
    ok: bool


async def take_turn(
    on_message: OnMessage,
    text: str,
    conversation: str,
    channel: str,
    apology: str,
    message_id: str | None = None,
) -> Answer:
    """Pass a message on and collect the answer; a failure becomes the apology with the clinic's number.

    `message_id` is the sender's: a message that comes again with the same one changes nothing. An
    emergency message that was ready before the failure is still shown, and shown first.
    """
    heard = clean(text)
    output = WholeMessages()
    ok = True
    try:
        await on_message(
            UserMessage(
                heard.text,
                output,
                conversation,
                input_channel=channel,
                message_id=message_id,
                metadata=heard.metadata,
            )
        )
    except Exception:
        logger.exception("A turn on channel %s failed.", channel)
        ok = False
    if ok and output.messages:
        return Answer(output.messages, ok)
    return Answer([*filter(is_emergency, output.messages), technical_problem(conversation, apology)], ok)


def technical_problem(conversation: str, apology: str) -> Outgoing:
    """What a patient sees when something broke on our side."""
    return {"recipient_id": conversation, "text": apology, "custom": {"kind": "technical_problem"}}
