"""What staff ask about a conversation, read off its tracker: where it stands, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.transcripts.events import Row
from bot.transcripts.kept import HISTORY, NOT_UNDERSTOOD, KeptTracker, history
from bot.transcripts.review import findings
from bot.transcripts.review.findings import Finding

CONSENT = "consent"
"""The slot that says whether the conversation may be stored: `yes`, `no` or not yet known."""

ASSESSMENT = "assessment"
STATES = {"emergency": "emergency", "finished": "finished", "call": "finished"}
"""The stages of a conversation that staff tell apart; any other is open."""


def consents(tracker: DialogueStateTracker) -> bool:
    """Whether what is said may be stored."""
    return bool(_slot(tracker, CONSENT) == "yes")


def summary(tracker: DialogueStateTracker, now: datetime, knowledge: str | None = None) -> dict[str, Any]:
    """The columns of a conversation that a turn may change.

    `knowledge` is the version in use; a conversation with an assessment keeps the one it was made with.
    """
    state, assessment = _object(tracker, HISTORY), _object(tracker, ASSESSMENT)
    return {
        "last_at": now,
        "state": STATES.get(str(state.get("stage")), "open"),
        "urgency": assessment.get("urgency"),
        "last_question": state.get("open"),
        "knowledge": (assessment.get("versions") or {}).get("knowledge") or knowledge,
        "consent": _slot(tracker, CONSENT),
    }


def new_code(tracker: DialogueStateTracker, rows: Iterable[Row]) -> str | None:
    """The code of the chat, in the turn in which the patient agreed to have it kept."""
    agreed = any(row["type_name"] == SlotSet.type_name and row["action_name"] == CONSENT for row in rows)
    return _object(tracker, HISTORY).get("code") if agreed else None


def turns(rows: Iterable[Row]) -> int:
    """How many of the patient's messages are among these events."""
    return sum(row["type_name"] == UserUttered.type_name for row in rows)


def missed(rows: Iterable[Row]) -> int:
    """How many times the patient was asked to put it otherwise."""
    return sum(row["action_name"] in NOT_UNDERSTOOD for row in rows)


def found(tracker: DialogueStateTracker) -> frozenset[Finding]:
    """What staff look for a conversation by."""
    return findings.findings(_object(tracker, ASSESSMENT), history(tracker))


def new_answers(tracker: KeptTracker, rows: Iterable[Row], now: datetime) -> list[dict[str, Any]]:
    """Answers given, amended or taken back since the last that were stored."""
    before, after = tracker.saved_history, history(tracker)
    turn = int(_object(tracker, HISTORY).get("turn") or 0)
    new_session = any(row["type_name"] == SessionStarted.type_name for row in rows)
    if before and (new_session or after[: len(before)] != before):
        entries = [*_standing(before), *after]
    else:
        entries = after[len(before) :]
    return [{"conversation": tracker.sender_id, "at": now, **_answer(entry, turn)} for entry in entries]


def _standing(entries: list[Any]) -> Iterator[str]:
    """The questions that stand answered. A bare id takes the answer back."""
    standing = {_answer(entry, 0)["question"]: not isinstance(entry, str) for entry in entries}
    return (question for question, answered in standing.items() if answered)


def _answer(entry: Any, turn: int) -> dict[str, Any]:
    if isinstance(entry, str):
        return {"question": entry, "value": None, "origin": None, "turn": turn}
    return {key: entry[key] for key in ("question", "value", "origin", "turn")}


def _object(tracker: DialogueStateTracker, name: str) -> Mapping[str, Any]:
    value = _slot(tracker, name)
    return value if isinstance(value, dict) else {}


def _slot(tracker: DialogueStateTracker, name: str) -> Any:
    slot = tracker.slots.get(name)
    return slot.value if slot is not None else None
