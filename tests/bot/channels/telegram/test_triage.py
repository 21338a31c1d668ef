"""A whole triage in Telegram with the real bot, and an outage in the middle of it."""

from __future__ import annotations

import json
from pathlib import Path

import sqlalchemy as sa

from bot.transcripts.database import connect
from tests.bot.channels.telegram.conftest import PAGE
from tests.bot.channels.telegram.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.browser.serving import bot
from tests.vendor import Answer

AWAY = Answer({"ok": False, "error_code": 502, "description": "Bad Gateway"}, 502)

CRITERIA = ["urge_to_move", "rest_onset", "relief_with_movement", "evening_worse"]

FREELY = {"age": "47", "medications": "none", "duration_months": "2 years"}
"""What is typed; everything else is tapped."""

MOST_TURNS = 60
OUTAGE_AT, TRIES = 8, 6
"""Half a minute: in earnest, six tries that fail take 30.5 seconds."""


class Triage:
    """Somebody with restless legs and nothing else, who taps what they can."""

    def __init__(self, person: Person, database: str) -> None:
        self.person = person
        self.database = database

    def asked(self) -> dict[str, object]:
        """The last message of the bot's that tells programs something, from what is stored."""
        query = sa.text("SELECT reply FROM messages WHERE conversation = :of ORDER BY id DESC LIMIT 1")
        with connect(self.database).connect() as connection:
            row = connection.execute(query, {"of": self.person.conversation}).first()
        said = json.loads(row.reply) if row and isinstance(row.reply, str) else (row.reply if row else [])
        customs: list[dict[str, object]] = [each["custom"] for each in said if each.get("custom")]
        return customs[-1] if customs else {}

    def answer(self) -> None:
        """Answer what is asked."""
        before, question = len(self.person.texts), str(self.asked().get("id"))
        if question in FREELY:
            self.person.say(FREELY[question])
        else:
            titles = self.person.last.titles
            wanted = ["Yes"] if question in CRITERIA else ["None of these", "No", "I take none", "Not sure"]
            self.person.tap(next(title for title in [*wanted, *titles] if title in titles))
        self.person.telegram.until(lambda: len(self.person.texts) > before and self.person.last.rows)


def test_a_whole_triage_with_an_outage_in_the_middle(tmp_path: Path) -> None:
    with FakeTelegram() as telegram:
        opened = {"RLS_TELEGRAM_TOKEN": TOKEN, "RLS_TELEGRAM_SECRET": SECRET, "RLS_PUBLIC_ADDRESS": PAGE}
        with bot(tmp_path, RLS_TELEGRAM_API=telegram.address, **opened) as address:
            ann = Person.of(telegram, address)
            triage = Triage(ann, f"sqlite:///{tmp_path}/data/transcripts.db")
            ann.say("/start")
            assert "Open our web page" in ann.hears("Telegram has made no promise").titles
            ann.tap("Yes")
            telegram.until(lambda: len(ann.texts) > 3 and ann.last.rows)
            for turn in range(MOST_TURNS):
                if triage.asked().get("kind") == "assessment":
                    break
                if turn == OUTAGE_AT:
                    telegram.next(*[AWAY] * TRIES, method="sendMessage")
                triage.answer()
            closing = ann.hears("Please talk to a doctor or nurse")
    assert triage.asked()["kind"] == "assessment"
    assert closing.rows[-1][0]["url"].startswith(f"{PAGE}/chat/?from=")
    assert not [text for text in ann.texts if "fits the pattern" in text]
    assert len([call for call in telegram.of("sendMessage") if call.got is AWAY]) == TRIES
    refused = [call for call in telegram.of() if call.got.status == 400]
    assert refused == []
