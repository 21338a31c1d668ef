"""Who may talk with the bot: tokens, websites, addresses, and how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sanic.compat import Header

from bot.channels.request import sender
from tests.bot.channels.conftest import CLINIC, FOREIGN
from tests.bot.toy import serving
from tests.bot.visitor import Visitor, ask

PATHS = [
    ("POST", "/chat/messages"),
    ("GET", "/chat/history"),
    ("POST", "/chat/token"),
    ("DELETE", "/chat/conversations"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_without_a_token_nothing_is_told_or_done(address: str, method: str, path: str) -> None:
    reply = ask(address, method, path, {} if method == "POST" else None)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")


def test_a_token_that_was_changed_anywhere_is_refused(address: str, patient: Visitor) -> None:
    other = Visitor.of(address)
    conversation, when, signature = patient.token.split(".")
    forged = [
        "",
        "web:guess",
        conversation,
        f"{conversation}.{when}",
        f"{conversation}.{when}.",
        f"{other.conversation.removeprefix('web:')}.{when}.{signature}",
        f"{conversation}.{when[:-1]}{'A' if when[-1] != 'A' else 'B'}.{signature}",
        f"{conversation}.{when}.{signature[::-1]}",
        f"{conversation}.{when}.{other.token.split('.')[2]}",
        f"x{patient.token}",
        f"{patient.token}.x",
    ]
    assert [Visitor(address, each).history().status for each in forged] == [401] * len(forged)


def test_a_token_reads_and_writes_its_own_conversation_alone(address: str, patient: Visitor) -> None:
    thief = Visitor.of(address)
    patient.say("hello pomegranate")
    assert thief.history().body["messages"] == []
    thief.say("hello thief")
    assert [each["text"] for each in patient.history().body["messages"]] == ["hello pomegranate", "Hello"]
    assert thief.forget().status == 204
    assert patient.history().status == 200


def test_a_basic_password_is_no_token(address: str, patient: Visitor) -> None:
    named = {"Authorization": f"Basic {patient.token}"}
    assert ask(address, "GET", "/chat/history", **named).status == 401


def test_the_clinics_website_may_ask_and_read(patient: Visitor) -> None:
    reply = patient.say("hello", Origin=CLINIC)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == CLINIC
    assert reply.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in reply.headers


def test_the_bots_own_page_may_ask(address: str, patient: Visitor) -> None:
    assert patient.say("hello", Origin=address).status == 200


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_website_is_refused_before_anything_is_done(patient: Visitor, origin: str) -> None:
    reply = patient.say("hello", Origin=origin)
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers
    assert ask(patient.address, "POST", "/chat/conversations", {}, Origin=origin).status == 403
    assert patient.history().body["messages"] == []


@pytest.mark.parametrize("path", ["/chat/conversations", "/chat/messages", "/chat/history", "/chat/token"])
def test_a_browser_may_ask_beforehand(address: str, path: str) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    allowed = ask(address, "OPTIONS", path, Origin=CLINIC, **asked)
    assert (allowed.status, allowed.headers["access-control-allow-origin"]) == (204, CLINIC)
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    assert ask(address, "OPTIONS", path, Origin="https://evil.example", **asked).status == 403


@pytest.fixture(scope="module")
def strict(toy_project: Path, toy_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with limits such as a clinic has them, and tokens that end at once."""
    database = f"sqlite:///{tmp_path_factory.mktemp('strict')}/conversations.db"
    given: dict[str, object] = {"rate_conversation": "20/hour", "rate_address": "60/hour"}
    with serving(toy_project, toy_model, database, settings=given) as (where, _):
        yield where


def test_a_conversation_that_never_stops_is_asked_to_wait(strict: str) -> None:
    eager = Visitor.of(strict, X_Forwarded_For="198.51.100.1")
    replies = [eager.say("hello") for _ in range(25)]
    assert [each.status for each in replies] == [200] * 20 + [429] * 5
    assert int(replies[-1].headers["retry-after"]) > 0
    assert Visitor.of(strict, X_Forwarded_For="198.51.100.1").say("hello").status == 200


def test_a_flood_from_one_address_is_refused_while_another_patient_is_served(strict: str) -> None:
    flood = [Visitor.of(strict, X_Forwarded_For="203.0.113.66") for _ in range(20)]
    patient = Visitor.of(strict, X_Forwarded_For="198.51.100.7")
    with ThreadPoolExecutor(20) as pool:
        flooding = [pool.submit(flood[number % 20].say, "hello") for number in range(400)]
        served = [patient.say("hello").status for _ in range(15)]
        came = Counter(each.result().status for each in flooding)
    assert served == [200] * 15
    assert came == {200: 60, 429: 340}


def test_an_address_that_a_patient_makes_up_does_not_help_the_flood(strict: str) -> None:
    """The proxy puts the true address last; what stands before it, the patient wrote."""
    sent = [
        Visitor.of(strict, X_Forwarded_For=f"192.0.2.{number}, 203.0.113.77").say("hello").status
        for number in range(70)
    ]
    assert Counter(sent) == {200: 60, 429: 10}


@dataclass
class From:
    """A request, as far as its address goes."""

    ip: str
    named: list[str] = field(default_factory=list)

    @property
    def headers(self) -> Header:
        """Its headers."""
        return Header([("x-forwarded-for", each) for each in self.named])


PROXIES = ("10.0.0.0/8",)


@pytest.mark.parametrize(
    ("request_", "counted"),
    [
        (From("198.51.100.1"), "198.51.100.1"),
        (From("198.51.100.1", ["192.0.2.1"]), "198.51.100.1"),
        (From("10.0.0.2", ["192.0.2.1"]), "192.0.2.1"),
        (From("10.0.0.2", ["192.0.2.9, 192.0.2.1"]), "192.0.2.1"),
        (From("10.0.0.2", ["192.0.2.9", "192.0.2.1, 10.0.0.3"]), "192.0.2.1"),
        (From("10.0.0.2"), "10.0.0.2"),
        (From("10.0.0.2", ["no address"]), "nowhere"),
        (From("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64"),
        (From("::ffff:198.51.100.1"), "198.51.100.1"),
    ],
)
def test_only_the_clinics_proxies_are_believed_whom_they_speak_for(request_: From, counted: str) -> None:
    assert sender(request_, PROXIES) == counted  # type: ignore[arg-type]
