"""The app's Home tab: what the bot is, and a button to begin."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, MarkdownTextObject, SectionBlock

from bot.channels.slack.markup import escaped
from bot.channels.slack.presses import BEGIN
from bot.messages.wording import Words


def home(words: Words, closed: str | None = None) -> list[dict[str, Any]]:
    """The blocks of the tab; where the channel is closed to patients, no more than that."""
    text = closed or words.say("slack_home")
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=escaped(text)))]
    if closed is None:
        title = words.button("begin").title
        button = ButtonElement(text=title, action_id=BEGIN, value=BEGIN, style="primary")
        blocks.append(ActionsBlock(elements=[button]))
    return [block.to_dict() for block in blocks]
