"""What staff read: that something happened and where to look, and nothing of the patient's."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.alerts.notice import notice
from bot.alerts.slack import text
from bot.settings import Settings
from bot.transcripts.outbox import KINDS, Alert

AT = datetime(2026, 3, 4, 2, 12, tzinfo=timezone.utc)


def alert(kind: str = "emergency") -> Alert:
    return Alert(7, "q1w2e3", kind, "slack", AT, tries=0)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words(kind: str) -> None:
    assert notice(alert(kind), Settings.parse_obj({})).says.startswith("A patient")


def test_the_link_leads_to_the_console_and_names_no_conversation() -> None:
    clinic = Settings.parse_obj({"staff_address": "https://staff.clinic.example"})
    assert notice(alert(), clinic).link == "https://staff.clinic.example/alerts/q1w2e3"


def test_a_clinic_without_a_console_is_told_the_reference() -> None:
    assert notice(alert(), Settings.parse_obj({})).link is None
    assert text(notice(alert(), Settings.parse_obj({}))).endswith("\nReference: q1w2e3")


def test_slack_shows_the_time_as_each_readers_clock_has_it() -> None:
    said = text(notice(alert(), Settings.parse_obj({})))
    assert f"<!date^{int(AT.timestamp())}^{{date_short_pretty}}, {{time}}|2026-03-04 02:12 UTC>" in said


def test_a_clinics_name_is_text_in_slack_too() -> None:
    clinic = Settings.parse_obj({"clinic_name": "Smith & <!channel>"})
    assert text(notice(alert(), clinic)).startswith("*Smith &amp; &lt;!channel&gt;*")
