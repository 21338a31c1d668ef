"""Forgetting lasts: after a restart, and on every bot that shares the database."""

from __future__ import annotations

from pathlib import Path

from tests.bot.toy import serving
from tests.bot.visitor import Visitor


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
