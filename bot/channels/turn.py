"""One turn on any channel: a message in, whole messages out, and never silence."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.guard import PUBLIC, clean
from bot.transcripts import events
from bot.transcripts.refusal import Refusal
from bot.transcripts.reply import ANSWERS, is_emergency

if TYPE_CHECKING:
    from bot.transcripts.turn import ExactlyOnce

logger = logging.getLogger(__name__)

OnMessage = Callable[[UserMessage], Awaitable[Any]]
Outgoing = dict[str, Any]

HELLO = "Hello"
"""What a press, a command or an empty message stands for: it begins a conversation, or takes one up again."""

PARTS = ("text", "buttons", "custom", "image", "attachment", "elements")
"""What of a message is for the patient's side; Rasa adds ids and times of its own."""


class WholeMessages(CollectingOutputChannel):
    """Collects each of the bot's messages as one object: text, buttons and custom together.

    `answers` holds for each the id of the message it belongs to, None for what is not kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str | None] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message without its empty parts."""
        parts = {part: message[part] for part in PARTS if message.get(part)}
        self.messages.append({"recipient_id": recipient_id, **parts})
        self.answers.append(message.get(ANSWERS))


@dataclass(frozen=True)
class Answer:
    """What the bot said to one message, and whether the turn went through."""

    messages: list[Outgoing]
    ok: bool
    answers: tuple[str | None, ...] = ()
    """Of each message, the id of the patient's message that it answers for good."""


async def take_turn(
    on_message: OnMessage,
    text: str,
    conversation: str,
    channel: str,
    apology: str,
    message_id: str | None = None,
) -> Answer:
    """Pass on a text from who is trusted, and collect the answer.

    `message_id` is the sender's: a message that comes again with the same one changes nothing.
    """
    heard = clean(text)
    message = UserMessage(
        heard.text,
        WholeMessages(),
        conversation,
        input_channel=channel,
        message_id=message_id,
        metadata=heard.metadata,
    )
    return await answer(on_message, message, apology)


async def answer(on_message: OnMessage, message: UserMessage, apology: str) -> Answer:
    """What comes of a message that collects whole messages. Raises Refusal.

    A failure becomes the apology with the clinic's number. An emergency message that was ready
    before the failure is still shown, and shown first.
    """
    output: WholeMessages = message.output_channel
    ok = True
    try:
        await on_message(message)
    except Refusal:
        raise
    except Exception:
        logger.exception("A turn on channel %s failed.", message.input_channel)
        ok = False
    if ok and output.messages:
        return Answer(output.messages, ok, tuple(output.answers))
    sorry = technical_problem(message.sender_id, apology)
    return Answer([*filter(is_emergency, output.messages), sorry], ok)


async def alarms(agent: ExactlyOnce, text: str) -> bool:
    """Whether these words alone would be an emergency. Nobody hears the answer, and nothing is kept."""
    led_to = await agent.rehearse(clean(text, PUBLIC).text)
    return led_to is not None and any(map(is_emergency, events.reply(led_to.events)))


def technical_problem(conversation: str, apology: str) -> Outgoing:
    """What a patient sees when something broke on our side."""
    return {"recipient_id": conversation, "text": apology, "custom": {"kind": "technical_problem"}}
