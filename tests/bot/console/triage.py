"""A whole triage as the bot would have left it, with everything a page about it has to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.knowledge.loader import load
from bot.knowledge.values import plain
from bot.language.interpretation import Interpretation
from bot.settings import ROOT
from bot.transcripts.database import writing
from bot.transcripts.review import findings
from bot.transcripts.tables import ANSWERS, CONVERSATIONS, EVENTS, MESSAGES
from bot.triage.assessment import assess

TRIAGE = "web:triage"
WHEN = datetime(2026, 3, 10, 21, 5, tzinfo=timezone.utc)
LONG = "x" * 2000
ARABIC = "رجلي تؤلمني"
EVENING = [{"title": "Yes", "payload": "Yes"}, {"title": "No", "payload": "No"}]

SAID: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("yes", "Is it worse in the evening?", {"question": "consent", "value": "yes"}),
    ("Yes", "How old are you?", {"question": "evening_worse", "value": "yes", "pressed": True}),
    ("47, my name is Bob Smith, call 086 123 4567", "Any medicines?", {"question": "age", "value": 47}),
    (
        "the happy pills, sertraline",
        "Noted.",
        {"question": "medications", "value": ("sertraline",), "also": {"heavy_periods": "yes"}},
    ),
    ("sorry, I am 74", "Changed.", {"question": "known_low_iron", "also": {"age": 74}, "amends": True}),
    (
        "mumble <script>alert(1)</script>",
        "Sorry?",
        {"question": "known_low_iron", "intent": "off_topic", "confidence": 0.31},
    ),
    (LONG, "Thank you.", {"question": "known_low_iron", "intent": "off_topic"}),
    (ARABIC, "That was all.", {"question": "known_low_iron", "intent": "other_language"}),
)
ANSWERED: tuple[tuple[str, Any], ...] = (
    ("evening_worse", "yes"),
    ("age", 47),
    ("medications", ("sertraline",)),
    ("heavy_periods", "yes"),
    ("age", 74),
    ("urge_to_move", "yes"),
    ("rest_onset", "yes"),
    ("relief_with_movement", "yes"),
    ("sex", "female"),
)


def hold(engine: Engine, conversation: str = TRIAGE, **columns: Any) -> Mapping[str, Any]:
    """Put the triage into a database; gives its assessment."""
    assessment = assess(load(cache=ROOT / ".cache"), dict(ANSWERED)).to_json()
    with writing(engine).begin() as connection:
        _row(connection, conversation, assessment, columns)
        for number, said in enumerate(SAID):
            _turn(connection, conversation, number, *said)
        _answers(connection, conversation)
        _event(connection, conversation, "slot", {"name": "assessment", "value": assessment}, "assessment")
        given = [{"question": question, "value": plain(value)} for question, value in ANSWERED]
        findings.keep(connection, conversation, findings.findings(assessment, given))
    return assessment


def _row(
    connection: Connection, conversation: str, assessment: Mapping[str, Any], columns: Mapping[str, Any]
) -> None:
    row = {
        "id": conversation,
        "channel": "website",
        "started_at": WHEN,
        "last_at": WHEN + timedelta(minutes=len(SAID)),
        "turns": len(SAID),
        "missed": 2,
        "state": "finished",
        "urgency": assessment["urgency"],
        "last_event": 1,
        **columns,
    }
    connection.execute(sa.insert(CONVERSATIONS), {**row, "rank": findings.rank(row["urgency"])})


def _turn(
    connection: Connection, conversation: str, number: int, text: str, reply: str, heard: Mapping[str, Any]
) -> None:
    at, named = WHEN + timedelta(minutes=number), f"m{number}"
    whole = {"outcome": "answer", "intent": "answer", **heard}
    parsed = {"interpretation": Interpretation(text=text, **whole).to_json()}
    _event(connection, conversation, "user", {"text": text, "message_id": named, "parse_data": parsed})
    buttons = {"buttons": EVENING} if "evening" in reply else {}
    message = {"conversation": conversation, "message_id": named, "received_at": at, "text": text, "tries": 1}
    pressed = {"metadata": {"pressed": [text]} if heard.get("pressed") else None}
    answered = {"reply": [{"text": reply, **buttons}], "answered_at": at, "delivered_at": at}
    connection.execute(sa.insert(MESSAGES), {**message, **pressed, **answered})


def _answers(connection: Connection, conversation: str) -> None:
    rows: Iterable[Mapping[str, Any]] = (
        {
            "conversation": conversation,
            "question": question,
            "value": plain(value),
            "origin": "asked",
            "turn": number,
            "at": WHEN + timedelta(minutes=number),
        }
        for number, (question, value) in enumerate(ANSWERED)
    )
    connection.execute(sa.insert(ANSWERS), list(rows))


def _event(
    connection: Connection, conversation: str, kind: str, data: Mapping[str, Any], name: str | None = None
) -> None:
    row = {"sender_id": conversation, "type_name": kind, "action_name": name}
    connection.execute(sa.insert(EVENTS), {**row, "data": json.dumps(data, ensure_ascii=False)})
