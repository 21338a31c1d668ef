"""A clinic without a public address: updates are fetched, in their order, by one process alone."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from bot.transcripts import schema
from bot.transcripts.database import connect
from tests.bot.channels.telegram.conftest import Serve, stored
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.person import Person, deliver
from tests.servers import Postgres
from tests.vendor import Answer

POLLING = {
    "telegram_polling": True,
    "telegram_secret": None,
    "telegram_low_detail": False,
    "public_address": None,
}

AWAY = Answer({"ok": False, "error_code": 502}, 502)


def fetching(telegram: FakeTelegram) -> Person:
    """Somebody new, whose updates wait at Telegram until they are fetched."""
    return Person(telegram, telegram.fetched)


@pytest.fixture
def quiet() -> FakeTelegram:
    """A Telegram that no other test speaks with."""
    return FakeTelegram()


def test_updates_are_fetched_nobody_can_bring_any_and_too_many_are_passed_over(
    serve: Serve, quiet: FakeTelegram, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    quiet.webhook = {"url": "https://old.example"}
    given = {"telegram_api": quiet.address, **POLLING, "rate_conversation": "4/hour"}
    with quiet, serve(database, **given) as (address, _):
        ann, ben = fetching(quiet), fetching(quiet)
        for text in ("hello", "yes", "hi"):
            ann.say(text)
        ben.say("list")
        for text in ("Hello", "I will keep it.", "Hello"):
            ann.hears(text)
        ben.hears("Which of these?")
        assert deliver(address, ann.update("message", **ann.message(text="hi"))).status == 403
        assert stored(database, ann.conversation) == ["hello", "yes", "hi"]
        ann.say("finish")
        ann.hears("Low iron may play a part.")
        assert [each["command"] for each in quiet.commands] == ["start", "stop", "summary", "forget", "help"]
        with quiet.changed:  # a flood, fetched in one go
            for _ in range(3):
                ann.say("hello")
        assert "call 911 now" in ann.hears("That was faster than I can read").text
        ben.say("hello")
        ben.hears("Hello")
        assert sum("faster" in text for text in ann.texts) == 1


def test_an_outage_while_fetching_loses_nothing(serve: Serve, quiet: FakeTelegram, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with quiet, serve(database, telegram_api=quiet.address, **POLLING):
        ann = fetching(quiet)
        ann.say("hello")
        ann.hears("Hello")
        quiet.next(AWAY, AWAY, AWAY, method="getUpdates")
        with quiet.down(AWAY):
            ann.say("yes")
            quiet.until(lambda: len([call for call in quiet.of() if call.got is AWAY]) > 5)
        ann.hears("I will keep it.")
        assert stored(database, ann.conversation) == ["hello", "yes"]


def test_what_was_fetched_by_a_killed_bot_comes_to_the_next(
    serve: Serve, quiet: FakeTelegram, gate: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with quiet:
        with serve(database, telegram_api=quiet.address, **POLLING) as (_, process):
            ann = fetching(quiet)
            ann.say("hello")
            ann.hears("Hello")
            ann.say("yes")
            ann.hears("I will keep it.")
            ann.say("wait")
            quiet.until(lambda: quiet.has_brought(quiet.pending[-1]))
            process.send_signal(signal.SIGKILL)
            process.wait()
        (gate / "open").touch()
        ann.say("hi")
        with serve(database, telegram_api=quiet.address, **POLLING):
            ann.hears("Here I am.")
            ann.hears("Hello")
        assert stored(database, ann.conversation) == ["hello", "yes", "wait", "hi"]


def test_of_two_bots_one_polls_and_the_other_takes_over(
    serve: Serve, quiet: FakeTelegram, postgres: Postgres
) -> None:
    database = postgres.new_database()
    schema.upgrade(connect(database))
    given = {"telegram_api": quiet.address, **POLLING}
    with quiet, serve(database, **given) as (_, one), serve(database, **given) as (_, _two):
        ann = fetching(quiet)
        ann.say("hello")
        ann.hears("Hello")
        ann.say("yes")
        ann.hears("I will keep it.")
        assert not [call for call in quiet.of("getUpdates") if call.got.status == 409]
        assert len(quiet.of("deleteWebhook")) == 1
        one.terminate()
        one.wait()
        ann.say("hi")
        ann.hears("Hello")
        assert len(ann.texts) == 3
