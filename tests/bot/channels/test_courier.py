"""Replies reach their patients in order, each piece once, and nobody waits for a service that is away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.courier import Courier
from bot.channels.once import AlreadyAnswered, Typed
from bot.channels.sending import Line, Patience, Progress, Said, Undeliverable, persist
from bot.transcripts.upkeep import erase
from tests.bot.transcripts.talking import Patient, Thinking

AWAY = Undeliverable("503")


@pytest.fixture
def address(tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path}/conversations.db"


class Impatience(Patience):
    """Waits for nothing, and remembers what the vendor asked for."""

    asked: list[float | None] = []

    def wait(self, failures: int, asked: float | None = None) -> float:
        self.asked.append(asked)
        return 0


class Post:
    """A vendor: takes pieces, or raises what it was told to, one fault for each piece that comes."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)
        self.taken: list[str] = []
        self.tried = 0
        self.down: Exception | None = None

    def take(self, piece: str) -> None:
        self.tried += 1
        fault = self.down or (self.faults.pop(0) if self.faults else None)
        if fault:
            raise fault
        self.taken.append(piece)


class PostLine(Line[str]):
    """Sends each line of a text by itself."""

    def __init__(self, message_id: str, progress: Progress, post: Post) -> None:
        super().__init__(message_id, progress)
        self.post = post

    @classmethod
    def name(cls) -> str:
        return "post"

    async def pieces(self, said: Said) -> Sequence[str]:
        return str(said.message["text"]).split("\n")

    async def send(self, conversation: str, piece: str) -> None:
        self.post.take(piece)


class Writer(Patient):
    """Somebody who writes by a vendor. The bot answers `I see: ...`, and keeps what is said after a yes."""

    def __init__(self, address: str, post: Post, tries: int = 50) -> None:
        super().__init__(address)
        self.post, self.progress = post, Progress()
        self.courier = Courier(Impatience(tries))

    async def write(self, text: str, message_id: str | None = None) -> bool:
        named = message_id or f"id of {text}"
        message = Typed(text, sender_id="tg:7", input_channel="post", message_id=named)
        handle = self.bot.handle_message
        return await self.courier.bring(handle, message, lambda: PostLine(named, self.progress, self.post))

    async def until(self, *taken: str) -> None:
        """Wait until the vendor has taken these, and nothing else."""
        for _ in range(10_000):
            if self.post.taken == list(taken):
                return
            await asyncio.sleep(0)
            await self.store.in_thread(lambda: None)
        assert self.post.taken == list(taken)


async def test_a_reply_that_is_not_taken_is_brought_again_until_it_is(address: str) -> None:
    ann = Writer(address, Post(AWAY, AWAY, AWAY))
    assert await ann.write("yes")
    await ann.until("I see: yes")
    assert ann.mind.thoughts == ["yes"]


async def test_of_a_reply_in_pieces_none_comes_twice(address: str) -> None:
    ann = Writer(address, Post(None, AWAY, AWAY))
    await ann.write("yes\nor no\nor maybe")
    await ann.until("I see: yes", "or no", "or maybe")
    assert ann.post.tried == 5


async def test_who_writes_during_an_outage_is_heard_at_once_and_answered_in_order_after_it(
    address: str,
) -> None:
    ann = Writer(address, Post())
    ann.post.down = AWAY
    for text in ("yes", "one", "two"):
        await ann.write(text)
    assert ann.mind.thoughts == ["yes", "one", "two"]
    assert ann.post.taken == []
    ann.post.down = None
    await ann.until("I see: yes", "I see: one", "I see: two")


async def test_what_was_owed_comes_before_the_next_reply(address: str) -> None:
    ann = Writer(address, Post(AWAY), tries=1)
    await ann.write("yes")
    await ann.write("one")
    await ann.until("I see: yes", "I see: one")


async def test_the_tries_come_to_an_end_and_the_reply_stays_owed(address: str) -> None:
    ann = Writer(address, Post(), tries=3)
    ann.post.down = AWAY
    await ann.write("yes")
    while ann.courier._waiting:
        await asyncio.wait(ann.courier._waiting)
    assert ann.post.tried == 3
    ann.post.down = None
    await ann.write("one")
    await ann.until("I see: yes", "I see: one")


async def test_who_cannot_be_reached_any_more_is_not_tried_again(address: str) -> None:
    ann = Writer(address, Post(Undeliverable("403", again=False)))
    assert await ann.write("yes")
    assert not ann.courier._waiting
    assert ann.post.tried == 1


async def test_the_vendor_says_how_long_it_wants_to_be_left_alone(address: str) -> None:
    Impatience.asked.clear()
    ann = Writer(address, Post(Undeliverable("429", after=7), AWAY))
    await ann.write("yes")
    await ann.until("I see: yes")
    assert Impatience.asked == [7, None]


async def test_a_message_that_comes_again_after_its_reply_is_refused(address: str) -> None:
    ann = Writer(address, Post())
    await ann.write("yes")
    with pytest.raises(AlreadyAnswered):
        await ann.write("yes")
    assert ann.post.taken == ["I see: yes"]


async def test_what_was_erased_meanwhile_is_not_brought_again(address: str) -> None:
    ann = Writer(address, Post(), tries=10**9)
    ann.post.down = AWAY
    await ann.write("yes")
    assert await erase(ann.store, ann.bot.lock_store, "tg:7")
    ann.post.down = None
    while ann.courier._waiting:
        await asyncio.wait(ann.courier._waiting)
    assert ann.mind.thoughts == ["yes"]
    assert ann.post.taken == []


async def test_what_could_not_be_thought_out_is_raised_to_who_brought_it(address: str) -> None:
    ann = Writer(address, Post())
    ann.mind.breaks = RuntimeError()
    with pytest.raises(RuntimeError):
        await ann.write("yes")


async def test_silence_is_told(address: str) -> None:
    class Mute(Thinking):
        """Says nothing."""

        async def handle_message(self, message: UserMessage) -> None:
            self.thoughts.append(str(message.text))

    ann = Writer(address, Post())
    ann.bot.processor = Mute(ann.store)
    assert not await ann.write("yes")


async def test_a_stop_ends_the_waiting_and_what_is_late_is_owed(address: str) -> None:
    ann = Writer(address, Post(), tries=10**9)
    ann.post.down = AWAY
    await ann.write("yes")
    await ann.courier.end()
    await ann.bot.finish()
    tried = ann.post.tried
    await asyncio.sleep(0)
    assert ann.post.tried == tried
    ann.post.down = None
    await ann.write("one")
    await ann.until("I see: yes", "I see: one")


async def test_something_said_beside_a_turn_is_tried_until_it_is_taken() -> None:
    post = Post(AWAY, AWAY)

    async def say() -> None:
        post.take("hello")

    await persist(say, Impatience(3))
    assert post.taken == ["hello"]
    post.down = AWAY
    with pytest.raises(Undeliverable):
        await persist(say, Impatience(3))


def test_the_waits_grow_last_beyond_half_a_minute_and_are_no_shorter_than_asked() -> None:
    patience = Patience()
    waits = [patience.wait(failures) for failures in range(1, patience.tries)]
    assert waits == sorted(waits)
    assert sum(waits) > 300
    assert patience.wait(1, asked=17) == 17


def test_how_far_replies_have_come_is_not_remembered_for_ever() -> None:
    progress = Progress(most=2)
    for number in range(3):
        progress.note(f"reply {number}", 1)
    known: list[Any] = [progress.arrived(f"reply {number}") for number in range(3)]
    assert known == [0, 1, 1]
