"""Several machines: every object spelt right, closed, watched and limited, and no private path in sight."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from tests.deploy.files import CONSOLE, DEPLOY, MESSENGERS, Document, added, documents, manifests, pods
from tests.deploy.schemas import KUBERNETES

FILES = sorted((DEPLOY / "kubernetes").glob("*.yml"))
BY_HAND = {"kustomization.yml", "secret.example.yml", "upgrade.yml", CONSOLE, MESSENGERS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_object_is_what_its_kind_asks_for(path: Path) -> None:
    for document in documents(path):
        jsonschema.validate(document, KUBERNETES[document["kind"]])


def test_a_misspelt_field_is_found() -> None:
    deployment = manifests()["Deployment"]
    deployment["spec"]["template"]["spec"]["containers"][0]["readinessProb"] = {}
    with pytest.raises(jsonschema.ValidationError, match="readinessProb"):
        jsonschema.validate(deployment, KUBERNETES["Deployment"])


def test_everything_is_applied_but_what_is_done_by_hand() -> None:
    applied = set(manifests()["Kustomization"]["resources"])
    assert applied == {path.name for path in FILES} - BY_HAND


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_no_pod_may_write_or_gain_rights(pod: Document) -> None:
    container = pod["containers"][0]["securityContext"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not pod["automountServiceAccountToken"]
    assert container["readOnlyRootFilesystem"]
    assert not container["allowPrivilegeEscalation"]
    assert container["capabilities"] == {"drop": ["ALL"]}


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_the_cluster_sets_no_variables_that_would_pass_for_settings(pod: Document) -> None:
    assert manifests()["Service"]["metadata"]["name"].startswith("rls-")
    assert pod["enableServiceLinks"] is False


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_the_settings_come_from_the_secret(pod: Document) -> None:
    container, secret = pod["containers"][0], manifests()["Secret"]
    path = Path(next(each["value"] for each in container["env"] if each["name"] == "RLS_SETTINGS"))
    mount = next(each for each in container["volumeMounts"] if each["mountPath"] == str(path.parent))
    volume = next(each for each in pod["volumes"] if each["name"] == mount["name"])
    assert volume["secret"]["secretName"] == secret["metadata"]["name"]
    assert path.name in secret["stringData"]


def paths(ingress: Document) -> list[Document]:
    """What an Ingress lets through."""
    return list(ingress["spec"]["rules"][0]["http"]["paths"])


def test_labels_lead_from_the_ingress_to_the_bots() -> None:
    kinds = manifests()
    labels = kinds["Deployment"]["spec"]["template"]["metadata"]["labels"]
    port = kinds["Service"]["spec"]["ports"][0]
    container = kinds["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    assert kinds["Service"]["spec"]["selector"] == labels
    assert kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert kinds["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert port["targetPort"] == container["ports"][0]["name"]
    for path in (*paths(kinds["Ingress"]), *paths(added(MESSENGERS)["Ingress"])):
        service = path["backend"]["service"]
        assert (service["name"], service["port"]["name"]) == (
            kinds["Service"]["metadata"]["name"],
            port["name"],
        )


def test_every_patient_comes_over_tls_and_stays_with_one_bot() -> None:
    ingress = manifests()["Ingress"]
    hosts = [rule["host"] for rule in ingress["spec"]["rules"]]
    assert [host for each in ingress["spec"]["tls"] for host in each["hosts"]] == hosts
    assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"


def test_one_bot_always_stays_when_machines_are_emptied() -> None:
    kinds = manifests()
    assert 1 <= kinds["PodDisruptionBudget"]["spec"]["minAvailable"] < kinds["Deployment"]["spec"]["replicas"]


def test_a_messengers_conversation_stays_with_one_bot_although_vendors_keep_no_cookie() -> None:
    annotations = added(MESSENGERS)["Ingress"]["metadata"]["annotations"]
    (key,) = [value for name, value in annotations.items() if name.endswith("/upstream-hash-by")]
    assert "$" not in key


def test_the_bots_reach_the_vendors_only_where_they_are_asked_for() -> None:
    ports = {
        port["port"] for rule in manifests()["NetworkPolicy"]["spec"]["egress"] for port in rule["ports"]
    }
    labels = manifests()["Deployment"]["spec"]["template"]["metadata"]["labels"]
    opened = added(MESSENGERS)["NetworkPolicy"]["spec"]
    assert 443 not in ports
    assert (opened["podSelector"]["matchLabels"], opened["policyTypes"]) == (labels, ["Egress"])
    mail = [{"protocol": "TCP", "port": port} for port in (465, 587)]
    assert opened["egress"] == [{"ports": [{"protocol": "TCP", "port": 443}, *mail]}]
