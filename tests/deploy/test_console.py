"""The staff's console: on one machine in sight of nobody else, on several for the clinic's own networks."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.console.app import create_app
from bot.console_settings import DEFAULT_PORT
from bot.errors import SettingsError
from bot.settings import Settings, settings
from bot.transcripts.database import connect
from tests.deploy.files import CONSOLE as MANIFEST
from tests.deploy.files import DEPLOY, added, compose, documents, manifests
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


KINDS = added(MANIFEST)
POD = KINDS["Deployment"]["spec"]["template"]
CONTAINER = POD["spec"]["containers"][0]


def test_in_kubernetes_it_is_the_bots_image_with_the_bots_settings() -> None:
    bot = manifests()["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    told = {each["name"]: each["value"] for each in CONTAINER["env"]}
    assert (CONTAINER["image"], CONTAINER["args"]) == (bot["image"], ["console"])
    assert CONTAINER["volumeMounts"] == bot["volumeMounts"]
    assert told == {**{each["name"]: each["value"] for each in bot["env"]}, "RLS_CONSOLE_HOST": "0.0.0.0"}
    assert CONTAINER["ports"][0]["containerPort"] == DEFAULT_PORT


def test_labels_lead_to_the_console_and_never_to_a_bot() -> None:
    labels, bots = POD["metadata"]["labels"], manifests()["Service"]["spec"]["selector"]
    assert labels != bots
    assert KINDS["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert KINDS["Service"]["spec"]["selector"] == labels
    assert KINDS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    (path,) = KINDS["Ingress"]["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"]["name"] == KINDS["Service"]["metadata"]["name"]
    assert KINDS["Service"]["spec"]["ports"][0]["targetPort"] == CONTAINER["ports"][0]["name"]


def test_staff_come_over_tls_to_a_host_of_their_own_from_the_clinics_networks() -> None:
    spec, patients = KINDS["Ingress"]["spec"], manifests()["Ingress"]["spec"]
    assert spec["tls"][0]["hosts"] == [rule["host"] for rule in spec["rules"]]
    assert not {rule["host"] for rule in spec["rules"]} & {rule["host"] for rule in patients["rules"]}
    annotations = KINDS["Ingress"]["metadata"]["annotations"]
    (allowed,) = [value for name, value in annotations.items() if name.endswith("/whitelist-source-range")]
    assert all(ip_network(each).is_private for each in allowed.split(","))


def test_it_reaches_the_database_and_names_and_nothing_else() -> None:
    ports = [port["port"] for rule in KINDS["NetworkPolicy"]["spec"]["egress"] for port in rule["ports"]]
    assert ports == [53, 53, 5432]
    (within,) = KINDS["NetworkPolicy"]["spec"]["ingress"]
    assert within["ports"] == [{"protocol": "TCP", "port": CONTAINER["ports"][0]["containerPort"]}]


def test_its_probes_are_answered_whatever_address_its_pod_has(tmp_path: Path) -> None:
    example = yaml.safe_load(manifests()["Secret"]["stringData"]["settings.yml"])
    told = {"console_host": "0.0.0.0", "staff_address": "https://staff.example.org", "secret_key": "k" * 64}
    app = create_app(Settings.parse_obj({**example, **told}), connect(f"sqlite:///{tmp_path}/no.db"))
    for name in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = CONTAINER[name]["httpGet"]
        headers = [(each["name"], each["value"]) for each in asked["httpHeaders"]]
        assert app.test_client().get(asked["path"], headers=headers).status_code == 200
    by_address = {"Host": "10.0.0.7:5006"}
    assert app.test_client().get("/sign-in", headers=by_address).status_code == 400
