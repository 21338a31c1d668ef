"""Signing in and out."""

from __future__ import annotations

import pytest

from tests.bot.console.visitor import PASSWORD, ConsoleUnderTest


def test_who_is_not_signed_in_is_asked_to_and_then_gets_where_they_wanted(console: ConsoleUnderTest) -> None:
    console("reviewer")
    visitor = console.stranger()
    asked = visitor.get("/?from=mail")
    assert asked.status_code == 302
    form = visitor.get(asked.location)
    assert "Sign in" in form.text
    given = {"name": "Reviewer", "password": PASSWORD, "code": console.code()}
    answer = visitor.post(asked.location, given)
    assert (answer.status_code, answer.location) == (302, "/?from=mail")
    assert visitor.get("/sign-in").status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"name": "nobody"}, {"password": "five small blue boats"}, {"code": "000000"}]
)
def test_whatever_is_wrong_the_answer_is_the_same(console: ConsoleUnderTest, wrong: dict[str, str]) -> None:
    console("reviewer")
    visitor = console.stranger()
    visitor.get("/sign-in")
    given = {"name": "reviewer", "password": PASSWORD, "code": console.code(), **wrong}
    answer = visitor.post("/sign-in", given)
    assert answer.status_code == 401
    assert "Check name, password and code." in answer.text
    assert visitor.get("/").status_code == 302
