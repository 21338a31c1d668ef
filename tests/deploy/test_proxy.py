"""The real nginx with the real configuration, in front of two bots that only say what reached them."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.website.gate import LARGEST_BODY
from bot.channels.website.tokens import Tokens
from bot.server import LARGEST_REQUEST
from tests.bench import proxy as proxies
from tests.bench.servers import Command, free_port, running
from tests.deploy.files import DEPLOY

PRIVATE = [
    "/metrics",
    "/ready",
    "/staff",
    "/staff/",
    "/webhooks/rest/webhook",
    "/webhooks/rest/",
    "/webhooks/slack/webhook/extra",
    "/model",
    "/chat/../metrics",
    "/chat/..%2fmetrics",
    "/chat/%2e%2e/metrics",
    "//metrics",
    "/health/../metrics",
    "/metrics/../chat/",
    "/metrics%2f..%2fchat/",
]


class Bot(BaseHTTPRequestHandler):
    """Answers with its own port, and the path and the headers that reached it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        reached = {"bot": self.server.server_port, "path": self.path, "headers": dict(self.headers)}
        body = json.dumps(reached).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


@contextmanager
def bot() -> Iterator[int]:
    """A running bot; gives its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Bot) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The proxy in front of two bots, over plain HTTP."""
    with ExitStack() as stack:
        bots = [stack.enter_context(bot()) for _ in range(2)]
        yield stack.enter_context(proxies.proxy(bots))


