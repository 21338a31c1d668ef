"""What is said beside the conversation: kept nowhere, once for each thing that happened."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from bot.channels.courier import Courier
from bot.channels.recent import Recent
from bot.channels.slack.blocks import Post
from bot.channels.slack.happenings import Happening, Pressed
from bot.channels.slack.output import Writer


class Notices:
    """Says things in the background, as often as it takes for Slack to take them."""

    def __init__(self, writer: Writer, courier: Courier) -> None:
        self._writer = writer
        self._courier = courier
        self._said = Recent()

    def say(self, happening: Happening, *texts: str) -> None:
        """Words, where somebody did something."""
        self.post(happening, map(self._writer.composer.plain, texts))

    def post(self, happening: Happening, posts: Iterable[Post]) -> None:
        """The same with elements."""
        waiting = deque(posts)
        first = waiting[0].text

        async def rest() -> None:
            while waiting:
                await self._writer.post(happening.place, waiting[0])
                waiting.popleft()

        if self._is_new(happening, first):
            self._courier.say(rest)

    def whisper(self, happening: Happening, text: str) -> None:
        """Words that others in the same place do not see."""
        if self._is_new(happening, text):
            user = happening.person.user
            self._courier.say(partial(self._writer.whisper, happening.place, user, text))

    def close(self, pressed: Pressed, chosen: Sequence[str] = ()) -> None:
        """Take the buttons of a message away, and say what was chosen."""
        post = self._writer.composer.used(pressed.message, chosen)
        ts = str(pressed.message["ts"])
        self._courier.say(partial(self._writer.replace, pressed.place.channel, ts, post))

    def show_home(self, user: str, blocks: Iterable[Mapping[str, Any]]) -> None:
        """The app's Home tab."""
        view = {"type": "home", "blocks": list(blocks)}
        self._courier.say(partial(self._writer.api.call, "views.publish", user_id=user, view=view))

    def _is_new(self, happening: Happening, text: str) -> bool:
        return self._said.is_new((happening.id, hash(text)))
