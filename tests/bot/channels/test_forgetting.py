"""Forgetting lasts, on every bot that shares the database; who must be kept is told so."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.channels.forgetting import forget
from bot.transcripts import inbox
from bot.transcripts.database import connect, writing
from bot.transcripts.privacy import holds
from bot.transcripts.privacy.farewell import Farewell
from bot.transcripts.tables import CONVERSATIONS
from tests.bot.toy import serving
from tests.bot.transcripts.conversation import CONVERSATION
from tests.bot.transcripts.talking import Patient
from tests.bot.visitor import Visitor

COPY = "Slack has its own."


async def agreed(folder: Path) -> Patient:
    """Somebody who lets the chat be kept."""
    patient = Patient(f"sqlite:///{folder}/conversations.db")
    patient.bot.farewell = Farewell(lambda _number: "Erased.", "Nothing was kept.", "It must be kept.")
    await patient.say("yes")
    return patient


async def test_who_asks_for_it_in_a_messenger_hears_of_the_copy_there(tmp_path: Path) -> None:
    patient = await agreed(tmp_path)
    assert await forget(patient.bot, CONVERSATION, COPY) == f"Erased.\n{COPY}"
    assert await forget(patient.bot, CONVERSATION, COPY) == f"Nothing was kept.\n{COPY}"


async def test_who_must_be_kept_hears_of_no_copy_and_may_go_on(tmp_path: Path) -> None:
    patient = await agreed(tmp_path)
    with writing(patient.store.engine).begin() as connection:
        holds.place(connection, CONVERSATION, "court", "lena", inbox.now())
    assert await forget(patient.bot, CONVERSATION, COPY) == "It must be kept."
    assert await patient.say("hello") == ["I see: hello"]


def statuses(visitor: Visitor) -> list[int]:
    """What every request with a token gets."""
    asked = [visitor.say("hello"), visitor.press("begin"), visitor.history(), visitor.forget()]
    return [each.status for each in (*asked, visitor.ask("POST", "/chat/token", {}))]


def test_what_one_bot_has_forgotten_no_other_takes_up_and_no_restart_either(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    one, other = (serving(toy_project, toy_model, database) for _ in range(2))
    with one as (here, _), other as (there, _):
        patients = [Visitor.of(here) for _ in range(3)]
        for patient, texts in zip(patients, ([], ["hello"], ["hello", "yes"]), strict=True):
            for text in texts:
                assert Visitor(there, patient.token).say(text).status == 200
            assert patient.forget().status == 204
        everywhere = [*patients, *(Visitor(there, patient.token) for patient in patients)]
        assert [statuses(each) for each in everywhere] == [[401] * 5] * 6
    with serving(toy_project, toy_model, database) as (again, _):
        assert [statuses(Visitor(again, patient.token)) for patient in patients] == [[401] * 5] * 3
        assert Visitor.of(again).say("hello").status == 200


def test_what_must_be_kept_is_not_erased_and_the_patient_is_told(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/conversations.db"
    with serving(toy_project, toy_model, database) as (here, _):
        patient = Visitor.of(here)
        for text in ("hello", "yes"):
            assert patient.say(text).status == 200
        engine = connect(database)
        with writing(engine).begin() as connection:
            (conversation,) = connection.execute(sa.select(CONVERSATIONS.c.id)).scalars()
            holds.place(connection, conversation, "court", "lena", inbox.now())
        answer = patient.forget()
        assert (answer.status, "must keep" in answer.body["error"]) == (409, True)
        assert "Call 555 0100." in answer.body["error"]
        assert patient.say("hello").status == 200
        engine.dispose()
