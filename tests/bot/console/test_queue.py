"""The queue as staff see it."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest

from bot.console.addresses import Addresses
from bot.transcripts.review import queue
from bot.transcripts.staff import audit
from tests.bot.console import triage
from tests.bot.console.clinic import EMERGENCY, FINISHED, OPEN
from tests.bot.console.visitor import ConsoleUnderTest

NAMES = Addresses("k" * 32)
"""The console's own, by its key."""


def rows(page: str) -> list[str]:
    """The conversations of a page, in order."""
    return [NAMES.read(name) for name in re.findall(r'href="/conversations/([^"/]+)"', page)]


def test_the_emergency_stands_first(console: ConsoleUnderTest) -> None:
    page = console("viewer").page("/queue")
    assert rows(page) == [EMERGENCY, FINISHED, OPEN]
    assert "Whom to call first" in page
    assert "Emergency <span" in page


def test_an_address_that_is_passed_on_shows_the_same(console: ConsoleUnderTest) -> None:
    visitor = console("reviewer")
    page = visitor.page("/queue?state=emergency&text=chest")
    assert rows(page) == [EMERGENCY]
    assert 'value="chest"' in page
    assert '<option value="emergency" selected>sent for help' in page
    assert rows(visitor.page("/queue?state=emergency&text=legs")) == []


def test_an_address_that_cannot_be_read_says_why(console: ConsoleUnderTest) -> None:
    answer = console("viewer").get("/queue?state=lost&since=today&text=legs")
    assert answer.status_code == 400
    assert "state: must be one of open, finished, emergency, abandoned" in answer.text
    assert "since: must be a day such as 2026-01-31" in answer.text
    assert 'value="legs"' in answer.text
    assert console("viewer").get("/queue?after=x").status_code == 400


def test_what_is_asked_for_is_shown_as_text(console: ConsoleUnderTest) -> None:
    page = console("viewer").get('/queue?text="><script>alert(1)</script>&tag=<b>').text
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_one_page_leads_to_the_next(console: ConsoleUnderTest) -> None:
    for number in range(queue.PAGE):
        at = triage.WHEN - timedelta(hours=number)
        triage.hold(console.engine, f"web:{number}", last_at=at, urgency=None)
    visitor = console("viewer")
    first = visitor.page("/queue?review=all")
    (further,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = visitor.page(further.replace("&amp;", "&"))
    assert len(rows(first)) == queue.PAGE
    assert len({*rows(first), *rows(second)}) == queue.PAGE + 3
    assert "First page" in second
    assert 'rel="next"' not in second


def test_filters_offer_what_there_is(console: ConsoleUnderTest) -> None:
    triage.hold(console.engine)
    console("lead")
    page = console("viewer").page("/queue")
    assert '<option value="sertraline">sertraline' in page
    assert '<option value="lead">lead' in page
    assert '<option value="viewer">' not in page
    assert rows(console("viewer").page("/queue?medicine=sertraline&cause=iron_deficiency")) == [triage.TRIAGE]


@pytest.mark.parametrize(
    ("path", "action"), [("/queue", "queue_seen"), ("/queue?text=Bob+Smith", "searched")]
)
def test_the_log_has_the_look_and_never_the_words(console: ConsoleUnderTest, path: str, action: str) -> None:
    console("viewer").page(path)
    with console.engine.connect() as connection:
        entry = list(audit.entries(connection))[-1]
    assert (entry.person, entry.action) == ("viewer", action)
    assert "Bob" not in str(entry)


def test_nobody_is_waiting(console: ConsoleUnderTest) -> None:
    assert "Nothing fits." in console("viewer").page("/queue?state=abandoned")


def test_no_address_tells_a_patients_number(console: ConsoleUnderTest) -> None:
    for number in range(queue.PAGE):
        triage.hold(console.engine, f"telegram:{number}", urgency="emergency")
    page = console("lead").page("/queue")
    assert "telegram:" not in page
    (further,) = re.findall(r'rel="next" href="[^"]*after=([^"&]+)', page)
    assert "telegram" not in str(base64.urlsafe_b64decode(further + "=="))
    assert "telegram:" not in console("lead").page(f"/conversations/{NAMES.cover(FINISHED)}")


def test_a_conversation_has_the_same_name_tomorrow_and_another_at_another_clinic() -> None:
    assert NAMES.cover(OPEN) == Addresses("k" * 32).cover(OPEN) != Addresses("l" * 32).cover(OPEN)
    assert NAMES.read(NAMES.cover(OPEN)) == OPEN
    assert NAMES.read(Addresses("l" * 32).cover(OPEN)) != OPEN


@pytest.mark.parametrize("name", ["", "web:open", "é", "AAAA", "=", "%00", "a" * 500])
def test_a_name_that_is_none_stands_for_itself(name: str) -> None:
    assert NAMES.read(name) == name
