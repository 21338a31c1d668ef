"""A clinic of some years: 10,000 conversations, in patients' own words, as the bot would have left them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.knowledge.loader import load
from bot.language.learned.labelled import load_labelled
from bot.settings import ROOT
from bot.transcripts import schema
from bot.transcripts.database import writing
from bot.transcripts.review import findings
from bot.transcripts.review.tables import FINDINGS, TAGS
from bot.transcripts.tables import CONVERSATIONS, EVENTS, MESSAGES

CONVERSATIONS_HELD = 10_000
EVENTS_EACH = 30
MESSAGES_EACH = 5
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

_BATCH = 500
_STATES = ("finished", "finished", "finished", "abandoned", "emergency", "open")
_URGENCIES = ("routine", "soon", "soon", "same_day", "emergency", None)
_SAID = "Thank you. Do you get an urge to move your legs when you sit or lie still in the evening?"

Rows = list[dict[str, Any]]


def fill(engine: Engine) -> None:
    """Put them all into an empty database."""
    schema.upgrade(engine)
    known = load(cache=ROOT / ".cache")
    replies = load_labelled(ROOT / "data" / "replies", known, ("seventh", "sixth", "third"))
    words = [one.reply.text for one in replies]
    chance = Random(7)
    for first in range(0, CONVERSATIONS_HELD, _BATCH):
        numbers = range(first, first + _BATCH)
        with writing(engine).begin() as connection:
            connection.execute(sa.insert(CONVERSATIONS), [_conversation(each, chance) for each in numbers])
            connection.execute(
                sa.insert(MESSAGES), [row for each in numbers for row in _messages(each, words, chance)]
            )
            connection.execute(sa.insert(EVENTS), [row for each in numbers for row in _events(each)])
            connection.execute(
                sa.insert(FINDINGS), [row for each in numbers for row in _found(each, known.causes, chance)]
            )
            connection.execute(
                sa.insert(TAGS), [{"conversation": _id(each), "tag": f"tag {each % 20}"} for each in numbers]
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _id(number: int) -> str:
    return f"web:{number}"


def _conversation(number: int, chance: Random) -> dict[str, Any]:
    last = NOW - timedelta(minutes=number * 53)
    urgency = chance.choice(_URGENCIES)
    return {
        "id": _id(number),
        "channel": chance.choice(("website", "website", "telegram")),
        "started_at": last - timedelta(minutes=chance.randint(1, 40)),
        "last_at": last,
        "turns": MESSAGES_EACH,
        "missed": chance.choice((0, 0, 0, 1, 2)),
        "state": chance.choice(_STATES),
        "urgency": urgency,
        "rank": findings.rank(urgency),
        "last_question": chance.choice(("age", "gi_bleeding", "medications")),
        "reviewed": number > 300,
        "assigned_to": chance.choice((None, "ann", "bea")),
        "last_event": (number + 1) * EVENTS_EACH,
    }


def _messages(number: int, words: list[str], chance: Random) -> Iterator[dict[str, Any]]:
    at = NOW - timedelta(minutes=number * 53)
    for place in range(MESSAGES_EACH):
        text = "yes" if place == 0 else chance.choice(words)
        named = {"conversation": _id(number), "message_id": f"m{place}", "text": text, "tries": 1}
        yield {**named, "received_at": at, "answered_at": at, "delivered_at": at, "reply": [{"text": _SAID}]}


def _events(number: int) -> Iterator[dict[str, Any]]:
    kinds = ("user", "bot", "action", "slot", "slot", "user_featurization")
    for place in range(EVENTS_EACH):
        kind = kinds[place % len(kinds)]
        data = json.dumps({"event": kind, "text": _SAID, "parse_data": {"text": _SAID * 3}})
        yield {"sender_id": _id(number), "type_name": kind, "timestamp": 0.0, "data": data}


def _found(number: int, causes: Mapping[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    named = {"conversation": _id(number)}
    for cause in chance.sample(sorted(causes), 4):
        yield {**named, "kind": "cause", "name": cause}
    for medicine in chance.sample(("sertraline", "iron_supplement", "cetirizine", "amlodipine"), 2):
        yield {**named, "kind": "medicine", "name": medicine}
    yield {**named, "kind": "pregnant", "name": chance.choice(("no", "no", "no", "yes"))}
    if number % 9 == 0:
        yield {**named, "kind": "red_flag", "name": "chest_pain_breathless"}
