"""Who may tell the bot of updates, and what becomes of those that nobody should have sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.channels.telegram.conftest import conversations, stored
from tests.bot.channels.telegram.fake_telegram import SECRET, FakeTelegram
from tests.bot.channels.telegram.person import WEBHOOK, Person, deliver
from tests.bot.visitor import ask


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", SECRET.upper(), "sécret"])
def test_what_does_not_carry_the_secret_is_refused(
    secret: str | None, ann: Person, bot: str, database: str, telegram: FakeTelegram
) -> None:
    before, calls = conversations(database), len(telegram.of())
    for text in ("hello", "chest pain"):
        assert deliver(bot, ann.update("message", **ann.message(text=text)), secret).status == 403
    assert ann.texts == []
    assert len(telegram.of()) == calls
    assert conversations(database) == before


CHAT = {"id": 1, "type": "private"}

MALFORMED: list[Any] = [
    b"",
    b"{",
    b"[" * 100_000,
    b"\xff\xfe",
    [],
    "hello",
    7,
    {},
    {"message": {"chat": CHAT, "text": "hello"}},
    {"update_id": "1", "message": {"chat": CHAT, "text": "hello"}},
    {"update_id": True, "message": {"chat": CHAT, "text": "hello"}},
    {"update_id": 10**30, "message": {"chat": CHAT, "text": "hello"}},
    {"update_id": 1, "message": {"text": "hello"}},
    {"update_id": 1, "message": {"chat": {"id": "1", "type": "private"}, "text": "hello"}},
    {"update_id": 1, "message": {"chat": {"id": 10**300, "type": "private"}, "text": "hello"}},
    {"update_id": 1, "message": {"chat": {"id": 1.5, "type": "private"}, "text": "hello"}},
    {"update_id": 1, "message": {"chat": CHAT, "text": ["hello"]}},
    {"update_id": 1, "message": "hello"},
    {"update_id": 1, "callback_query": {"data": "x"}},
    {"update_id": 1, "callback_query": {"id": 5, "data": {"x": 1}}},
    {"update_id": 1, "my_chat_member": {"chat": CHAT}},
]


@pytest.mark.parametrize("body", MALFORMED, ids=[str(place) for place in range(len(MALFORMED))])
def test_what_is_no_update_is_refused_even_with_the_secret(
    body: object, bot: str, database: str, telegram: FakeTelegram
) -> None:
    before, calls = conversations(database), len(telegram.of())
    assert deliver(bot, body).status == 400
    assert (conversations(database), len(telegram.of())) == (before, calls)


def test_a_body_beyond_256_kb_is_refused(ann: Person, bot: str) -> None:
    assert deliver(bot, ann.update("message", **ann.message(text="x" * 300_000))).status == 413


def test_an_update_that_is_brought_again_is_answered_once(
    ann: Person, bot: str, telegram: FakeTelegram
) -> None:
    update = ann.update("message", **ann.message(text="hello"))
    assert [deliver(bot, update).status for _ in range(3)] == [200] * 3
    ann.hears("Hello")
    ann.say("yes")
    ann.hears("I will keep it.")
    assert deliver(bot, update).status == 200
    ann.say("hi")
    ann.hears("Hello")
    assert [each.text for each in telegram.said(ann.chat)] == [
        "Hello",
        "Thank you.\n\nI will keep it.",
        "Hello",
    ]


def test_what_asks_for_no_answer_is_acknowledged_so_that_it_does_not_come_again(
    ann: Person, bot: str
) -> None:
    channel = {"id": -100, "type": "channel"}
    inline: dict[str, Any] = {
        "id": "1",
        "from": {"id": ann.chat, "is_bot": False},
        "inline_message_id": "5",
        "data": "x",
    }
    mine: dict[str, Any] = {
        "chat": {"id": ann.chat, "type": "private"},
        "new_chat_member": {"status": "kicked"},
    }
    for update in (
        ann.update("channel_post", message_id=1, chat=channel, text="news"),
        ann.update("message", **ann.message(pinned_message={})),
        ann.update("edited_message", **ann.message(caption="")),
        ann.update("callback_query", **inline),
        ann.update("my_chat_member", **mine),
        ann.update("poll_answer", poll_id="1"),
        ann.update("message", **{**ann.message(text="hello"), "from": {"id": 2, "is_bot": True}}),
    ):
        assert deliver(bot, update).status == 200
    assert ann.texts == []


def test_no_other_address_is_open(bot: str) -> None:
    paths = ["/webhooks/telegram/set_webhook", "/webhooks/telegram/", "/webhooks/telegram/webhook/more"]
    assert [ask(bot, "GET", path).status for path in paths] == [404] * 3
    assert ask(bot, "GET", WEBHOOK).status == 405


def test_telegram_is_asked_for_nothing_it_was_not_needed_for(ann: Person, telegram: FakeTelegram) -> None:
    before = len(telegram.of())
    ann.say("hello")
    ann.hears("Hello")
    assert [call.method for call in telegram.of()[before:]] == ["sendMessage"]


def test_who_writes_too_often_is_told_to_come_again_and_loses_nothing(
    serve: Any, telegram: FakeTelegram, tmp_path: Any
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with serve(database, rate_conversation="2/minute") as (address, _):
        ann, ben = Person.of(telegram, address), Person.of(telegram, address)
        statuses = [ann.say(text) for text in ("hello", "yes", "hi")]
        assert [each.status for each in statuses] == [200, 200, 429]
        assert int(statuses[-1].headers["retry-after"]) > 0
        assert ben.say("hello").status == 200
        ben.hears("Hello")
        assert stored(database, ann.conversation) == ["hello", "yes"]
