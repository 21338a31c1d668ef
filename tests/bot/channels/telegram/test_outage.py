"""Telegram away, slow or full, the bot killed, the database away: nothing is lost and nothing said twice."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from bot.transcripts import schema
from bot.transcripts.database import connect
from tests import servers
from tests.bot.channels.telegram.conftest import Serve, stored
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.channels.telegram.test_chats import consented
from tests.vendor import HANG, Answer

FULL = Answer({"ok": False, "parameters": {"retry_after": 0.2}, "description": "Too Many Requests"}, 429)
BROKEN = Answer({"ok": False, "error_code": 502, "description": "Bad Gateway"}, 502)
GIBBERISH = Answer({"hello": "there"}, 200)


def failed(telegram: FakeTelegram, person: Person) -> int:
    """How many tries to say something to this person have failed."""
    calls = telegram.of("sendMessage")
    return len([c for c in calls if c.given["chat_id"] == person.chat and not telegram.is_good(c.got)])


@pytest.mark.parametrize("trouble", [FULL, BROKEN, GIBBERISH, HANG], ids=["429", "502", "gibberish", "hang"])
def test_a_call_that_fails_is_made_again(trouble: Answer, ann: Person, telegram: FakeTelegram) -> None:
    telegram.next(trouble, trouble if trouble is not HANG else BROKEN, method="sendMessage")
    assert ann.say("hello").status == 200
    if trouble is HANG:
        telegram.until(lambda: [call for call in telegram.of() if call.got is HANG])
        telegram.let_go()
    ann.hears("Hello")
    assert len(ann.texts) == 1


def test_of_a_long_reply_that_breaks_off_no_part_comes_twice(ann: Person, telegram: FakeTelegram) -> None:
    telegram.spoil("That was all.", BROKEN, BROKEN, BROKEN)
    ann.say("everything")
    ann.hears("That was all.")
    assert len(ann.texts) == len(set(ann.texts))


def test_an_outage_in_the_middle_loses_nothing_and_keeps_the_order(
    ann: Person, telegram: FakeTelegram, database: str
) -> None:
    consented(ann)
    with telegram.down(BROKEN):
        for text in ("list", "hi", "noted"):
            assert ann.say(text).status == 200
        assert stored(database, ann.conversation) == ["hello", "yes", "list", "hi", "noted"]
        telegram.until(lambda: failed(telegram, ann) > 30)
    ann.hears("Which of these?")
    ann.hears("Hello")
    ann.hears("Nothing yet.")
    ann.say("hello")
    ann.hears("Hello")
    assert len(ann.texts) == 6


def test_a_press_during_an_outage_counts_once(ann: Person, telegram: FakeTelegram, database: str) -> None:
    ann.say("hello")
    question = ann.hears("Hello")
    with telegram.down(BROKEN):
        for _ in range(2):
            assert ann.tap("Yes", question).status == 200
        telegram.until(lambda: failed(telegram, ann) > 3)
    ann.hears("I will keep it.")
    telegram.until(lambda: question.titles == [])
    assert stored(database, ann.conversation) == ["hello", "yes"]
    assert len(ann.texts) == 2


def test_a_message_that_telegram_refuses_as_it_is_goes_out_plain(ann: Person, telegram: FakeTelegram) -> None:
    telegram.spoil("Hello", Answer({"ok": False, "description": "Bad Request: BUTTON_DATA_INVALID"}, 400))
    ann.say("hello")
    assert ann.hears("Hello").text == "Hello\n(Yes)"


def test_a_restart_in_the_middle_loses_nothing(serve: Serve, telegram: FakeTelegram, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with serve(database) as (address, _):
        ann = consented(Person.of(telegram, address))
        ann.say("list")
        question = ann.hears("Which of these?")
        update = ann.update("message", **ann.message(text="hello"))
    with serve(database) as (address, _):
        again = Person.of(telegram, address)
        again.chat, again.seen = ann.chat, ann.seen
        again.tap("Not sure", question)
        again.hears("I will keep it.")
        assert [again.carry(update).status for _ in range(2)] == [200, 200]
        again.hears("Hello")
    with serve(database) as (address, _):
        last = Person.of(telegram, address)
        last.chat, last.seen = ann.chat, again.seen
        assert last.carry(update).status == 200
        last.say("noted")
        last.hears("Nothing yet.")
        assert len(last.texts) == 6
        assert stored(database, ann.conversation) == [
            "hello",
            "yes",
            "list",
            "ok, not sure",
            "hello",
            "noted",
        ]


def test_what_a_killed_bot_owed_comes_when_the_patient_writes_next(
    serve: Serve, telegram: FakeTelegram, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with serve(database) as (address, process):
        ann = consented(Person.of(telegram, address))
        with telegram.down(BROKEN):
            ann.say("list")
            telegram.until(lambda: failed(telegram, ann))
            process.send_signal(signal.SIGKILL)
            process.wait()
    with serve(database) as (address, _):
        again = Person.of(telegram, address)
        again.chat, again.seen = ann.chat, ann.seen
        again.say("hi")
        again.hears("Which of these?")
        again.hears("Hello")


def test_a_server_starts_while_telegram_is_away(serve: Serve, telegram: FakeTelegram, tmp_path: Path) -> None:
    with telegram.down(BROKEN), serve(f"sqlite:///{tmp_path}/x.db") as (address, _):
        ann = Person.of(telegram, address)
        assert ann.say("hello").status == 200


def test_while_nothing_can_be_stored_updates_come_again_and_dangers_are_heard_once(
    serve: Serve, telegram: FakeTelegram
) -> None:
    with servers.postgres() as postgres:
        database = postgres.new_database()
        schema.upgrade(connect(database))
        with serve(database) as (address, _):
            ann = consented(Person.of(telegram, address))
            update = ann.update("message", **ann.message(text="chest pain"))
            postgres.stop()
            assert [ann.carry(update).status for _ in range(3)] == [503] * 3
            ann.hears("Call 911 now.")
            ann.hears("Something went wrong on my side")
            assert len(ann.texts) == 4
            postgres.start()
            assert ann.carry(update).status == 200
            ann.hears("Call 911 now.")
            assert stored(database, ann.conversation) == ["hello", "yes", "chest pain"]


def test_the_log_holds_no_words_no_token_and_no_secret(
    serve: Serve, telegram: FakeTelegram, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with serve(f"sqlite:///{tmp_path}/x.db", log=log) as (address, _):
        ann = consented(Person.of(telegram, address))
        telegram.next(
            BROKEN, FULL, Answer({"ok": False, "description": "Bad Request"}, 400), method="sendMessage"
        )
        ann.say("hi pomegranate")
        ann.hears("Hello")
        ann.send(contact={"phone_number": "555 0199", "first_name": "Ann"})
        ann.hears("I can only read words.")
        with telegram.down(HANG):
            ann.edit("pomegranate")
    written = log.read_text()
    assert "telegram" in written
    assert not [word for word in ("pomegranate", "0199", "Ann", "AAE-", "s3cret") if word in written]
