"""A review stays as it was written, whoever has the database before them; on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.transcripts import links
from bot.transcripts.privacy.erasure import erase
from bot.transcripts.privacy.receipts import PATIENT
from bot.transcripts.review import reviews
from bot.transcripts.review.reviews import Judgement, Review
from tests.bot.transcripts.privacy.test_erasure import residue
from tests.bot.transcripts.review.clinic import NOON, Clinic

NOTE = "50 % of [what] she_said? *Rang* Eva Müller!"
FROM, TO = "telegram:1", "web:new"

_OTHERS = "person, at, conversation, note, tags, done"
WAYS_ROUND = {
    "sqlite": [
        f"INSERT OR REPLACE INTO reviews (id, {_OTHERS}) SELECT id, {_OTHERS} FROM reviews",
        f"REPLACE INTO reviews (id, {_OTHERS}) SELECT id, {_OTHERS} FROM reviews",
    ],
    "postgresql": [
        f"INSERT INTO reviews (id, {_OTHERS}) SELECT id, {_OTHERS} FROM reviews"
        " ON CONFLICT (id) DO UPDATE SET verdict = 'agree'",
        "TRUNCATE reviews",
        "TRUNCATE conversations CASCADE",
    ],
}


@pytest.fixture
def reviewed(clinic: Clinic) -> Clinic:
    """A clinic in which one conversation has a review."""
    clinic.conversation(FROM, last_event=7)
    judgement = Judgement("over_triage", urgency="soon", note=NOTE, tags=("eva", "iron"), done=True)
    with clinic.writer.begin() as connection:
        reviews.add(connection, FROM, "ann", judgement, (0, 7), NOON)
    return clinic


def by_hand(clinic: Clinic, statement: str, **values: Any) -> None:
    with clinic.writer.begin() as connection:
        connection.execute(sa.text(statement), values)


def refused(clinic: Clinic, statement: str, **values: Any) -> bool:
    """Whether the database does not let somebody do this, and nothing has come of it."""
    before = stored(clinic)
    with pytest.raises(sa.exc.DatabaseError, match="reviews are only added to"):
        by_hand(clinic, statement, **values)
    return stored(clinic) == before


def stored(clinic: Clinic, conversation: str = FROM) -> list[Review]:
    with clinic.engine.connect() as connection:
        return reviews.history(connection, conversation)


@pytest.mark.parametrize(
    "change",
    [
        "person = 'bea'",
        "at = '2026-01-01 00:00:00'",
        "verdict = 'agree'",
        "verdict = NULL",
        "cause = 'pregnancy'",
        "urgency = NULL",
        "assigned_to = 'bea'",
        "follow_up = '2026-01-01'",
        "done = NOT done",
        "id = id + 1",
    ],
)
def test_what_was_judged_cannot_be_changed(reviewed: Clinic, change: str) -> None:
    assert refused(reviewed, f"UPDATE reviews SET {change}")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Rang her.",
        NOTE.lower(),
        NOTE.replace("Eva", "Ann"),
        NOTE.replace("?", "x"),
        NOTE.replace("_", "x"),
        NOTE + "!",
        f"She said: {NOTE}",
        NOTE.replace("Eva Müller", "[redacted] Meier"),
        NOTE.replace("50 %", "[Redacted]"),
    ],
)
def test_a_note_cannot_be_rewritten(reviewed: Clinic, note: str) -> None:
    assert refused(reviewed, "UPDATE reviews SET note = :note", note=note)


@pytest.mark.parametrize("words", ["Eva Müller", "50 %", "[what]", "she_said?", "*Rang*", NOTE])
def test_words_can_be_taken_out_of_it(reviewed: Clinic, words: str) -> None:
    cleared = NOTE.replace(words, "[redacted]")
    by_hand(reviewed, "UPDATE reviews SET note = :note", note=cleared)
    assert [each.judgement.note for each in stored(reviewed)] == [cleared]
    assert refused(reviewed, "UPDATE reviews SET note = :note", note=NOTE)


def test_tags_neither(reviewed: Clinic) -> None:
    assert refused(reviewed, """UPDATE reviews SET tags = '["iron"]'""")


@pytest.mark.parametrize("which", ["DELETE FROM reviews", "DELETE FROM reviews WHERE person = 'ann'"])
def test_none_can_be_taken_away(reviewed: Clinic, which: str) -> None:
    assert refused(reviewed, which)


def test_no_way_round_that_is_open_either(reviewed: Clinic) -> None:
    for statement in WAYS_ROUND[reviewed.engine.dialect.name]:
        assert refused(reviewed, statement), statement


def test_none_can_be_hung_on_another_conversation(reviewed: Clinic) -> None:
    reviewed.conversation("web:other", last_event=8)
    assert refused(reviewed, "UPDATE reviews SET conversation = 'web:other'")


def test_they_go_along_where_a_patient_goes_on(reviewed: Clinic) -> None:
    before = stored(reviewed)
    with reviewed.writer.begin() as connection:
        links.add(connection, "secret", FROM, NOON + timedelta(hours=1))
        assert links.follow(connection, "secret", "me", TO, NOON) == TO
    assert (stored(reviewed), stored(reviewed, TO)) == ([], before)
    assert refused(reviewed, "UPDATE reviews SET verdict = 'agree'")


def test_they_go_with_their_conversation_and_leave_nothing(reviewed: Clinic) -> None:
    reviewed.conversation("web:stays", last_event=8)
    with reviewed.writer.begin() as connection:
        reviews.add(connection, "web:stays", "bea", Judgement("agree"), (0, 8), NOON)
    receipt = erase(reviewed.engine, FROM, False, PATIENT, NOON)
    assert receipt
    assert receipt.rows["reviews"] == 1
    assert residue(reviewed, "Müller") == []  # type: ignore[arg-type]
    assert len(stored(reviewed, "web:stays")) == 1
