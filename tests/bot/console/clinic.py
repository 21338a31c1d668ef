"""A small clinic with a few conversations, each as a turn of the bot would have left it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rasa.shared.core.events import Event, SlotSet

from bot.knowledge.loader import load
from bot.settings import ROOT
from bot.triage.assessment import assess
from tests.bot.transcripts.conversation import YES, answers, new_store, say, stands

OPEN, EMERGENCY, FINISHED = "web:open", "web:emergency", "telegram:4711"
"""The conversations of the small clinic."""

HOSTILE = "<script>alert('legs')</script> & café"
"""What the patient of the open conversation wrote."""

IN_DANGER = {"age": 61, "chest_pain_breathless": "yes"}
WELL = {
    "age": 47,
    "sex": "female",
    "urge_to_move": "yes",
    "rest_onset": "yes",
    "relief_with_movement": "yes",
    "evening_worse": "yes",
    "heavy_periods": "yes",
}
"""What the other two answered."""


def found(path: Path) -> Path:
    """A database of the clinic's in a file to be copied."""
    # In a thread of its own: a browser may keep a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _talk(f"sqlite:///{path}")).result()
    return path


def copied(clinic: Path, to: Path) -> str:
    """The address of a copy."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(clinic) as connection:
        connection.execute("VACUUM INTO ?", [str(to)])
    return f"sqlite:///{to}"


async def _talk(address: str) -> None:
    store = new_store(address)
    await say(store, "yes", YES, conversation=OPEN)
    await say(store, HOSTILE, answers(("age", 47)), conversation=OPEN)
    await say(store, "yes", YES, conversation=EMERGENCY)
    await say(store, "my chest hurts", *assessed("emergency", IN_DANGER), conversation=EMERGENCY)
    await say(store, "yes", YES, conversation=FINISHED)
    await say(store, "no more", *assessed("finished", WELL), conversation=FINISHED)
    store.engine.dispose()


def assessed(stage: str, given: Mapping[str, Any]) -> tuple[Event, Event]:
    """The state in which a conversation has come to this stage with these answers."""
    found = assess(load(cache=ROOT / ".cache"), dict(given)).to_json()
    return stands(stage, None)[0], SlotSet("assessment", found)
