"""The one-time link: from an invitation to the first sign-in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyotp
import pytest

from bot.console.second_factor import app_link, picture
from bot.transcripts.database import writing
from bot.transcripts.staff import people, personnel
from tests.bot.console.visitor import Clock, ConsoleUnderTest, Visitor

CHOSEN = "seven slow green trains"


@pytest.fixture
def link(console: ConsoleUnderTest) -> str:
    """Anna's."""
    with writing(console.engine).begin() as connection:
        return f"/welcome/{personnel.hire(connection, 'test', 'anna', 'reviewer', console.clock())}"


def key(visitor: Visitor, link: str) -> str:
    """What Anna gives to her phone."""
    found = re.search(r'class="key">([A-Z2-7 ]+)<', visitor.get(link).text)
    assert found
    return found[1].replace(" ", "")


def chosen(visitor: Visitor, link: str, clock: Clock, password: str = CHOSEN) -> dict[str, str]:
    """What Anna types, her phone beside her."""
    code = pyotp.TOTP(key(visitor, link)).at(clock())
    return {"password": password, "again": password, "code": code}


def invited(console: ConsoleUnderTest, link: str) -> Visitor:
    visitor = console.stranger()
    assert visitor.get(link).status_code == 200
    return visitor


def test_the_link_leads_in_once(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    assert visitor.post(link, chosen(visitor, link, console.clock)).status_code == 302
    assert "anna (reviewer)" in visitor.get("/no-such-page").text
    assert console.stranger().get(link).status_code == 404


def test_afterwards_the_password_and_the_phone_do(console: ConsoleUnderTest, link: str) -> None:
    anna = invited(console, link)
    phone = pyotp.TOTP(key(anna, link))
    anna.post(link, chosen(anna, link, console.clock))
    visitor = console.stranger()
    visitor.get("/sign-in")
    given = {"name": "anna", "password": CHOSEN, "code": phone.at(console.clock())}
    assert visitor.post("/sign-in", given).status_code == 401
    console.clock.forward(seconds=30)
    assert visitor.post("/sign-in", {**given, "code": phone.at(console.clock())}).status_code == 302


def test_the_key_is_the_same_in_every_browser_and_another_for_every_link(
    console: ConsoleUnderTest, link: str
) -> None:
    shown = key(console.stranger(), link)
    assert key(console.stranger(), link) == shown
    with writing(console.engine).begin() as connection:
        again = f"/welcome/{personnel.reset(connection, 'test', 'anna', console.clock())}"
    assert key(console.stranger(), again) != shown


def test_who_reads_the_database_finds_no_key_in_it_before_or_after(
    console: ConsoleUnderTest, link: str
) -> None:
    visitor = invited(console, link)
    shown = key(visitor, link)
    visitor.post(link, chosen(visitor, link, console.clock))
    with console.engine.connect() as connection:
        kept = people.named(connection, "anna").totp
    assert kept
    assert shown not in kept


def test_without_a_second_factor_none_is_kept(
    make_console: Callable[..., ConsoleUnderTest], link: str
) -> None:
    console = make_console(console_second_factor=False)
    visitor = invited(console, link)
    assert "Your phone" not in visitor.get(link).text
    assert visitor.post(link, {"password": CHOSEN, "again": CHOSEN, "code": ""}).status_code == 302
    with console.engine.connect() as connection:
        assert people.named(connection, "anna").totp is None


def test_the_page_shows_the_key_for_the_app(console: ConsoleUnderTest, link: str) -> None:
    visitor = console.stranger()
    assert f"otpauth://totp/RLS%20triage:anna?secret={key(visitor, link)}" in visitor.get(link).text


def test_the_page_shows_it_as_a_picture_that_needs_no_style_and_no_other_request(
    console: ConsoleUnderTest, link: str
) -> None:
    visitor = console.stranger()
    page = visitor.get(link).text
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawn == [str(picture(app_link(key(visitor, link), "anna")))]
    assert not re.search(r"style=|href=|src=|<(?!/?svg|path)", drawn[0])


def test_another_key_is_another_picture() -> None:
    one, other = (picture(app_link(letter * 32, "anna")) for letter in "AB")
    assert one != other


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
    assert says in visitor.post(link, chosen(visitor, link, console.clock, password)).text
    assert visitor.get(link).status_code == 200


def test_the_two_must_be_the_same_and_the_code_right(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    typed = chosen(visitor, link, console.clock)
    assert "not the same" in visitor.post(link, {**typed, "again": "another"}).text
    assert "not the code of this moment" in visitor.post(link, {**typed, "code": "000000"}).text
    assert visitor.get(link).status_code == 200


def test_a_link_made_up_or_too_old_leads_nowhere(console: ConsoleUnderTest, link: str) -> None:
    assert "This link is over" in console.stranger().get("/welcome/made-up").text
    visitor = invited(console, link)
    typed = chosen(visitor, link, console.clock)
    console.clock.forward(hours=25)
    assert visitor.post(link, typed).status_code == 401


def test_codes_cannot_be_tried_out_on_a_link_forever(console: ConsoleUnderTest, link: str) -> None:
    visitor = invited(console, link)
    typed = chosen(visitor, link, console.clock)
    tries = [visitor.post(link, {**typed, "code": f"{n:06}"}).status_code for n in range(12)]
    assert tries[-1] == 429
