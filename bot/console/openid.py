"""Asks the clinic's OpenID Connect provider who somebody is; what they may do, the staff's list says.

The flow with a code and PKCE. The library for it, Authlib, is not taken: PyJWT, which Rasa brings, checks the
one thing that is hard, the signature, and the rest is two requests.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import jwt
import requests

from bot.settings import Settings

SECONDS = 10
"""How long the provider may take to answer."""

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
CLOCKS_DIFFER = 60
_PROVEN = ("exp", "iat", "iss", "aud", "sub", "nonce")


class Unproven(Exception):
    """The provider did not prove who somebody is. The message holds nothing of what was sent."""


@dataclass(frozen=True)
class Asked:
    """What the browser keeps: `state` and `nonce` must come back, `verifier` is shown to the provider."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Asked:
        """One that nobody can guess."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def challenge(self) -> str:
        """The digest of the verifier, which the provider sees first."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Provider:
    """The clinic's provider. `claim` is what stands for somebody's name in the staff's list."""

    issuer: str
    client: str
    secret: str
    claim: str
    back: str

    @classmethod
    def of(cls, clinic: Settings) -> Provider | None:
        """As the settings have it; None where the clinic has none."""
        if not (clinic.openid_issuer and clinic.openid_client_id and clinic.openid_client_secret):
            return None
        secret = clinic.openid_client_secret.get_secret_value()
        back = f"{clinic.staff_link}/sign-in/openid/back"
        return cls(clinic.openid_issuer, clinic.openid_client_id, secret, clinic.openid_claim, back)

    def address(self, asked: Asked) -> str:
        """Where the browser is sent. Raises Unproven."""
        told = {
            "response_type": "code",
            "scope": "openid email profile",
            "client_id": self.client,
            "redirect_uri": self.back,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": asked.challenge,
            "code_challenge_method": "S256",
        }
        endpoint = _published(self.issuer)["authorization_endpoint"]
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(told)}"

    def name(self, asked: Asked, code: str) -> str:
        """Who has come back with a code. Raises Unproven."""
        told = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.back}
        answer = _ask(
            "POST",
            _published(self.issuer)["token_endpoint"],
            data={**told, "code_verifier": asked.verifier},
            auth=(self.client, self.secret),
        )
        claims = self._proven(str(answer.get("id_token", "")), asked.nonce)
        if self.claim == "email" and claims.get("email_verified") not in (True, "true"):
            raise Unproven("the e-mail address was not verified")
        return str(claims.get(self.claim, ""))

    def _proven(self, token: str, nonce: str) -> dict[str, Any]:
        """What a token says, if the provider signed it, for us, now, and for this very sign-in."""
        try:
            keys = jwt.PyJWKSet.from_dict(_ask("GET", _published(self.issuer)["jwks_uri"]))
            claims: dict[str, Any] = jwt.decode(
                token,
                keys[str(jwt.get_unverified_header(token).get("kid"))],
                algorithms=ALGORITHMS,
                audience=self.client,
                issuer=self.issuer,
                leeway=CLOCKS_DIFFER,
                options={"require": list(_PROVEN)},
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise Unproven(f"the token is not good ({type(error).__name__})") from error
        if claims["aud"] not in (self.client, [self.client]) or not is_same(claims["nonce"], nonce):
            raise Unproven("the token is for somebody else")
        return claims


def is_same(one: object, other: str) -> bool:
    """Whether what came back is what was sent, in any letters, without telling how much of it fits."""
    return secrets.compare_digest(str(one).encode(), other.encode())


@lru_cache(maxsize=4)
def _published(issuer: str) -> dict[str, Any]:
    """What a provider publishes of itself. Raises Unproven."""
    found = _ask("GET", f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer")).rstrip("/") != issuer:
        raise Unproven("the provider calls itself otherwise")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not str(found.get(name)).startswith(("https://", f"{issuer}/")):
            raise Unproven(f"the provider's {name} cannot be used")
    return found


def _ask(method: str, address: str, **more: Any) -> dict[str, Any]:
    try:
        answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, **more)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Unproven(f"the provider did not answer ({type(error).__name__})") from error
    if not isinstance(found, dict):
        raise Unproven("the provider's answer is no object")
    return found
