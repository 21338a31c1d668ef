"""Who comes by a link from a messenger: they go on where they stood, once; everybody else begins anew."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.transcripts.handover import issue
from tests.bot.toy import serving
from tests.bot.transcripts.conversation import YES, new_store, say
from tests.bot.visitor import Reply, Visitor, ask

OVER = {"text": "That link is over."}
GREETING = {"id": 0, "text": "Hello there.", "buttons": [{"id": "begin", "title": "Begin"}]}


@dataclass
class Clinic:
    """A server, and the database in which messengers' conversations are as well."""

    address: str
    database: str

    def link_of(self, conversation: str) -> str:
        """The code that somebody in this conversation is given, who has agreed and said two things."""

        async def talk() -> str | None:
            store = new_store(self.database)
            await say(store, "yes", YES, conversation=conversation)
            await say(store, "at night", conversation=conversation)
            return await issue(store, conversation)

        return str(asyncio.run(talk()))

    def come(self, code: object, message_id: str | None = None, **headers: str) -> Reply:
        """Open the page by a link."""
        body = {"from": code, **({"message_id": message_id} if message_id else {})}
        return ask(self.address, "POST", "/chat/conversations", body, **headers)


@pytest.fixture(scope="module")
def clinic(toy_project: Path, toy_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    database = f"sqlite:///{tmp_path_factory.mktemp('links')}/conversations.db"
    with serving(toy_project, toy_model, database) as (address, _):
        yield Clinic(address, database)


def test_a_link_carries_over_what_was_said_and_the_conversation_goes_on(clinic: Clinic) -> None:
    came = clinic.come(clinic.link_of("tg:1"))
    assert (came.status, came.body["carried"], came.body["messages"]) == (201, True, [])
    patient = Visitor(clinic.address, came.body["token"])
    said = [each["text"] for each in patient.history().body["messages"]]
    assert said == ["yes", "I see: yes", "at night", "I see: at night"]
    assert patient.say("hello").texts == ["Hello"]
    assert patient.forget().status == 204


@pytest.mark.parametrize("code", ["", "forged", "x" * 50_000, "\N{PILE OF POO}", "../../etc/passwd"])
def test_a_forged_link_is_one_kind_line_and_a_fresh_start(clinic: Clinic, code: str) -> None:
    came = clinic.come(code)
    assert (came.status, came.body["carried"], came.body["messages"]) == (201, False, [OVER, GREETING])
    fresh = Visitor(clinic.address, came.body["token"])
    assert fresh.history().body["messages"] == []
    assert fresh.press("begin").status == 200


def test_a_used_link_is_over_for_anybody_else(clinic: Clinic) -> None:
    code = clinic.link_of("tg:2")
    patient = Visitor(clinic.address, clinic.come(code, "mine").body["token"])
    assert clinic.come(code, "a-thief").body["messages"] == [OVER, GREETING]
    assert clinic.come(code).body["carried"] is False
    assert len(patient.history().body["messages"]) == 4


def test_who_lost_the_answer_on_the_way_asks_again_with_the_same_id(clinic: Clinic) -> None:
    code = clinic.link_of("tg:3")
    first, second = (clinic.come(code, "mine") for _ in range(2))
    ids = {Visitor(clinic.address, each.body["token"]).conversation for each in (first, second)}
    assert second.body["carried"]
    assert len(ids) == 1


@pytest.mark.parametrize("code", [None, 7, ["a"], {"a": 1}, True])
def test_what_is_no_code_is_refused(clinic: Clinic, code: object) -> None:
    assert clinic.come(code).status == 400


def test_a_link_cannot_be_posted_by_a_form_or_from_a_foreign_website(clinic: Clinic) -> None:
    assert clinic.come("x", Content_Type="text/plain").status == 415
    assert clinic.come("x", Origin="https://evil.example").status == 403


def test_who_tries_code_after_code_is_asked_to_wait(
    toy_project: Path, toy_model: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/x.db"
    with serving(toy_project, toy_model, database, settings={"rate_address": "5/hour"}) as (address, _):
        guesses = [Clinic(address, database).come(f"guess {number}") for number in range(7)]
        assert [each.status for each in guesses] == [201] * 5 + [429] * 2
        assert int(guesses[-1].headers["retry-after"]) > 0


def test_while_the_database_is_away_a_link_is_not_used_up(clinic: Clinic) -> None:
    code = clinic.link_of("tg:4")
    store = new_store(clinic.database)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE answers RENAME TO away")
    assert clinic.come(code, "mine").status == 503
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO answers")
    assert clinic.come(code, "mine").body["carried"]
