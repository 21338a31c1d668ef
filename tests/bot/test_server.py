"""The real server around the toy bot, asked over HTTP as a patient's browser and a program would."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.bot.toy import serving
from tests.bot.visitor import Visitor
from tests.forked import Forked

SORRY = "Sorry. Call 555 0100."


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and its database file."""

    address: str
    process: Forked
    database: Path

    def get(self, path: str) -> tuple[int, Any]:
        return _ask(urllib.request.Request(self.address + path))

    def post(self, path: str, body: bytes | dict[str, Any], **headers: str) -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {
            "Content-Type": "application/json",
            **{key.replace("_", "-"): each for key, each in headers.items()},
        }
        return _ask(urllib.request.Request(self.address + path, data, named))

    def rest(self, sender: object, message: object, **headers: str) -> tuple[int, Any]:
        return self.post("/webhooks/rest/webhook", {"sender": sender, "message": message}, **headers)


def _ask(request: urllib.request.Request) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, body = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    try:
        return status, json.loads(body)
    except ValueError:
        return status, body.decode()


@pytest.fixture(scope="module")
def server(toy_project: Path, toy_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = tmp_path_factory.mktemp("served") / "conversations.db"
    with serving(toy_project, toy_model, f"sqlite:///{database}") as (address, process):
        yield Server(address, process, database)


@pytest.fixture
def patient(server: Server) -> Visitor:
    return Visitor.of(server.address)


def test_a_custom_action_runs_in_the_same_process_and_its_message_stays_whole(server: Server) -> None:
    assert server.rest("whole", "yes") == (
        200,
        [{"recipient_id": "whole", "text": "Thank you.\n\nI will keep it.", "custom": {"kind": "thanks"}}],
    )


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"7", b"[" * 60_000, b'{"message": "hello"}', b"\xff"]
)
def test_a_body_that_is_no_message_is_refused_and_not_an_error(server: Server, body: bytes) -> None:
    status, answer = server.post("/webhooks/rest/webhook", body)
    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize("message", [None, 7, ["hello"], {"text": "hello"}])
def test_a_message_that_is_no_text_is_refused(server: Server, message: object) -> None:
    assert server.rest("someone", message)[0] == 400


def test_a_request_beyond_the_limit_is_refused(server: Server) -> None:
    assert server.rest("someone", "x" * 1_100_000)[0] == 413


def test_rest_answers_as_rasa_does(server: Server) -> None:
    status, messages = server.rest("someone@example.org", "hello")
    assert status == 200
    assert messages[0]["recipient_id"] == "someone@example.org"
    assert messages[0]["buttons"] == [{"title": "Yes", "payload": "yes"}]


def test_rest_answers_a_stream_one_message_a_line(server: Server) -> None:
    body = {"sender": "streamer", "message": "hello"}
    assert server.post("/webhooks/rest/webhook?stream=true", body)[1]["text"] == "Hello"


@pytest.mark.parametrize(
    "sender", ["\ud800", "a\x00", "a" * 201, "", None, True, ["a"], "a b", "web:someone", "TG:1"]
)
def test_no_sender_id_harms_the_server(server: Server, sender: object) -> None:
    assert server.rest(sender, "hello")[0] == 400
    assert server.get("/health") == (200, {"status": "alive"})


def test_there_is_no_socket_where_the_clinic_has_opened_none(server: Server) -> None:
    assert server.get("/socket.io/?EIO=4&transport=polling")[0] == 404


def test_rest_is_closed_to_addresses_a_proxy_speaks_for(server: Server) -> None:
    assert server.rest("someone", "hello", X_Forwarded_For="203.0.113.9")[0] == 403
    assert server.rest("someone", "hello", X_Forwarded_For="127.0.0.1")[0] == 200


@pytest.mark.parametrize("message", ["break", "refuse", "nobody"])
def test_an_action_that_fails_refuses_or_is_missing_is_answered_with_the_apology(
    server: Server, patient: Visitor, message: str
) -> None:
    assert patient.say(message).texts == [SORRY]
    assert server.rest("someone", message)[1][0]["text"] == SORRY


def test_when_nothing_can_be_stored_the_patient_hears_it_and_an_emergency_first(
    server: Server, patient: Visitor
) -> None:
    engine = sa.create_engine(f"sqlite:///{server.database}")
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        )
    try:
        reply = patient.say("chest")
        rest_status, messages = server.rest("storeless", "yes")
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TRIGGER full"))
    assert (reply.status, rest_status) == (503, 503)
    assert reply.texts == ["Call 911 now.", SORRY]
    assert [message["text"] for message in messages] == [SORRY]


def test_what_is_said_before_consent_is_on_disk_only_after_it(server: Server, patient: Visitor) -> None:
    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in server.database.parent.iterdir())

    patient.say("hello pomegranate")
    assert b"pomegranate" not in on_disk()
    patient.say("yes")
    assert b"hello pomegranate" in on_disk()


def test_health_and_readiness(server: Server) -> None:
    assert server.get("/health") == (200, {"status": "alive"})
    fine = {"model": "ok", "store": "ok", "database": "ok", "locks": "ok"}
    assert server.get("/ready") == (200, fine)


def test_the_metrics_count_turns_and_dangers_and_name_nobody(server: Server, patient: Visitor) -> None:
    def count(line: str) -> float:
        found = re.search(rf"^{re.escape(line)} (\S+)$", server.get("/metrics")[1], re.MULTILINE)
        return float(found[1]) if found else 0

    lines = (
        'rls_turns_total{channel="web",result="answered"}',
        'rls_turns_total{channel="web",result="silent"}',
        'rls_turn_seconds_count{channel="web"}',
        'rls_emergencies_total{urgency="emergency"}',
        "rls_turns_not_understood_total",
    )
    before = [count(line) for line in lines]
    for message in ("hello", "pomegranate", "chest", "break"):
        patient.say(message)
    assert [count(line) - was for line, was in zip(lines, before, strict=True)] == [2, 2, 4, 1, 1]
    assert count('rls_conversations{kept="at_hand"}') >= 1
    assert not re.search(f"pomegranate|{patient.conversation}", server.get("/metrics")[1])


def test_the_metrics_are_closed_to_addresses_a_proxy_speaks_for(server: Server) -> None:
    request = urllib.request.Request(f"{server.address}/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert _ask(request)[0] == 403
