"""Signing in with the clinic's own provider, and all that must not get one in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.console import openid
from bot.console.openid import Asked, Provider
from bot.transcripts.database import writing
from bot.transcripts.staff import audit, people, personnel
from tests.bot.console.fake_provider import CLIENT, SECRET, FakeProvider
from tests.bot.console.visitor import ConsoleUnderTest, Visitor


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    running = FakeProvider()
    yield running
    running.close()


@pytest.fixture
def clinic(make_console: Callable[..., ConsoleUnderTest], provider: FakeProvider) -> ConsoleUnderTest:
    """A console with a provider, and Anna among the staff."""
    console = make_console(
        openid_issuer=provider.issuer, openid_client_id=CLIENT, openid_client_secret=SECRET
    )
    with writing(console.engine).begin() as connection:
        personnel.hire(connection, "test", "anna@clinic.example", "lead", console.clock())
    return console


def sent(visitor: Visitor, provider: FakeProvider, wanted: str = "/log") -> dict[str, str]:
    """What the provider hears of somebody the console sends there."""
    address = visitor.get("/sign-in/openid", query_string={"next": wanted}).location
    assert address.startswith(f"{provider.issuer}/authorize?")
    told = {name: each[0] for name, each in parse_qs(urlparse(address).query).items()}
    provider.challenge = told["code_challenge"]
    return told


def back(visitor: Visitor, **told: str) -> str:
    """Where somebody is led who comes back with this."""
    return str(visitor.get("/sign-in/openid/back", query_string=told).location)


def signed_in_as(visitor: Visitor) -> bool:
    return visitor.get("/sign-in").status_code == 302


def test_who_the_provider_knows_and_the_clinic_has_added_is_in(
    clinic: ConsoleUnderTest, provider: FakeProvider
) -> None:
    visitor = clinic.stranger()
    assert "Use the clinic's own sign-in" in visitor.get("/sign-in").text
    told = sent(visitor, provider)
    assert (told["client_id"], told["response_type"], told["code_challenge_method"]) == (
        CLIENT,
        "code",
        "S256",
    )
    assert told["redirect_uri"] == "http://127.0.0.1:5006/sign-in/openid/back"
    provider.signs(told["nonce"], email="Anna@Clinic.example")
    assert back(visitor, state=told["state"], code="good") == "/log"
    assert "anna@clinic.example (lead)" in visitor.get("/no-such-page").text
    with clinic.engine.connect() as connection:
        anna = people.named(connection, "anna@clinic.example")
        *_, last = audit.entries(connection)
    assert anna.standing(clinic.clock()) == "active"
    assert (last.person, last.action, last.detail) == ("anna@clinic.example", "signed_in", {"by": "openid"})


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "bert@clinic.example"}, "not one of the staff"),
        ({"email": ""}, "not one of the staff"),
        ({"email_verified": False}, "the e-mail address was not verified"),
        ({"aud": "another program"}, "InvalidAudienceError"),
        ({"aud": [CLIENT, "another program"]}, "the token is for somebody else"),
        ({"iss": "https://evil.example"}, "InvalidIssuerError"),
        ({"exp": 1}, "ExpiredSignatureError"),
        ({"nonce": "another"}, "the token is for somebody else"),
        ({"key": rsa.generate_private_key(65537, 2048)}, "InvalidSignatureError"),
        ({"key": "", "algorithm": "none"}, "InvalidAlgorithmError"),
        ({"key": SECRET * 3, "algorithm": "HS256"}, "InvalidAlgorithmError"),
    ],
)
def test_what_is_not_proven_gets_nobody_in(
    clinic: ConsoleUnderTest,
    provider: FakeProvider,
    claims: dict[str, Any],
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    visitor = clinic.stranger()
    told = sent(visitor, provider)
    provider.signs(**{"nonce": told["nonce"], **claims})
    assert back(visitor, state=told["state"], code="good") == "/sign-in"
    assert "That did not work." in visitor.get("/sign-in").text
    assert not signed_in_as(visitor)
    assert reason in caplog.text


def test_nobody_comes_back_whom_we_did_not_send_or_twice(
    clinic: ConsoleUnderTest, provider: FakeProvider
) -> None:
    told = sent(clinic.stranger(), provider)
    provider.signs(told["nonce"])
    assert back(clinic.stranger(), state=told["state"], code="good") == "/sign-in"
    visitor = clinic.stranger()
    for another in ("another", "ein anderer, schöner"):
        told = sent(visitor, provider)
        provider.signs(told["nonce"])
        assert back(visitor, state=another, code="good") == "/sign-in"
        assert back(visitor, state=told["state"], code="good") == "/sign-in"


def test_a_providers_address_with_a_question_in_it_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    published = {"authorization_endpoint": "https://id.example/authorize?policy=staff"}
    monkeypatch.setattr(openid, "_published", lambda _issuer: published)
    provider = Provider("https://id.example", CLIENT, SECRET, "email", "https://staff.example/back")
    told = parse_qs(urlparse(provider.address(Asked.new())).query)
    assert (told["policy"], told["client_id"]) == (["staff"], [CLIENT])


def test_a_code_that_is_not_good_or_a_provider_that_is_away_is_said_kindly(
    clinic: ConsoleUnderTest, provider: FakeProvider
) -> None:
    visitor = clinic.stranger()
    told = sent(visitor, provider)
    assert back(visitor, state=told["state"], code="bad") == "/sign-in"
    told = sent(visitor, provider)
    provider.down = True
    assert back(visitor, state=told["state"], code="good") == "/sign-in"
    assert not signed_in_as(visitor)


def test_who_was_disabled_here_stays_out(clinic: ConsoleUnderTest, provider: FakeProvider) -> None:
    with writing(clinic.engine).begin() as connection:
        personnel.dismiss(connection, "test", "anna@clinic.example", clinic.clock())
    visitor = clinic.stranger()
    told = sent(visitor, provider)
    provider.signs(told["nonce"])
    assert back(visitor, state=told["state"], code="good") == "/sign-in"


def test_nobody_is_led_to_another_website(clinic: ConsoleUnderTest, provider: FakeProvider) -> None:
    visitor = clinic.stranger()
    told = sent(visitor, provider, wanted="https://evil.example/")
    provider.signs(told["nonce"])
    assert back(visitor, state=told["state"], code="good") == "/"


def test_without_a_provider_there_is_no_such_page(console: ConsoleUnderTest) -> None:
    assert console.stranger().get("/sign-in/openid").status_code == 404
    assert "own sign-in" not in console.stranger().get("/sign-in").text
