"""The staff's console on one machine: as closed as the rest, and in sight of nobody but this machine."""

from __future__ import annotations

import jsonschema
import pytest

from bot.errors import SettingsError
from bot.settings import settings
from tests.deploy.files import DEPLOY, compose, documents
from tests.deploy.schemas import COMPOSE

ADDED = documents(DEPLOY / "compose.console.yml")[0]
CONSOLE = ADDED["services"]["console"]


def test_beside_the_rest_it_is_what_compose_reads() -> None:
    rest = compose()
    both = {
        **rest,
        "services": {**rest["services"], **ADDED["services"]},
        "networks": {**rest["networks"], **ADDED["networks"]},
    }
    jsonschema.validate(both, COMPOSE)


def test_it_is_as_closed_as_a_bot_and_waits_for_the_same() -> None:
    bot = compose()["services"]["bot1"]
    for name in ("image", "read_only", "security_opt", "cap_drop", "init", "secrets", "depends_on"):
        assert CONSOLE[name] == bot[name]
    assert CONSOLE["deploy"]["resources"]["limits"]


def test_only_this_machine_reaches_it() -> None:
    assert CONSOLE["ports"] == ["127.0.0.1:5006:5006"]


def test_without_the_address_staff_use_it_does_not_start() -> None:
    told = {"RLS_CONSOLE_HOST": CONSOLE["environment"]["RLS_CONSOLE_HOST"]}
    with pytest.raises(SettingsError, match="RLS_STAFF_ADDRESS"):
        settings(told, DEPLOY)
    settings({**told, "RLS_STAFF_ADDRESS": "https://staff.clinic.example"}, DEPLOY)


def test_a_bots_container_starts_none_of_its_own() -> None:
    assert "RLS_CONSOLE=off" in (DEPLOY / "Dockerfile").read_text("utf-8")
