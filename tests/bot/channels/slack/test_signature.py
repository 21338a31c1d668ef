"""Only what Slack has just signed is taken."""

from __future__ import annotations

import pytest

from bot.channels.request import Refused
from bot.channels.slack.signature import Signatures
from tests.bot.channels.slack.fake_slack import SECRET, signed

NOW = 1_531_420_618.0
BODY = b'{"type": "event_callback"}'


def headers(body: bytes = BODY, at: float = NOW, secret: str = SECRET, **more: str) -> dict[str, str]:
    named = {**signed(body, at, secret), **more}
    return {name.replace("_", "-"): value for name, value in named.items()}


def is_taken(found: dict[str, str], body: bytes = BODY) -> bool:
    try:
        Signatures(SECRET, lambda: NOW).check(found, body)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_five_minutes_are_given_to_a_slow_line_and_a_wrong_clock(minutes: int) -> None:
    assert is_taken(headers(at=NOW + minutes * 60))


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24])
def test_what_somebody_kept_is_refused(minutes: int) -> None:
    assert not is_taken(headers(at=NOW + minutes * 60))


def test_the_names_of_headers_may_be_written_in_any_way() -> None:
    assert is_taken({name.lower(): value for name, value in headers().items()})


def test_a_body_is_worth_nothing_under_the_signature_of_another() -> None:
    assert not is_taken(headers(), BODY + b" ")


def test_another_secret_is_another_signature() -> None:
    assert not is_taken(headers(secret="0" * 32))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"X-Slack-Signature": headers()["X-Slack-Signature"]},
        {**headers(), "X-Slack-Signature": "v0="},
        {**headers(), "X-Slack-Signature": "v0=é"},
        {**headers(), "X-Slack-Signature": headers()["X-Slack-Signature"].replace("v0", "v1")},
        {**headers(), "X-Slack-Request-Timestamp": "now"},
        {**headers(), "X-Slack-Request-Timestamp": ""},
        {**headers(), "X-Slack-Request-Timestamp": "9" * 400},
        {**headers(), "X-Slack-Request-Timestamp": "1e9"},
    ],
)
def test_what_is_missing_or_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    assert not is_taken(wrong)


def test_a_body_that_is_no_text_is_refused() -> None:
    assert not is_taken(headers(), b"\xff\xfe")
