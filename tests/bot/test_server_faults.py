"""The real server when what it stands on gives way: its database, its neighbour, its own process."""

from __future__ import annotations

import json
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.transcripts import schema
from bot.transcripts.database import connect
from tests.bot.toy import serving
from tests.bot.visitor import Visitor
from tests.servers import Postgres

SORRY = "Sorry. Call 555 0100."
CANARY = "pomegranate"


def say(address: str, sender: str, text: str, message_id: str | None = None) -> tuple[int, list[str]]:
    """A message over REST: the status, and what the bot said."""
    body = {"sender": sender, "message": text, "message_id": message_id}
    status, messages = ask(f"{address}/webhooks/rest/webhook", body)
    return status, [each["text"] for each in messages]


def ask(address: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def chat(visitor: Visitor, text: str) -> tuple[int, list[str]]:
    """The same on the page."""
    reply = visitor.say(text)
    return reply.status, reply.texts


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that has everything the first of the two servers says."""
    return tmp_path_factory.mktemp("said") / "log"


@pytest.fixture(scope="module")
def two_servers(
    toy_project: Path, toy_model: Path, postgres: Postgres, log: Path
) -> Iterator[tuple[str, str, str]]:
    """Two processes on one PostgreSQL, and its address."""
    database = postgres.new_database()
    schema.upgrade(connect(database))
    with (
        serving(toy_project, toy_model, database, log=log) as (one, _),
        serving(toy_project, toy_model, database) as (two, _),
    ):
        yield one, two, database


def stored(database: str, sender: str) -> list[str]:
    """The texts of a conversation's messages that have been answered, in order."""
    with connect(database).connect() as connection:
        query = sa.text(
            "SELECT text FROM messages WHERE conversation = :sender AND reply IS NOT NULL ORDER BY id"
        )
        return [row.text for row in connection.execute(query, {"sender": sender})]


def test_a_repeat_is_answered_alike_by_either_server(two_servers: tuple[str, str, str]) -> None:
    one, two, database = two_servers
    assert say(one, "repeats", "yes", "m1") == say(two, "repeats", "yes", "m1")
    assert say(two, "repeats", "hello", "m2") == say(one, "repeats", "hello", "m2") == (200, ["Hello"])
    assert stored(database, "repeats") == ["yes", "hello"]


def test_messages_to_two_servers_at_once_are_all_kept(two_servers: tuple[str, str, str]) -> None:
    one, two, database = two_servers
    senders = [f"pair{number}" for number in range(40)]
    for sender in senders:
        say(one, sender, "yes", "m0")
    pairs = [(server, sender, f"m{n}") for sender in senders for n, server in enumerate((one, two), 1)]
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda pair: say(pair[0], pair[1], "hello", pair[2]), pairs))
    assert replies == [(200, ["Hello"])] * 80
    assert all(stored(database, sender) == ["yes", "hello", "hello"] for sender in senders)


def test_without_its_database_a_server_says_so_and_goes_on_after_it(
    two_servers: tuple[str, str, str], postgres: Postgres
) -> None:
    one, _, database = two_servers
    say(one, "outage", "yes", "m1")
    postgres.stop()
    try:
        assert say(one, "outage", "hello", "m2") == (503, [SORRY])
        assert say(one, "outage", "chest", "m3") == (503, ["Call 911 now.", SORRY])
        status, found = ask(f"{one}/ready")
        assert (status, found["model"], found["store"]) == (503, "ok", "ok")
        assert found["database"] == "The database takes nothing that is written."
        assert found["locks"] == "The database that keeps the locks does not answer."
        assert ask(f"{one}/health")[0] == 200
    finally:
        postgres.start()
    assert say(one, "outage", "hello", "m2") == (200, ["Hello"])
    assert ask(f"{one}/ready")[0] == 200
    assert stored(database, "outage") == ["yes", "hello"]


def test_after_a_failover_the_next_message_is_stored_as_ever(
    two_servers: tuple[str, str, str], postgres: Postgres
) -> None:
    one, _, database = two_servers
    say(one, "failover", "yes", "m1")
    postgres.break_connections()
    assert say(one, "failover", "hello", "m2") == (200, ["Hello"])
    assert stored(database, "failover") == ["yes", "hello"]


def test_through_all_of_this_the_log_at_its_most_talkative_holds_no_word_of_a_patients(
    two_servers: tuple[str, str, str], postgres: Postgres, log: Path
) -> None:
    one, two, database = two_servers
    say(two, "damaged", f"yes {CANARY}", "m1")
    said = ("hello", "yes", "hello", "break", "refuse", "nobody", "chest", "/restart", '/greet{"a": }')
    for number, text in enumerate(said):
        say(one, "canary", f"{text} {CANARY}", f"m{number}")
    for sender in ("\ud800", "a b", "x" * 201):
        assert say_to_strange_id(one, sender, f"hello {CANARY}") == 400
    with connect(database).begin() as connection:
        connection.execute(sa.text("ALTER TABLE messages ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID"))
    assert say(one, "canary", f"hello {CANARY}", "full")[0] == 503
    with connect(database).begin() as connection:
        connection.execute(sa.text("ALTER TABLE messages DROP CONSTRAINT full_up"))
        connection.execute(sa.text("UPDATE events SET data = left(data, -3) WHERE sender_id = 'damaged'"))
    say(one, "damaged", f"hello {CANARY}", "m2")
    postgres.stop()
    try:
        assert say(one, "canary", f"hello {CANARY}", "stopped")[0] == 503
    finally:
        postgres.start()
    say(one, "canary", f"hello {CANARY}", "started")
    postgres.break_connections()
    say(one, "canary", f"hello {CANARY}", "failed-over")
    lines = log.read_text()
    assert "full_up" in lines
    assert "cannot be read and is left out" in lines
    assert '"conversation": "canary"' in lines
    assert '"result": "storage_fault"' in lines
    assert CANARY not in lines


def say_to_strange_id(address: str, sender: str, text: str) -> int:
    """The status of a message whose sender's id is none."""
    return ask(f"{address}/webhooks/rest/webhook", {"sender": sender, "message": text})[0]


def test_a_server_told_to_end_finishes_the_turns_it_is_in_on_every_channel(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/x.db"
    with serving(toy_project, toy_model, database, gate=tmp_path) as (address, process):
        visitor = Visitor.of(address)
        say(address, "client", "yes")
        chat(visitor, "yes")
        ask(f"{address}/webhooks/post/webhook", {"sender": "penfriend", "message": "yes"})
        with ThreadPoolExecutor(2) as pool:
            turns = [pool.submit(say, address, "client", "wait"), pool.submit(chat, visitor, "wait")]
            letter = {"sender": "penfriend", "message": "wait"}
            assert ask(f"{address}/webhooks/post/webhook", letter) == (200, {"taken": True})
            while len(list(tmp_path.glob("waiting*"))) < 3:
                time.sleep(0.01)  # a process cannot say that it waits
            process.send_signal(signal.SIGTERM)
            (tmp_path / "open").touch()
            assert [turn.result() for turn in turns] == [(200, ["Here I am."])] * 2
        assert process.wait(timeout=60) == 0
    people = ("client", visitor.conversation, "penfriend")
    assert [stored(database, each) for each in people] == [["yes", "wait"]] * 3
    assert (tmp_path / "letters").read_text().endswith("\nHere I am.\n")
