"""An OpenID Connect provider of our own, which says of whoever comes what a test wants it to."""

from __future__ import annotations

import hashlib
import json
import time
from base64 import b64decode, urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "console", "a secret of the console's"


class FakeProvider:
    """Issues one token for a code. `token` may be set to something else than it would say."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.challenge = ""
        self.token = ""
        self.down = False
        provider = self

        class Requests(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, provider.published(self.path))

            def do_POST(self) -> None:
                told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                proven = provider.admits(
                    {name: each[0] for name, each in told.items()}, self.headers["Authorization"]
                )
                self._answer(200 if proven else 400, {"id_token": provider.token} if proven else {})

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                self.send_response(503 if provider.down else status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def published(self, path: str) -> dict[str, Any]:
        """What it tells everybody."""
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}
        ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer, **{name: self.issuer + end for name, end in ends.items()}}

    def admits(self, told: dict[str, str], credentials: str) -> bool:
        """Whether who asks for the token is the console, and who sent the browser."""
        client, _, secret = b64decode(credentials.removeprefix("Basic ")).decode().partition(":")
        digest = hashlib.sha256(told["code_verifier"].encode()).digest()
        return (
            (unquote(client), unquote(secret)) == (CLIENT, SECRET)
            and told["code"] == "good"
            and urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        )

    def signs(self, nonce: str, key: Any = None, algorithm: str = "RS256", **other: Any) -> None:
        """The next token, as it should be but for these claims."""
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "4711",
            "iat": time.time(),
            "exp": time.time() + 300,
            "nonce": nonce,
            "email": "anna@clinic.example",
            "email_verified": True,
            **other,
        }
        signing = self.key if key is None else key
        self.token = jwt.encode(claims, signing, algorithm=algorithm, headers={"kid": "1"})

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
