"""The one-time link: from an invitation to the first sign-in."""

from __future__ import annotations

import pyotp
import pytest

from bot.transcripts.database import writing
from bot.transcripts.staff import people, personnel
from tests.bot.console.visitor import ConsoleUnderTest, Visitor

CHOSEN = "seven slow green trains"


@pytest.fixture
def link(console: ConsoleUnderTest) -> str:
    """Anna's."""
    with writing(console.engine).begin() as connection:
        return f"/welcome/{personnel.hire(connection, 'test', 'anna', 'reviewer', console.clock())}"


def code(console: ConsoleUnderTest) -> str:
    """What Anna's phone shows."""
    with console.engine.connect() as connection:
        return pyotp.TOTP(str(people.named(connection, "anna").totp)).at(console.clock())


def chosen(console: ConsoleUnderTest, password: str = CHOSEN) -> dict[str, str]:
    return {"password": password, "again": password, "code": code(console)}


def invited(console: ConsoleUnderTest, link: str) -> Visitor:
    visitor = console.stranger()
    assert visitor.get(link).status_code == 200
    return visitor


def test_the_link_leads_in_once(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    assert visitor.post(link, chosen(console)).status_code == 302
    assert "anna (reviewer)" in visitor.get("/no-such-page").text
    assert console.stranger().get(link).status_code == 404


def test_afterwards_the_password_and_the_phone_do(console: ConsoleUnderTest, link: str) -> None:
    invited(console, link).post(link, chosen(console))
    visitor = console.stranger()
    visitor.get("/sign-in")
    given = {"name": "anna", "password": CHOSEN, "code": code(console)}
    assert visitor.post("/sign-in", given).status_code == 401
    console.clock.forward(seconds=30)
    assert visitor.post("/sign-in", {**given, "code": code(console)}).status_code == 302


def test_the_page_shows_the_key_for_the_app(console: ConsoleUnderTest, link: str) -> None:
    page = console.stranger().get(link).text
    with console.engine.connect() as connection:
        key = str(people.named(connection, "anna").totp)
    assert " ".join(key[at : at + 4] for at in range(0, 32, 4)) in page
    assert f"otpauth://totp/RLS%20triage:anna?secret={key}" in page


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "Use at least 12 characters."),
        ("anna anna anna", "That would be easy to guess."),
        ("aaaaaaaaaaaaaaaa", "That would be easy to guess."),
        ("x" * 201, "Field cannot be longer than 200 characters."),
    ],
)
def test_a_password_that_is_easy_to_guess_is_not_taken(
    console: ConsoleUnderTest, link: str, password: str, says: str
) -> None:
    visitor = invited(console, link)
    assert says in visitor.post(link, chosen(console, password)).text
    assert visitor.get(link).status_code == 200


def test_the_two_must_be_the_same_and_the_code_right(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    assert "not the same" in visitor.post(link, {**chosen(console), "again": "another"}).text
    assert "not the code of this moment" in visitor.post(link, {**chosen(console), "code": "000000"}).text
    assert visitor.get(link).status_code == 200


def test_a_link_made_up_or_too_old_leads_nowhere(console: ConsoleUnderTest, link: str) -> None:
    assert "This link is over" in console.stranger().get("/welcome/made-up").text
    visitor = invited(console, link)
    console.clock.forward(hours=25)
    assert visitor.post(link, chosen(console)).status_code == 401


def test_codes_cannot_be_tried_out_on_a_link_forever(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    tries = [visitor.post(link, {**chosen(console), "code": f"{n:06}"}).status_code for n in range(12)]
    assert tries[-1] == 429
