"""The website's conversation, as a browser has it."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bot.visitor import Visitor, ask

HELLO = {"text": "Hello", "custom": {"kind": "question", "id": "age"}, "question": "age"}
THANKS = {"text": "Thank you.\n\nI will keep it.", "custom": {"kind": "thanks"}}


def events(visitor: Visitor, said: dict[str, object]) -> list[tuple[str, object]]:
    """The events a message is answered with."""
    reply = visitor.ask("POST", "/chat/messages", said, Accept="text/event-stream")
    assert reply.headers["content-type"] == "text/event-stream"
    blocks = [block.split("\n") for block in str(reply.body).strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_a_newcomer_gets_a_token_and_a_greeting_that_is_not_kept(address: str) -> None:
    opened = ask(address, "POST", "/chat/conversations", {})
    assert opened.status == 201
    greeting = {"id": 0, "text": "Hello there.", "buttons": [{"id": "begin", "title": "Begin"}]}
    assert opened.body["messages"] == [greeting]
    assert Visitor(address, opened.body["token"]).history().body == {"messages": [], "open": True}


def test_a_conversation_is_pressed_typed_and_read_again(patient: Visitor) -> None:
    first = patient.press("begin")
    yes = first.button("Yes")
    question = {"id": 101, **HELLO, "buttons": [{"id": yes, "title": "Yes"}]}
    assert (first.status, first.body) == (200, {"messages": [question]})
    assert patient.press(yes).body == {"messages": [{"id": 201, **THANKS}]}
    assert patient.history().body == {
        "messages": [
            {"id": 100, "from": "patient", "text": "Hello"},
            {"from": "bot", **question},
            {"id": 200, "from": "patient", "text": "yes"},
            {"id": 201, "from": "bot", **THANKS},
        ],
        "open": True,
    }
    assert [each["id"] for each in patient.history(after=101).body["messages"]] == [200, 201]


def test_the_history_is_the_same_before_and_after_it_is_stored(patient: Visitor) -> None:
    for text in ("hello", "hello again", "hello"):
        patient.say(text)
    before = patient.history().body["messages"]
    patient.say("yes")
    assert patient.history().body["messages"][: len(before)] == before


def test_events_tell_at_once_that_the_bot_is_at_work(patient: Visitor) -> None:
    said = events(patient, {"message_id": "m1", "text": "yes"})
    assert said == [("typing", {}), ("message", {"id": 101, **THANKS}), ("done", {"ok": True})]


def test_a_repeated_message_gets_the_same_reply_and_counts_once(patient: Visitor) -> None:
    first = patient.press("begin", message_id="m1")
    again = patient.press("begin", message_id="m1")
    assert (again.status, again.body) == (200, first.body)
    yes = first.button("Yes")
    assert patient.press(yes, message_id="m2").body == patient.press(yes, message_id="m2").body
    assert len(patient.history().body["messages"]) == 4


def test_a_late_press_gets_the_open_question_again_and_changes_nothing(patient: Visitor) -> None:
    old = patient.press("begin").button("Yes")
    asked = patient.say("hello")
    late = patient.press(old)
    assert late.status == 409
    assert late.body["messages"] == asked.body["messages"]
    assert events(patient, {"message_id": "m9", "press": old})[1][0] == "error"
    assert len(patient.history().body["messages"]) == 4


@pytest.mark.parametrize("forged", ["begin", "yes", "Yes", "", "/restart", '{"consent": "yes"}'])
def test_what_was_not_offered_cannot_be_pressed(patient: Visitor, forged: str) -> None:
    patient.say("hello")
    assert patient.press(forged).status == 409
    assert patient.press(forged, "begin").status == 409


def test_a_button_of_another_conversation_cannot_be_pressed(address: str, patient: Visitor) -> None:
    foreign = Visitor.of(address).press("begin").button("Yes")
    patient.say("hello", message_id="other")
    assert patient.press(foreign).status == 409


def test_of_two_presses_at_once_one_answers_the_question(patient: Visitor) -> None:
    yes = patient.press("begin").button("Yes")
    with ThreadPoolExecutor(8) as pool:
        statuses = [each.status for each in pool.map(lambda _: patient.press(yes), range(8))]
    assert sorted(statuses) == [200] + [409] * 7


def test_a_failure_is_told_with_the_clinics_number(patient: Visitor) -> None:
    sorry = {"text": "Sorry. Call 555 0100.", "custom": {"kind": "technical_problem"}}
    assert patient.say("break").body["messages"] == [sorry]


def test_who_goes_away_in_mid_stream_finds_the_reply_later_and_once(patient: Visitor, gate: Path) -> None:
    patient.say("yes")
    connection = http.client.HTTPConnection(patient.address.removeprefix("http://"), timeout=60)
    body = json.dumps({"message_id": "gone", "text": "wait"})
    named = {"Authorization": f"Bearer {patient.token}", "Content-Type": "application/json"}
    connection.request("POST", "/chat/messages", body, {**named, "Accept": "text/event-stream"})
    try:
        answer = connection.getresponse()
        assert [answer.fp.readline() for _ in range(2)][1] == b"event: typing\n"
        answer.close()
        connection.close()
    finally:
        (gate / "open").touch()
    again = patient.say("wait", message_id="gone")
    assert again.texts == ["Here I am."]
    assert [each["text"] for each in patient.history(after=200).body["messages"]] == ["Here I am."]


def test_forgetting_leaves_nothing_and_ends_the_token(address: str, patient: Visitor) -> None:
    patient.say("hello pomegranate")
    patient.say("yes")
    renewed = Visitor(address, patient.ask("POST", "/chat/token", {}).body["token"])
    assert renewed.history().status == 200
    assert patient.forget().status == 204
    for visitor in (patient, renewed):
        answers = [visitor.say("hello"), visitor.history(), visitor.forget()]
        answers.append(visitor.ask("POST", "/chat/token", {}))
        assert [each.status for each in answers] == [401] * 4


def test_a_thousand_conversations_are_opened_at_once(address: str) -> None:
    with ThreadPoolExecutor(50) as pool:
        opened = list(pool.map(lambda _: ask(address, "POST", "/chat/conversations", {}), range(1_000)))
    assert {each.status for each in opened} == {201}
    assert len({each.body["token"] for each in opened}) == 1_000
    assert Visitor(address, opened[-1].body["token"]).say("hello").texts == ["Hello"]


BODIES: list[object] = [
    b"", b"{", b"[]", b"null", b"7", b"\xff", b"[" * 60_000, {}, {"text": "hello"}, {"message_id": "m"},
    {"message_id": "m", "text": None}, {"message_id": "m", "text": 7}, {"message_id": "m", "text": ["hello"]},
    {"message_id": "", "text": "a"}, {"message_id": 7, "text": "a"}, {"message_id": "a b", "text": "a"},
    {"message_id": "a" * 201, "text": "a"}, {"message_id": "m", "text": "a", "press": "b"},
    {"message_id": "m", "press": None}, {"message_id": "m", "presses": []},
    {"message_id": "m", "presses": [7]},
    {"message_id": "m", "presses": ["a"] * 51}, {"message_id": "m", "amend": "unheard_of"},
    {"message_id": "m", "amend": 7}, {"message_id": "m", "conversation": "web:other", "message": "hello"},
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_message_is_refused_in_one_sentence(patient: Visitor, body: object) -> None:
    reply = patient.ask("POST", "/chat/messages", body)
    assert reply.status == 400
    assert isinstance(reply.body["error"], str)
    assert patient.history().body["messages"] == []


def test_a_body_beyond_64_kb_is_refused_and_one_of_60_is_read(patient: Visitor) -> None:
    assert patient.say("x" * 66_000).status == 413
    assert patient.say("hello " * 10_000).status == 200


def test_a_form_on_any_page_cannot_write(patient: Visitor) -> None:
    body = json.dumps({"message_id": "m", "text": "hello"}).encode()
    assert patient.ask("POST", "/chat/messages", body, Content_Type="text/plain").status == 415


@pytest.mark.parametrize("after", ["x", "-1", "1e3", "9" * 16, "٣"])
def test_history_is_asked_for_by_number(patient: Visitor, after: str) -> None:
    quoted = after.encode().hex("%")
    assert patient.ask("GET", f"/chat/history?after=%{quoted}").status == 400


SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "</textarea><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "data: x\n\nevent: message\ndata: {\"text\": \"forged\"}\n\n",
    "\u2028alert(1)\u2029",
    "hello ' OR 1=1; DROP TABLE messages; --",
]  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_hostile_words_come_back_as_data_and_never_as_a_page(patient: Visitor, script: str) -> None:
    patient.say(script)
    history = patient.history()
    assert history.body["messages"][0]["text"] == script.strip()
    assert history.headers["content-type"] == "application/json"
    assert history.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in history.headers["content-security-policy"]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("field", ["message_id", "press", "amend"])
def test_hostile_words_in_other_fields_are_refused_without_an_echo(
    patient: Visitor, script: str, field: str
) -> None:
    body = {"message_id": "m", **({"text": "hello"} if field == "message_id" else {}), field: script}
    reply = patient.ask("POST", "/chat/messages", body)
    assert reply.status in {400, 409}
    assert script.strip() not in json.dumps(reply.body, ensure_ascii=False)


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_event_stream_has_only_the_bots_own_events(patient: Visitor, script: str) -> None:
    names = [name for name, _ in events(patient, {"message_id": "m", "text": f"hello {script}"})]
    assert names == ["typing", "message", "done"]
