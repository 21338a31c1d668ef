"""The way out: the bot's messages as posts in the place where the patient wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.sending import Line, Progress, Said, Undeliverable
from bot.channels.slack.api import SlackApi
from bot.channels.slack.blocks import Composer, Post
from bot.channels.slack.happenings import Place

BLOCK_FAULTS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""Slack's word for elements that it does not take."""

SILENT = {"unfurl_links": False, "unfurl_media": False}
"""Nobody looks at what a link in a message leads to: it may be good once."""


@dataclass(frozen=True)
class Writer:
    """Puts posts where they belong. What Slack refuses with its elements is said without them."""

    api: SlackApi
    composer: Composer

    async def post(self, place: Place, post: Post) -> None:
        """A new message. Raises Undeliverable."""
        given = {**place.arguments, **SILENT}
        try:
            await self.api.call("chat.postMessage", **given, text=post.text, blocks=list(post.blocks))
        except Undeliverable as fault:
            if str(fault) not in BLOCK_FAULTS:
                raise
            await self.api.call("chat.postMessage", **given, text=post.bare)

    async def whisper(self, place: Place, user: str, text: str) -> None:
        """A message in a public place that one person alone sees. Raises Undeliverable."""
        post = self.composer.plain(text)
        await self.api.call("chat.postEphemeral", **place.arguments, user=user, text=post.text)

    async def replace(self, channel: str, ts: str, post: Post) -> None:
        """Another text in place of a message. Raises Undeliverable."""
        given = {"channel": channel, "ts": ts, "text": post.text}
        await self.api.call("chat.update", **given, blocks=list(post.blocks))


class SlackLine(Line[Post]):
    """A patient's place in Slack, for one try at replying to one message."""

    def __init__(self, message_id: str, progress: Progress, writer: Writer, place: Place) -> None:
        super().__init__(message_id, progress)
        self._writer = writer
        self._place = place

    @classmethod
    def name(cls) -> str:
        """What Rasa calls the channel."""
        return "slack"

    async def pieces(self, said: Said) -> Sequence[Post]:
        """The posts of a message."""
        return self._writer.composer.posts(said)

    async def send(self, _conversation: str, piece: Post) -> None:
        """Put one post where the patient wrote. Raises Undeliverable."""
        await self._writer.post(self._place, piece)
