"""The list of who wants to be called, worked off at the console."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.privacy import requests
from bot.transcripts.staff.tables import AUDIT
from tests.bot.console.clinic import EMERGENCY, FINISHED
from tests.bot.console.visitor import ConsoleUnderTest

HOSTILE = "Bob <script>alert(1)</script>"


@pytest.fixture
def asked(console: ConsoleUnderTest) -> ConsoleUnderTest:
    """Two patients who want to be called."""
    with writing(console.engine).begin() as connection:
        phone = {"reach_kind": "phone", "reach": "555 0199", "name": HOSTILE, "best_time": "after four"}
        requests.take(connection, FINISHED, [phone], inbox.now())
        requests.take(connection, EMERGENCY, [{"reach_kind": "email", "reach": "b@example.org"}], inbox.now())
    return console


def logged(console: ConsoleUnderTest) -> list[str]:
    """What staff did, as the log has it."""
    with console.engine.connect() as connection:
        return list(connection.execute(sa.select(AUDIT.c.action).order_by(AUDIT.c.id)).scalars())


def test_names_and_numbers_are_hidden_until_somebody_asks_and_that_is_logged(asked: ConsoleUnderTest) -> None:
    nora = asked("reviewer")
    page = nora.page("/requests/")
    assert "555 0199" not in page
    assert "Bob" not in page
    assert "after four" in page
    shown = nora.post("/requests/1/show").text
    assert "555 0199" in shown
    assert "Bob &lt;script&gt;" in shown
    assert "b@example.org" not in shown
    assert logged(asked)[-1] == "identifiers_seen"


def test_the_most_urgent_stand_first(asked: ConsoleUnderTest) -> None:
    page = asked("reviewer").page("/requests/")
    assert page.index("request-2") < page.index("request-1")


def test_who_was_called_moves_down_with_the_note_and_can_be_put_back(asked: ConsoleUnderTest) -> None:
    nora = asked("reviewer")
    nora.post("/requests/1/done", {"note": "called, <b>well</b>"})
    page = nora.page("/requests/")
    assert "request-1" not in page
    assert "called, &lt;b&gt;well&lt;/b&gt;" in page
    nora.post("/requests/1/reopen")
    assert "request-1" in nora.page("/requests/")
    assert {"called", "call_reopened"} <= set(logged(asked))


def test_two_who_call_at_once_are_told(asked: ConsoleUnderTest) -> None:
    nora, lena = asked("reviewer"), asked("lead")
    nora.post("/requests/1/done", {"note": "mine"})
    said = lena.post("/requests/1/done", {"note": "mine too"}, follow_redirects=True).text
    assert "Somebody else has already seen to that." in said
    assert "mine too" not in said
    assert logged(asked).count("called") == 1


def test_a_book_is_no_note(asked: ConsoleUnderTest) -> None:
    assert asked("reviewer").post("/requests/1/done", {"note": "x" * 2001}).status_code == 400


def test_where_nobody_waits_the_page_says_so(console: ConsoleUnderTest) -> None:
    assert "Nobody is waiting for a call." in console("reviewer").page("/requests/")


def test_what_is_not_there_is_not_found(asked: ConsoleUnderTest) -> None:
    nora = asked("reviewer")
    for number in (9, 10**30):
        ways = ("show", "done", "reopen")
        assert [nora.post(f"/requests/{number}/{way}").status_code for way in ways] == [404] * 3
    assert nora.post("/requests/1/done", {"note": "a\0b"}).status_code == 400
