"""The parts of Kubernetes' and Compose's formats that `deploy/` uses; a misspelt field is in none of them.

Written from the API reference of Kubernetes 1.30 and the Compose file reference.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
NAME: Schema = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
SECONDS: Schema = {"type": "integer", "minimum": 1}
PORT: Schema = {"type": "integer", "minimum": 1, "maximum": 65535}
YES_NO: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
CPU: Schema = {"type": "string", "pattern": r"^\d+(\.\d+)?m?$"}
BYTES: Schema = {"type": "string", "pattern": r"^\d+(Ki|Mi|Gi)$"}
PROTOCOL: Schema = {"enum": ["TCP", "UDP", "SCTP"]}


def fields(*required: str, **known: Schema) -> Schema:
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": known,
        "required": list(required),
        "additionalProperties": False,
    }


def several(item: Schema) -> Schema:
    """A list of at least one."""
    return {"type": "array", "items": item, "minItems": 1}


def manifest(version: str, kind: str, **spec: Schema) -> Schema:
    """A Kubernetes object with a name, or with the beginning of one."""
    metadata = fields(
        name=NAME,
        generateName={"type": "string", "pattern": "^[a-z0-9-]+-$"},
        namespace=NAME,
        labels=TEXTS,
        annotations=TEXTS,
    )
    metadata["oneOf"] = [{"required": ["name"]}, {"required": ["generateName"]}]
    return fields(
        "apiVersion",
        "kind",
        "metadata",
        *(part for part in spec if part == "spec"),
        apiVersion={"const": version},
        kind={"const": kind},
        metadata=metadata,
        **spec,
    )


EXPRESSION = fields(
    "key",
    "operator",
    key=TEXT,
    operator={"enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
    values=several(TEXT),
)
SELECTOR = fields(matchLabels=TEXTS, matchExpressions=several(EXPRESSION))

_PROBE = fields(
    "httpGet",
    httpGet=fields(
        "path",
        "port",
        path={"type": "string", "pattern": "^/"},
        port={"anyOf": [PORT, NAME]},
        httpHeaders=several(fields("name", "value", name=TEXT, value=TEXT)),
    ),
    initialDelaySeconds=COUNT,
    periodSeconds=SECONDS,
    timeoutSeconds=SECONDS,
    successThreshold=SECONDS,
    failureThreshold=SECONDS,
)
_AMOUNTS = fields(cpu=CPU, memory=BYTES)
_CONTAINER = fields(
    "name",
    "image",
    "resources",
    "securityContext",
    name=NAME,
    image=TEXT,
    imagePullPolicy={"enum": ["Always", "IfNotPresent", "Never"]},
    args=several(TEXT),
    env=several(fields("name", "value", name=TEXT, value=TEXT)),
    ports=several(fields("containerPort", name=NAME, containerPort=PORT, protocol=PROTOCOL)),
    startupProbe=_PROBE,
    readinessProbe=_PROBE,
    livenessProbe=_PROBE,
    lifecycle=fields(preStop=fields("exec", exec=fields("command", command=several(TEXT)))),
    resources=fields("requests", "limits", requests=_AMOUNTS, limits=_AMOUNTS),
    securityContext=fields(
        allowPrivilegeEscalation=YES_NO,
        readOnlyRootFilesystem=YES_NO,
        capabilities=fields(drop=several(TEXT), add=several(TEXT)),
    ),
    volumeMounts=several(fields("name", "mountPath", name=NAME, mountPath=TEXT, readOnly=YES_NO)),
)
_VOLUME = fields(
    "name",
    name=NAME,
    secret=fields("secretName", secretName=NAME, defaultMode=COUNT),
    emptyDir=fields(medium={"enum": ["", "Memory"]}, sizeLimit=BYTES),
)
_POD = fields(
    "containers",
    "securityContext",
    enableServiceLinks=YES_NO,
    automountServiceAccountToken=YES_NO,
    restartPolicy={"enum": ["Always", "OnFailure", "Never"]},
    terminationGracePeriodSeconds=SECONDS,
    securityContext=fields(
        runAsNonRoot=YES_NO,
        runAsUser=SECONDS,
        runAsGroup=SECONDS,
        fsGroup=SECONDS,
        seccompProfile=fields("type", type={"enum": ["RuntimeDefault", "Localhost", "Unconfined"]}),
    ),
    topologySpreadConstraints=several(
        fields(
            "maxSkew",
            "topologyKey",
            "whenUnsatisfiable",
            maxSkew=SECONDS,
            topologyKey=TEXT,
            whenUnsatisfiable={"enum": ["DoNotSchedule", "ScheduleAnyway"]},
            labelSelector=SELECTOR,
        )
    ),
    containers=several(_CONTAINER),
    volumes=several(_VOLUME),
)
_TEMPLATE = fields("metadata", "spec", metadata=fields("labels", labels=TEXTS), spec=_POD)
_BACKEND = fields("service", service=fields("name", "port", name=NAME, port=fields(name=NAME, number=PORT)))
_PATH = fields(
    "path",
    "pathType",
    "backend",
    path={"type": "string", "pattern": "^/"},
    pathType={"enum": ["Exact", "Prefix", "ImplementationSpecific"]},
    backend=_BACKEND,
)
_PEERS = several(fields(namespaceSelector=SELECTOR, podSelector=SELECTOR))
_PORTS = several(fields("port", protocol=PROTOCOL, port=PORT))

KUBERNETES: dict[str, Schema] = {
    "Namespace": manifest("v1", "Namespace"),
    "Secret": manifest("v1", "Secret", type={"const": "Opaque"}, stringData=TEXTS, data=TEXTS),
    "Deployment": manifest(
        "apps/v1",
        "Deployment",
        spec=fields(
            "selector",
            "template",
            replicas=COUNT,
            strategy=fields(
                "type",
                type={"enum": ["RollingUpdate", "Recreate"]},
                rollingUpdate=fields(maxUnavailable=COUNT, maxSurge=COUNT),
            ),
            selector=SELECTOR,
            template=_TEMPLATE,
        ),
    ),
    "Job": manifest(
        "batch/v1",
        "Job",
        spec=fields(
            "template",
            backoffLimit=COUNT,
            activeDeadlineSeconds=SECONDS,
            ttlSecondsAfterFinished=COUNT,
            template=_TEMPLATE,
        ),
    ),
    "PodDisruptionBudget": manifest(
        "policy/v1",
        "PodDisruptionBudget",
        spec=fields("selector", minAvailable=COUNT, maxUnavailable=COUNT, selector=SELECTOR),
    ),
    "Service": manifest(
        "v1",
        "Service",
        spec=fields(
            "selector",
            "ports",
            type={"enum": ["ClusterIP", "NodePort", "LoadBalancer"]},
            selector=TEXTS,
            ports=several(fields("port", name=NAME, port=PORT, targetPort={"anyOf": [PORT, NAME]})),
        ),
    ),
    "Ingress": manifest(
        "networking.k8s.io/v1",
        "Ingress",
        spec=fields(
            "rules",
            ingressClassName=TEXT,
            tls=several(fields("hosts", "secretName", hosts=several(TEXT), secretName=NAME)),
            rules=several(fields("host", "http", host=TEXT, http=fields("paths", paths=several(_PATH)))),
        ),
    ),
    "NetworkPolicy": manifest(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        spec=fields(
            "podSelector",
            podSelector=SELECTOR,
            policyTypes=several({"enum": ["Ingress", "Egress"]}),
            ingress=several(fields(**{"from": _PEERS, "ports": _PORTS})),
            egress=several(fields(to=_PEERS, ports=_PORTS)),
        ),
    ),
    "Kustomization": fields(
        "apiVersion",
        "kind",
        "resources",
        apiVersion={"const": "kustomize.config.k8s.io/v1beta1"},
        kind={"const": "Kustomization"},
        namespace=NAME,
        resources=several(TEXT),
    ),
}
"""By kind."""

_DURATION: Schema = {"type": "string", "pattern": r"^\d+(ms|s|m|h)$"}
_WORDS: Schema = {"type": "array", "items": {"type": "string"}}
_AFTER = fields(
    "condition",
    condition={"enum": ["service_started", "service_healthy", "service_completed_successfully"]},
    restart=YES_NO,
    required=YES_NO,
)
_SERVICE = fields(
    "image",
    "read_only",
    "security_opt",
    "cap_drop",
    "healthcheck",
    "deploy",
    "networks",
    image=TEXT,
    build=fields("context", context=TEXT, dockerfile=TEXT),
    user=TEXT,
    command=_WORDS,
    environment=TEXTS,
    secrets=_WORDS,
    networks=_WORDS,
    ports=_WORDS,
    volumes=_WORDS,
    tmpfs=_WORDS,
    profiles=_WORDS,
    read_only=YES_NO,
    init=YES_NO,
    restart={"enum": ["no", "always", "on-failure", "unless-stopped"]},
    security_opt=_WORDS,
    cap_drop=_WORDS,
    shm_size=TEXT,
    stop_grace_period=_DURATION,
    depends_on={"type": "object", "additionalProperties": _AFTER},
    logging=fields("driver", driver=TEXT, options=TEXTS),
    healthcheck=fields(
        test=_WORDS,
        interval=_DURATION,
        timeout=_DURATION,
        retries=SECONDS,
        start_period=_DURATION,
        disable=YES_NO,
    ),
    deploy=fields(
        "resources",
        resources=fields(
            "limits",
            limits=fields("cpus", "memory", "pids", cpus=CPU, memory={"type": "string"}, pids=SECONDS),
        ),
    ),
)
_ANYTHING: Schema = {"type": "object", "additionalProperties": {"type": "object"}}

COMPOSE = fields(
    "services",
    name=NAME,
    services={"type": "object", "additionalProperties": _SERVICE},
    networks={"type": "object", "additionalProperties": fields(internal=YES_NO)},
    volumes=_ANYTHING,
    secrets={"type": "object", "additionalProperties": fields("file", file=TEXT)},
)
COMPOSE["patternProperties"] = {"^x-": {}}