def ask(port: int, path: str, body: str | None = None, source: str = "127.0.0.1", **headers: str) -> Any:
    """What came back: the status, and where the proxy passed it what the bot saw."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
    connection.request("GET" if body is None else "POST", path, body, headers)
    answer = connection.getresponse()
    status, text = answer.status, answer.read()
    connection.close()
    return status, json.loads(text) if status == 200 else None


def reached(port: int, path: str, body: str = "{}", source: str = "127.0.0.2", **headers: str) -> Any:
    """The bot that a message got to."""
    status, found = ask(port, path, body, source, **headers)
    assert status == 200
    return found["bot"]


def say(port: int, token: str, source: str = "127.0.0.2", scheme: str = "Bearer") -> Any:
    """The bot that got a message to the conversation of a token."""
    return reached(port, "/chat/messages", source=source, Authorization=f"{scheme} {token}")


@pytest.mark.parametrize("path", ["/chat/", "/chat/widget.js", "/health"])
def test_public_paths_reach_a_bot(port: int, path: str) -> None:
    status, reached = ask(port, path)
    assert (status, reached["path"]) == (200, path)


@pytest.mark.parametrize("path", PRIVATE)
def test_private_paths_reach_nobody_however_they_are_spelt(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


def test_vendors_may_only_post(port: int) -> None:
    assert ask(port, "/webhooks/slack/webhook")[0] == 403
    assert ask(port, "/webhooks/slack/webhook", "{}")[0] == 200


def test_a_conversation_stays_with_one_bot_wherever_its_patient_is(port: int) -> None:
    tokens = Tokens("k" * 32, timedelta(hours=1))
    bots = set()
    for _ in range(20):
        token = tokens.begin().text
        first = say(port, token, source="127.0.0.3")
        assert all(say(port, token, source=f"127.0.0.{host}") == first for host in (4, 5, 6))
        bots.add(first)
    assert len(bots) == 2


def test_it_stays_when_its_token_is_renewed_and_whatever_it_asks_for(port: int) -> None:
    for number in range(10):
        conversation = f"{number:032}"
        first = say(port, f"{conversation}.aaaaaa.signature")
        assert say(port, f"{conversation}.bbbbbb.another", scheme="bearer") == first
        named = {"Authorization": f"Bearer {conversation}.cccccc.third"}
        assert ask(port, "/chat/history?after=0", source="127.0.0.9", **named)[1]["bot"] == first
        posing = json.dumps({"text": '"channel":"C1" "chat":{"id":7}', "chat": {"id": 7}})
        assert reached(port, "/chat/messages", posing, **named) == first


def event(person: str) -> str:
    """What Slack posts when somebody writes."""
    named = {"type": "message", "channel": "D1", "user": person, "text": 'I am "user":"U0" "chat":{"id":1}'}
    return json.dumps({"team_id": "T1", "authorizations": [{"user_id": "UBOT"}], "event": named})


def press(person: str) -> str:
    """The same for a press: JSON in a form."""
    named = {"username": "ann", "id": person, "team_id": "T1"}
    shown = {"user": "UBOT", "text": '"user":{"id":"U0"}'}
    return urlencode({"payload": json.dumps({"message": shown, "user": named}, separators=(",", ":"))})


def command(person: str) -> str:
    """The same for a command, given in some other channel."""
    return urlencode({"channel_id": f"C{person}", "user_id": person, "command": "/restless-legs"})


def update(person: str) -> str:
    """What Telegram posts."""
    number = int(person.removeprefix("U"))
    return json.dumps({"update_id": 1, "message": {"chat": {"id": number, "type": "private"}, "text": "hi"}})


@pytest.mark.parametrize(
    ("path", "bodies"),
    [("/webhooks/slack/webhook", (event, press, command)), ("/webhooks/telegram/webhook", (update,))],
)
def test_a_vendors_conversation_stays_too_whatever_its_patient_does(
    port: int, path: str, bodies: tuple[Callable[[str], str], ...]
) -> None:
    bots = set()
    for number in range(1000, 1020):
        sources = (body(f"U{number}") for body in bodies * 2)
        reached_by = {
            reached(port, path, body, source=f"127.0.0.{host}") for host, body in enumerate(sources, 20)
        }
        assert len(reached_by) == 1
        bots |= reached_by
    assert len(bots) == 2


def test_a_socket_stays_with_one_bot_by_its_address_and_may_be_upgraded(port: int) -> None:
    wanted = {"Upgrade": "websocket", "Connection": "Upgrade"}
    _, plain = ask(port, "/socket.io/?transport=polling", source="127.0.0.8")
    _, upgraded = ask(port, "/socket.io/?transport=websocket", source="127.0.0.8", **wanted)
    assert upgraded["bot"] == plain["bot"]
    assert (upgraded["headers"]["Upgrade"], upgraded["headers"]["Connection"]) == ("websocket", "upgrade")
    assert "Upgrade" not in plain["headers"]
    posing = json.dumps({"user": "U7", "chat": {"id": 7}})
    assert reached(port, "/socket.io/?transport=polling", posing, "127.0.0.8") == plain["bot"]
    assert len({reached(port, "/socket.io/", source=f"127.0.1.{host}") for host in range(1, 20)}) == 2


def test_nobody_can_pose_as_another_address(port: int) -> None:
    _, reached = ask(port, "/chat/", source="127.0.0.7", **{"X-Forwarded-For": "10.0.0.1"})
    assert reached["headers"]["X-Forwarded-For"] == "127.0.0.7"


@pytest.mark.parametrize(
    ("path", "most"), [("/chat/messages", LARGEST_BODY), ("/webhooks/slack/webhook", LARGEST_REQUEST)]
)
def test_too_much_at_once_is_refused(port: int, path: str, most: int) -> None:
    assert ask(port, path, "x" * (most + 1))[0] == 413
    assert ask(port, path, "x" * most)[0] == 200


def test_a_bot_sees_the_address_its_page_was_asked_for_at(port: int) -> None:
    assert ask(port, "/chat/")[1]["headers"]["Host"] == f"127.0.0.1:{port}"


def test_too_many_at_once_are_refused_and_nobody_else_notices(port: int) -> None:
    statuses = [ask(port, "/chat/", source="127.0.0.8")[0] for _ in range(200)]
    assert statuses[0] == 200
    assert 429 in statuses
    assert ask(port, "/chat/", source="127.0.0.10")[0] == 200


def test_the_configuration_as_it_is_shipped_is_good_and_speaks_tls(tmp_path: Path) -> None:
    plain, closed = free_port(), free_port()
    listen = (DEPLOY / "nginx" / "listen.conf").read_text().replace("/run/secrets", str(tmp_path))
    listen = listen.replace("listen 8080", f"listen 127.0.0.1:{plain}")
    certify(tmp_path)
    with bot() as one:
        proxies.configure(tmp_path, listen.replace("listen 8443", f"listen 127.0.0.1:{closed}"), [one])
        assert proxies.check(tmp_path) == ""
        with running([Command(proxies.command(tmp_path), plain, "/chat/", status=308)], tmp_path):
            trust = ssl.create_default_context(cafile=str(tmp_path / "tls_certificate"))
            connection = http.client.HTTPSConnection("localhost", closed, context=trust, timeout=60)
            connection.request("GET", "/health")
            answer = connection.getresponse()
            assert (answer.status, answer.version) == (200, 11)
            assert "max-age" in str(answer.getheader("Strict-Transport-Security"))
            connection.close()


def certify(folder: Path) -> None:
    """A certificate for this machine that nobody else believes."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "tls_key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    (folder / "tls_certificate").write_bytes(made.public_bytes(serialization.Encoding.PEM))
