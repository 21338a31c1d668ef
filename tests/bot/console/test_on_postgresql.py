"""The same pages over PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine

from bot.console.addresses import Addresses
from bot.transcripts import inbox, schema
from bot.transcripts.database import connect, writing
from bot.transcripts.staff import personnel
from bot.transcripts.staff.people import StaffError
from tests.bot.console import triage
from tests.bot.console.triage import TRIAGE
from tests.bot.console.visitor import ConsoleUnderTest
from tests.servers import Postgres


@pytest.fixture
def engine(postgres: Postgres) -> Iterator[Engine]:
    """A database with one triage."""
    engine = connect(postgres.new_database())
    schema.upgrade(engine)
    triage.hold(engine)
    yield engine
    engine.dispose()


def test_somebody_is_found_read_judged_and_counted(console: ConsoleUnderTest) -> None:
    lead, name = console("lead"), Addresses("k" * 32).cover(TRIAGE)
    asked = "text=HAPPY+pills&cause=iron_deficiency&medicine=sertraline&minutes_from=1&since=2026-03-10"
    for found in (asked, "whole=yes&text=evening"):
        assert f'href="/conversations/{name}"' in lead.page(f"/queue?{found}")
    assert "What came out" in lead.page(f"/conversations/{TRIAGE}")
    nothing = dict.fromkeys(("cause", "urgency", "assigned_to", "follow_up"), "")
    said = {"verdict": "agree", "note": "Rang her.", "tags": "iron", "last_review": "0", "last_event": "1"}
    assert lead.post(f"/conversations/{TRIAGE}/review", {**nothing, **said}).status_code == 302
    assert lead.post(f"/conversations/{TRIAGE}/review", {**nothing, **said}).status_code == 409
    corrected = {"message_id": "m5", "about": "known_low_iron", "means": "yes"}
    assert lead.post(f"/conversations/{TRIAGE}/correction", corrected).status_code == 302
    page = lead.page("/reviews")
    assert "100 % of 1" in page
    assert "mumble" in page
    assert lead.get("/queue?text=%27+OR+1%3D1+--").status_code == 200


def test_what_no_database_can_be_asked_for_is_refused(console: ConsoleUnderTest) -> None:
    lead = console("lead")
    for path in ("/conversations/a%00b", "/privacy/receipts/a%00b", "/alerts/a%00b"):
        assert lead.get(path).status_code == 404, path
    assert lead.get("/queue?text=a%00b&cause=%00&tag=%ED%A0%80").status_code == 400
    lead.page(f"/conversations/{TRIAGE}")
    nothing = dict.fromkeys(("verdict", "cause", "urgency", "assigned_to", "follow_up"), "")
    seen = {"last_review": "0", "last_event": str(10**30)}
    refused = lead.post(f"/conversations/{TRIAGE}/review", {**nothing, **seen, "note": "\0"})
    assert refused.status_code == 400
    corrected = {"message_id": "m5\0", "about": "known_low_iron", "means": "yes"}
    assert lead.post(f"/conversations/{TRIAGE}/correction", corrected).status_code == 404
    typed = {"message_id": "m5", "about": "medications", "typed": "a\0b"}
    assert lead.post(f"/conversations/{TRIAGE}/correction", typed).status_code == 302
    assert lead.post(f"/conversations/{TRIAGE}/hold", {"reason": "a\0b"}).status_code == 400
    redacted = {"message_id": "m5\0", "words": "mumble", "kind": "other"}
    assert lead.post(f"/conversations/{TRIAGE}/redact", redacted).status_code == 400


def test_of_two_who_add_the_same_name_at_once_one_is_told(engine: Engine) -> None:
    def hire() -> None:
        with writing(engine).begin() as connection:
            personnel.hire(connection, "bea", "anna", "viewer", inbox.now())

    with ThreadPoolExecutor(1) as bea:
        with writing(engine).begin() as connection:
            personnel.hire(connection, "ann", "anna", "viewer", inbox.now())
            second = bea.submit(hire)
        with pytest.raises(StaffError, match="somebody called anna already"):
            second.result()
