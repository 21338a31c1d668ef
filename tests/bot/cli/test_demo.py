"""`rls-triage demo`: what it refuses, and what it says to type next."""

from __future__ import annotations

import pytest

from bot.cli import main
from bot.cli.demo import look_with


@pytest.mark.parametrize("number", ["0", "many", "5001", "-1"])
def test_a_crowd_that_cannot_be_is_refused(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--patients", number])
    assert ended.value.code == 2
    assert "from 1 to 5000" in capsys.readouterr().err


def test_what_to_type_next_is_what_was_typed_before_with_the_same_folder() -> None:
    told = look_with(".venv/bin/rls-triage", {"RLS_DATA_FOLDER": "var/my demo"})
    assert told.strip() == "RLS_DATA_FOLDER='var/my demo' .venv/bin/rls-triage console"


def test_who_came_another_way_is_told_the_name_of_the_command() -> None:
    assert look_with("/site/bot/cli/__main__.py", {}).strip() == "rls-triage console"


def test_an_address_with_a_password_is_not_repeated() -> None:
    told = look_with("rls-triage", {"RLS_DATABASE_URL": "postgresql://bot:canary@db/rls"})
    assert "RLS_DATABASE_URL" in told
    assert "canary" not in told
