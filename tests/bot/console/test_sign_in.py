"""Signing in and out, and everything that must not get one in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.transcripts import schema
from bot.transcripts.database import connect, writing
from bot.transcripts.staff import audit, people, personnel
from bot.transcripts.staff.people import TRIES
from tests.bot.console.visitor import PASSWORD, Clock, ConsoleUnderTest, Visitor

MakeConsole = Callable[..., ConsoleUnderTest]


def given(console: ConsoleUnderTest, **other: str) -> dict[str, str]:
    """What the reviewer types, or something else."""
    return {"name": "reviewer", "password": PASSWORD, "code": console.code(), **other}


def at_the_door(console: ConsoleUnderTest) -> Visitor:
    """Somebody who is asked to sign in; the reviewer is one of the staff."""
    console("reviewer")
    visitor = console.stranger()
    visitor.get("/sign-in")
    return visitor


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/sign-in").status_code == 302


def test_who_is_not_signed_in_is_asked_to_and_then_gets_where_they_wanted(console: ConsoleUnderTest) -> None:
    visitor = at_the_door(console)
    asked = visitor.get("/?from=mail")
    assert "Sign in" in visitor.get(asked.location).text
    answer = visitor.post(asked.location, given(console, name=" Reviewer "))
    assert (answer.status_code, answer.location) == (302, "/?from=mail")
    assert is_in(visitor)


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/\\evil.example", "x", "/\n"])
def test_nobody_is_led_to_another_website(console: ConsoleUnderTest, place: str) -> None:
    visitor = at_the_door(console)
    assert visitor.post("/sign-in", given(console), query_string={"next": place}).location == "/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "nobody"},
        {"password": "five small blue boats"},
        {"code": "000000"},
        {"code": ""},
        {"code": "١٢٣٤٥٦"},
        {"name": "' OR 1=1 --"},
        {"name": "reviewer\x00"},
        {"password": "x" * 200},
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(console: ConsoleUnderTest, wrong: dict[str, str]) -> None:
    visitor = at_the_door(console)
    answer = visitor.post("/sign-in", given(console, **wrong))
    assert answer.status_code == 401
    assert "That did not fit. Check name, password and code." in answer.text
    assert not is_in(visitor)


def test_five_wrong_tries_lock_the_name_from_wherever_they_come_and_nobody_can_tell(
    console: ConsoleUnderTest,
) -> None:
    wrong = at_the_door(console)
    for number in range(TRIES):
        wrong.post(
            "/sign-in", given(console, code="000000"), environ_base={"REMOTE_ADDR": f"198.51.100.{number}"}
        )
    right = at_the_door(console)
    locked = right.post("/sign-in", given(console))
    assert locked.status_code == 401
    assert "That did not fit." in locked.text
    console.clock.forward(minutes=15)
    assert right.post("/sign-in", given(console)).status_code == 302


def test_one_address_may_not_go_through_names_and_passwords(console: ConsoleUnderTest) -> None:
    visitor = at_the_door(console)
    tries = [
        visitor.post("/sign-in", {"name": f"nurse{number}", "password": "x", "code": "1"}).status_code
        for number in range(12)
    ]
    assert tries == [401] * 10 + [429] * 2
    other = visitor.post("/sign-in", given(console), environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert other.status_code == 302


def test_who_signs_in_rightly_is_not_counted(console: ConsoleUnderTest) -> None:
    for _ in range(12):
        console.clock.forward(seconds=30)
        assert at_the_door(console).post("/sign-in", given(console)).status_code == 302


def test_a_code_is_good_once(console: ConsoleUnderTest) -> None:
    code = console.code()
    assert at_the_door(console).post("/sign-in", given(console, code=code)).status_code == 302
    assert at_the_door(console).post("/sign-in", given(console, code=code)).status_code == 401
    console.clock.forward(seconds=30)
    assert at_the_door(console).post("/sign-in", given(console)).status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(-30, 302), (30, 302), (90, 401), (-90, 401)])
def test_a_phones_clock_may_be_a_little_off(console: ConsoleUnderTest, seconds: int, status: int) -> None:
    code = console.code()
    console.clock.forward(seconds=seconds)
    assert at_the_door(console).post("/sign-in", given(console, code=code)).status_code == status


def test_without_a_second_factor_the_password_is_enough(make_console: MakeConsole) -> None:
    console = make_console(console_second_factor=False)
    visitor = at_the_door(console)
    assert "authenticator" not in visitor.get("/sign-in").text
    assert visitor.post("/sign-in", given(console, code="")).status_code == 302


def test_a_session_ends_after_half_an_hour_without_a_page(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    console.clock.forward(minutes=29)
    assert is_in(visitor)
    console.clock.forward(minutes=29)
    assert is_in(visitor)
    console.clock.forward(minutes=31)
    assert not is_in(visitor)


def test_a_session_ends_after_twelve_hours_in_any_case(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    for _ in range(12 * 60 // 20):
        assert is_in(visitor)
        console.clock.forward(minutes=20)
    assert not is_in(visitor)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    copied = visitor.client.get_cookie("rls_staff")
    assert copied is not None
    assert visitor.post("/sign-out").status_code == 302
    thief = console.stranger()
    thief.client.set_cookie("rls_staff", copied.value)
    assert not is_in(thief)


def test_a_cookie_from_before_signing_in_is_not_the_one_after(console: ConsoleUnderTest) -> None:
    visitor = at_the_door(console)
    before = visitor.client.get_cookie("rls_staff")
    visitor.post("/sign-in", given(console))
    thief = console.stranger()
    assert before is not None
    thief.client.set_cookie("rls_staff", before.value)
    assert not is_in(thief)


def test_a_forged_cookie_is_worth_nothing(console: ConsoleUnderTest) -> None:
    console("admin")
    for key, token in (("another key" * 4, "1"), ("k" * 32, "made up"), ("k" * 32, "' OR '1'='1")):
        forger = URLSafeTimedSerializer(key, salt="cookie-session", signer_kwargs={"key_derivation": "hmac"})
        visitor = console.stranger()
        visitor.client.set_cookie("rls_staff", str(forger.dumps({"_user_id": token})))
        assert not is_in(visitor)


def test_who_is_disabled_is_out_with_the_next_page(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    with writing(console.engine).begin() as connection:
        personnel.dismiss(connection, "test", "reviewer", console.clock())
    assert not is_in(visitor)


def test_signing_in_is_logged_without_what_was_typed(
    console: ConsoleUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = at_the_door(console)
    visitor.post("/sign-in", given(console, password="my other password"))
    visitor.post("/sign-in", given(console, name="typed my password here"))
    visitor.post("/sign-in", given(console))
    visitor.get("/no-such-page")
    visitor.post("/sign-out")
    with console.engine.connect() as connection:
        log = list(audit.entries(connection))
    actions = ["sign_in_failed", "signed_in", "signed_out"]
    assert [(entry.person, entry.action) for entry in log] == [("reviewer", action) for action in actions]
    for said in ("my other password", "typed my password here", PASSWORD):
        assert said not in f"{log} {caplog.text}"


def test_passwords_are_kept_as_argon2(console: ConsoleUnderTest) -> None:
    console("reviewer")
    with console.engine.connect() as connection:
        assert str(people.named(connection, "reviewer").password).startswith("$argon2id$")


@pytest.fixture
def shared(address: str, clock: Clock) -> ConsoleUnderTest:
    """A console over an empty database of either kind."""
    engine = connect(address)
    schema.upgrade(engine)
    return ConsoleUnderTest(engine, clock)


@pytest.mark.parametrize("name", ["reviewer\x00", "' OR 1=1 --", "\ud800", "r" * 60, "ﬀ"])
def test_a_name_that_nobody_can_have_is_only_wrong(shared: ConsoleUnderTest, name: str) -> None:
    given_name = given(shared, name=name.encode("utf-8", "replace").decode())
    assert at_the_door(shared).post("/sign-in", given_name).status_code == 401


def test_of_many_who_show_the_same_code_at_once_one_gets_in(shared: ConsoleUnderTest) -> None:
    doors = [at_the_door(shared) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda door: door.post("/sign-in", given(shared)).status_code, doors))
    assert sorted(answers) == [302, 401, 401, 401]


def test_tries_at_once_are_counted_each(shared: ConsoleUnderTest) -> None:
    doors = [at_the_door(shared) for _ in range(TRIES)]
    with ThreadPoolExecutor(TRIES) as pool:
        list(pool.map(lambda door: door.post("/sign-in", given(shared, code="000000")), doors))
    assert at_the_door(shared).post("/sign-in", given(shared)).status_code == 401
