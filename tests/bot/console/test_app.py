"""What every answer of the console carries, and whom it believes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from bot.console.web_server import behind
from bot.settings import ROOT
from tests.bot.console.visitor import ConsoleUnderTest

MakeConsole = Callable[..., ConsoleUnderTest]


def test_nothing_is_loaded_from_elsewhere_framed_or_kept(console: ConsoleUnderTest) -> None:
    for path in ("/sign-in", "/", "/no-such-page", "/staff"):
        headers = console("admin").get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_on_this_machine_the_cookie_is_out_of_scripts_reach(console: ConsoleUnderTest) -> None:
    cookie = console("viewer").client.get_cookie("rls_staff")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)


def test_behind_tls_it_is_bound_to_that(make_console: MakeConsole) -> None:
    visitor = make_console(staff_address="https://staff.clinic.example").stranger()
    answer = visitor.get("/sign-in", base_url="https://staff.clinic.example")
    cookie = visitor.client.get_cookie("__Host-rls_staff", domain="staff.clinic.example")
    assert cookie is not None
    assert cookie.secure
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31556926")


def test_it_answers_under_its_own_names_alone(console: ConsoleUnderTest) -> None:
    for name in ("localhost", "127.0.0.1:5006"):
        assert console.stranger().get("/sign-in", base_url=f"http://{name}").status_code == 200
    assert console.stranger().get("/sign-in", base_url="http://evil.example").status_code == 400


def test_what_breaks_is_a_page_without_a_trace(console: ConsoleUnderTest) -> None:
    visitor = console("viewer")
    assert "Nothing here" in visitor.get("/<script>alert(1)</script>").text
    assert "alert(1)" not in visitor.get("/<script>alert(1)</script>").text
    assert visitor.get("/sign-out").status_code == 405
    assert visitor.post("/sign-in", {"name": "x" * 300_000}).status_code == 413


def test_an_error_inside_says_so_and_no_more(
    console: ConsoleUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = console("viewer")
    with console.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE staff_sessions")
    answer = visitor.get("/")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.text == "It is in the server's log. Nothing was changed.\n"
    assert "Exception on /" in caplog.text


@pytest.mark.parametrize(("asks", "is_told"), [("10.0.0.7", "203.0.113.9"), ("198.51.100.1", "198.51.100.1")])
def test_only_the_clinics_own_proxies_are_believed_whom_they_speak_for(asks: str, is_told: str) -> None:
    told: list[str] = []

    def app(environment: dict[str, str], _start: object) -> list[bytes]:
        told.append(environment["REMOTE_ADDR"])
        return []

    behind(app, ("10.0.0.0/8",))(
        {"REMOTE_ADDR": asks, "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9"}, lambda *_: None
    )
    assert told == [is_told]


def test_who_sends_a_form_too_late_is_told_what_to_do(console: ConsoleUnderTest) -> None:
    visitor = console("admin")
    visitor.page("/staff")
    console.clock.forward(hours=1)
    answer = visitor.post("/staff", {"name": "anna", "role": "lead"})
    assert answer.status_code == 401
    assert "what you typed should still be there" in answer.text


def test_a_console_is_small_and_soon_there_because_it_knows_no_rasa() -> None:
    heavy = "{'rasa', 'rasa_sdk', 'sanic', 'spacy', 'tensorflow', 'scipy', 'sklearn'}"
    look = f"import sys, bot.console.app, bot.cli.console; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
