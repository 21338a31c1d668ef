"""One machine: every service closed, watched and limited, and nothing but the proxy in sight."""

from __future__ import annotations

import jsonschema
import pytest

from tests.deploy.files import DEPLOY, compose, documents
from tests.deploy.schemas import COMPOSE

SERVICES = sorted(compose()["services"])
BOTS = [name for name in SERVICES if name.startswith("bot")]


def test_the_file_is_what_compose_reads() -> None:
    jsonschema.validate(compose(), COMPOSE)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_may_write_or_gain_rights(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"]


def test_only_the_proxy_is_published_and_only_it_reaches_the_world() -> None:
    services, networks = compose()["services"], compose()["networks"]
    outward = {name for name in networks if not networks[name].get("internal")}
    assert [name for name in SERVICES if "ports" in services[name]] == ["proxy"]
    assert [name for name in SERVICES if outward & set(services[name]["networks"])] == ["proxy"]


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_is_well_when_it_is_ready_and_starts_on_a_database_that_fits(name: str) -> None:
    bot = compose()["services"][name]
    assert "http://127.0.0.1:5005/ready" in bot["healthcheck"]["test"][-1]
    assert bot["depends_on"]["upgrade"] == {"condition": "service_completed_successfully"}


def test_the_proxy_knows_every_bot_and_no_other() -> None:
    proxy = compose()["services"]["proxy"]
    lines = (DEPLOY / "nginx" / "bots.conf").read_text().splitlines()
    known = [line.split()[1].removesuffix(":5005") for line in lines if line.startswith("server ")]
    assert known == BOTS == sorted(proxy["depends_on"])
    assert all(
        after == {"condition": "service_healthy", "restart": True} for after in proxy["depends_on"].values()
    )


def test_every_secret_is_a_file_outside_what_is_kept() -> None:
    document = compose()
    used = {secret for service in document["services"].values() for secret in service.get("secrets", ())}
    assert used == set(document["secrets"])
    assert all(secret["file"].startswith("secrets/") for secret in document["secrets"].values())
    assert "secrets/" in (DEPLOY / ".gitignore").read_text().split()


def test_for_slack_and_telegram_every_bot_gets_a_way_out_and_nothing_else_changes() -> None:
    added = documents(DEPLOY / "compose.messengers.yml")[0]
    assert set(added) == {"services", "networks"}
    assert added["networks"] == {"vendors": {}}
    assert added["services"] == {name: {"networks": ["inside", "vendors"]} for name in BOTS}
