"""Keys of authenticator apps: sealed for one of the staff, opened with the signing key and no other."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest

from bot.cli.console import tell_who_is_locked_out
from bot.console.second_factor import Safe, step, take_over
from bot.settings import Settings
from bot.transcripts.database import writing
from bot.transcripts.staff import people, personnel
from bot.transcripts.staff.people import Person
from bot.transcripts.staff.tables import STAFF
from tests.bot.console.visitor import PASSWORD, PHONE, ConsoleUnderTest

SAFE, OTHER = Safe("k" * 32), Safe("another key than before".ljust(32))


def reviewer(console: ConsoleUnderTest) -> Person:
    """One of the staff, as they are stored."""
    console("reviewer")
    with console.engine.connect() as connection:
        return people.named(connection, "reviewer")


def status(console: ConsoleUnderTest) -> int:
    """What comes of signing in with all that is right."""
    visitor = console.stranger()
    visitor.get("/sign-in")
    given = {"name": "reviewer", "password": PASSWORD, "code": console.code()}
    return visitor.post("/sign-in", given).status_code


def test_what_is_sealed_opens_again_and_looks_different_each_time(console: ConsoleUnderTest) -> None:
    person = reviewer(console)
    one, other = (SAFE.seal(PHONE, person) for _ in range(2))
    assert one != other
    assert len(one) <= STAFF.c.totp.type.length
    assert [SAFE.open(replace(person, totp=each)) for each in (one, other)] == [PHONE, PHONE]


def test_nothing_else_opens(console: ConsoleUnderTest) -> None:
    person = reviewer(console)
    sealed = SAFE.seal(PHONE, person)
    assert OTHER.open(replace(person, totp=sealed)) is None
    assert SAFE.open(replace(person, totp=sealed, id=person.id + 1)) is None
    changed = ("B" if sealed[20] == "A" else "A").join((sealed[:20], sealed[21:]))
    for stored in (None, "", "no key", changed, sealed[:-4], PHONE):
        assert SAFE.open(replace(person, totp=stored)) is None, stored


def test_somebody_elses_key_put_beside_a_name_lets_nobody_in(console: ConsoleUnderTest) -> None:
    person = reviewer(console)
    with writing(console.engine).begin() as connection:
        people.keep_second_factor(connection, person, SAFE.seal(PHONE, replace(person, id=person.id + 1)))
    assert status(console) == 401


def test_a_key_of_before_that_could_be_read_is_sealed_and_still_lets_in(console: ConsoleUnderTest) -> None:
    person = reviewer(console)
    with writing(console.engine).begin() as connection:
        people.keep_second_factor(connection, person, PHONE)
        assert take_over(connection, SAFE) == []
        assert PHONE not in str(connection.exec_driver_sql("SELECT * FROM staff").all())
        assert take_over(connection, SAFE) == []
    assert status(console) == 302


def test_another_signing_key_is_one_line_that_says_what_to_do(
    console: ConsoleUnderTest, capsys: pytest.CaptureFixture[str]
) -> None:
    for role in ("reviewer", "lead", "viewer"):
        console(role)
    with writing(console.engine).begin() as connection:
        personnel.dismiss(connection, "test", "viewer", console.clock())
    tell_who_is_locked_out(Settings(secret_key=SAFE.signing_key), console.engine)
    tell_who_is_locked_out(
        Settings(secret_key=OTHER.signing_key, console_second_factor=False), console.engine
    )
    assert capsys.readouterr().err == ""
    tell_who_is_locked_out(Settings(secret_key=OTHER.signing_key), console.engine)
    assert capsys.readouterr().err == (
        "The signing key is not the one with which these set up their second factor: lead, reviewer. "
        "Give RLS_SECRET_KEY that one, or run `rls-triage staff reset NAME` for each.\n"
    )


def test_a_code_is_no_key(console: ConsoleUnderTest) -> None:
    assert step(None, console.code(), console.clock(), after=None) is None
    assert step(PHONE, pyotp.TOTP(PHONE).at(console.clock()), console.clock(), after=None) is not None
