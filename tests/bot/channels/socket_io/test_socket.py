"""Socket.IO for a clinic's own widget, with the library's real client."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from socketio.exceptions import ConnectionError as NotConnected

from bot.channels.website.tokens import Tokens
from tests.bot.channels.conftest import CLINIC, FOREIGN
from tests.bot.toy import serving
from tests.bot.visitor import Visitor, ask
from tests.bot.widget_client import Widget

OPEN = "/socket.io/?EIO=4&transport=polling"
ELSEWHERE = Tokens("k" * 40, timedelta(hours=1))
"""Another server's, with a key of its own."""


@pytest.fixture
def widget(patient: Visitor) -> Iterator[Widget]:
    """A connection to the newcomer's conversation."""
    with Widget.of(patient.address, patient.token) as connected:
        yield connected


def texts(visitor: Visitor) -> list[str]:
    """What was said in a conversation, both sides."""
    return [each["text"] for each in visitor.history().body["messages"]]


def test_a_short_conversation(patient: Visitor, widget: Widget) -> None:
    assert widget.session(None) == patient.conversation
    assert widget.say("hello", message_id="m1") == {"status": 200}
    asked = widget.hear()
    (yes,) = asked.pop("quick_replies")
    assert (yes["content_type"], yes["title"]) == ("text", "Yes")
    question = {"kind": "question", "id": "age"}
    assert asked == {"id": 101, "text": "Hello", "custom": question, "question": "age"}
    assert widget.send({"press": yes["payload"], "message_id": "m2"}) == {"status": 200}
    assert widget.hear()["text"] == "Thank you.\n\nI will keep it."
    assert texts(patient) == ["hello", "Hello", "yes", "Thank you.\n\nI will keep it."]


def test_a_widget_of_rasas_kind_presses_by_sending_what_the_button_carries(widget: Widget) -> None:
    widget.say("hello")
    assert widget.say(widget.hear()["quick_replies"][0]["payload"]) == {"status": 200}
    assert widget.hear()["custom"] == {"kind": "thanks"}


def test_the_first_button_opens_the_conversation(patient: Visitor, widget: Widget) -> None:
    widget.send({"press": "begin"})
    assert widget.hear()["text"] == "Hello"
    assert texts(patient) == ["Hello", "Hello"]


def test_all_connections_of_a_conversation_hear_the_bot(patient: Visitor, widget: Widget) -> None:
    with Widget.of(patient.address, patient.token) as second:
        widget.say("hello")
        assert second.hear() == widget.hear()


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_website_is_refused_by_polling_and_by_websocket(
    address: str, patient: Visitor, origin: str
) -> None:
    if origin:
        with pytest.raises(NotConnected):
            Widget.of(address, patient.token, Origin=origin)
    switch = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    key = {"Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    upgrade = ask(address, "GET", "/socket.io/?EIO=4&transport=websocket", Origin=origin, **switch, **key)
    polls = [ask(address, method, OPEN, Origin=origin) for method in ("GET", "POST", "OPTIONS")]
    assert [each.status for each in (upgrade, *polls)] == [403] * 4
    assert all("access-control-allow-origin" not in each.headers for each in (upgrade, *polls))


def test_the_clinics_website_may_connect_and_read(address: str, patient: Visitor) -> None:
    with Widget.of(address, patient.token, Origin=CLINIC) as widget:
        widget.say("hello")
        assert widget.hear()["text"] == "Hello"
    for method in ("GET", "OPTIONS"):
        told = ask(address, method, OPEN, Origin=CLINIC).headers
        assert told["access-control-allow-origin"] == CLINIC
        assert "access-control-allow-credentials" not in told


def test_without_a_good_token_nobody_connects(address: str, patient: Visitor) -> None:
    conversation, when, signature = patient.token.split(".")
    other = Visitor.of(address).token.split(".")
    forged = [
        None,
        "",
        7,
        ["x"],
        patient.conversation,
        f"{conversation}.{when}",
        f"{other[0]}.{when}.{signature}",
        f"{conversation}.{other[1]}x.{signature}",
        f"{conversation}.{when}.{signature[::-1]}",
        f"{patient.token}x" * 100,
        ELSEWHERE.renew(patient.conversation).text,
    ]
    for each in forged:
        with pytest.raises(NotConnected):
            Widget.of(address, each)


def test_nobody_joins_or_writes_to_anothers_conversation(
    address: str, patient: Visitor, widget: Widget
) -> None:
    thief = Visitor.of(address)
    with Widget.of(address, thief.token) as listening:
        for wished in (patient.conversation, patient.token, widget.client.sid):
            assert listening.session(wished) == thief.conversation
        widget.say("yes")
        assert widget.hear()["custom"] == {"kind": "thanks"}
        stolen = {"session_id": patient.conversation, "room": patient.conversation, "sender": "web:x"}
        listening.say("hello", **stolen)
        assert listening.hear()["text"] == "Hello"
        assert listening.said.empty()
    assert texts(patient) == ["yes", "Thank you.\n\nI will keep it."]
    assert texts(thief) == ["hello", "Hello"]


def test_a_message_that_is_too_large_ends_the_connection_and_is_not_read(
    patient: Visitor, widget: Widget
) -> None:
    widget.client.emit("user_uttered", {"message": "hello " * 12_000})
    assert widget.gone.wait(60)
    assert texts(patient) == []
    with Widget.of(patient.address, patient.token) as again:
        assert again.say("hello " * 10_000) == {"status": 200}


def test_a_message_sent_twice_is_answered_once(patient: Visitor, widget: Widget) -> None:
    first, again = widget.say("hello", message_id="m1"), widget.say("hello", message_id="m1")
    assert (first["status"], again["status"]) == (200, 202)
    heard = widget.hear()
    widget.say("yes", message_id="m2")
    assert widget.hear()["custom"] == {"kind": "thanks"}
    with Widget.of(patient.address, patient.token) as later:
        assert later.say("hello", message_id="m1") == {"status": 200}
        assert later.hear() == heard
    assert len(texts(patient)) == 4


def test_of_many_copies_at_once_one_is_answered(patient: Visitor, widget: Widget) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: widget.say("hello", message_id="m1")["status"], range(8)))
    assert sorted(statuses) == [200] + [202] * 7
    assert widget.hear()["text"] == "Hello"
    assert widget.said.empty()
    assert texts(patient) == ["hello", "Hello"]


def test_what_was_not_offered_is_not_pressed_and_the_open_question_comes_again(widget: Widget) -> None:
    widget.say("hello")
    asked = widget.hear()
    for forged in ("begin", "yes", "/restart", ""):
        assert widget.send({"press": forged}) == {"status": 409}
        assert widget.hear() == asked


def test_a_failure_is_told_with_the_clinics_number(widget: Widget) -> None:
    widget.say("break")
    assert widget.hear() == {"text": "Sorry. Call 555 0100.", "custom": {"kind": "technical_problem"}}


HOSTILE: list[object] = [
    None, 7, "hello", [], {}, b"\x00", ("a", "b"), {"message": None}, {"message": {"text": "a"}},
    {"message": "a", "message_id": "a b"}, {"message": "a", "message_id": 7}, {"message": "a", "press": "b"},
    {"press": []}, {"presses": [{}]}, {"message": b"\x00"}, {"text": "a", "press": "b"}, {"amend": "unheard"},
]  # fmt: skip


def test_what_is_no_message_is_refused_in_a_sentence(patient: Visitor, widget: Widget) -> None:
    for data in HOSTILE:
        told = widget.send(data)
        assert (told["status"], isinstance(told["error"], str)) == (400, True), data
        assert widget.refused.get(timeout=60) == told
    assert texts(patient) == []
    assert widget.say("hello \ud800\x00") == {"status": 200}


def test_an_erased_conversation_is_refused_and_the_client_let_go(patient: Visitor, widget: Widget) -> None:
    widget.say("hello")
    assert patient.forget().status == 204
    widget.client.emit("user_uttered", {"message": "hello"})
    assert widget.refused.get(timeout=60)["status"] == 401
    assert widget.gone.wait(60)


def test_a_client_that_never_stops_is_asked_to_wait(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    given: dict[str, object] = {"socket": True, "rate_conversation": "3/hour", "rate_address": "15/hour"}
    database = f"sqlite:///{tmp_path}/conversations.db"
    with serving(toy_project, toy_model, database, settings=given) as (address, _):
        eager = Visitor.of(address)
        with Widget.of(address, eager.token) as widget:
            told = [widget.say("hello") for _ in range(5)]
            assert [each["status"] for each in told] == [200] * 3 + [429] * 2
            assert int(told[-1]["Retry-After"]) > 0
        opened = [ask(address, "GET", OPEN).status for _ in range(20)]
        assert opened[-1] == 429


def test_stopping_finishes_the_turn_and_the_client_hears_it(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    server = serving(toy_project, toy_model, database, gate=tmp_path, settings={"socket": True})
    with server as (address, process):
        patient = Visitor.of(address)
        widget = Widget.of(address, patient.token)
        widget.say("yes")
        widget.hear()
        widget.client.emit("user_uttered", {"message": "wait"})
        while not list(tmp_path.glob("waiting*")):
            time.sleep(0.01)  # a process cannot say that it waits
        process.send_signal(signal.SIGTERM)
        (tmp_path / "open").touch()
        assert widget.hear()["text"] == "Here I am."
        assert widget.gone.wait(60)
        assert process.wait(60) == 0
