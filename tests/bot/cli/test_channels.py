"""`rls-triage channels check`, against vendors that are our own."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from bot.channels.telegram.parsing import KINDS
from bot.channels.vendors import MANIFEST
from bot.cli import main
from bot.settings import PREFIX
from tests.vendor import Answer, Given, Vendor

PUBLIC = "https://chat.clinic.example"
SCOPES = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"]
GOOD_WEBHOOK = {
    "url": f"{PUBLIC}/webhooks/telegram/webhook",
    "pending_update_count": 2,
    "allowed_updates": KINDS,
}


class Both(Vendor):
    """Slack and Telegram as far as credentials go."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes = SCOPES
        self.webhook: dict[str, Any] = GOOD_WEBHOOK
        self.me = {"username": "rls_bot", "can_join_groups": False}

    def answer(self, method: str, given: Given, headers: Mapping[str, str]) -> Answer:
        if method == "auth.test":
            return Answer(
                {"ok": True, "user": "rls", "team": "Elm"}, headers={"X-OAuth-Scopes": ",".join(self.scopes)}
            )
        told = {"getMe": self.me, "getWebhookInfo": self.webhook}.get(method, {})
        return Answer({"ok": True, "result": told})


@pytest.fixture
def vendor() -> Iterator[Both]:
    with Both() as running:
        yield running


@pytest.fixture
def clinic(vendor: Both, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A clinic that has everything set, and nothing in the surroundings that would count too."""
    given = {
        "PUBLIC_ADDRESS": PUBLIC,
        "SLACK_API": f"{vendor.address}/api/",
        "SLACK_BOT_TOKEN": "xoxb-12345678-abcdefgh",
        "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
        "SLACK_ALERTS": "C0123ABCD",
        "TELEGRAM_API": vendor.address,
        "TELEGRAM_TOKEN": "123456789:AAEabcdefghij",
        "TELEGRAM_SECRET": "s3cret",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    return monkeypatch


def check(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    """The exit status, and the lines."""
    status = main(["channels", "check", *options])
    return status, capsys.readouterr().out.splitlines()


def wrong(lines: list[str]) -> list[str]:
    return [line for line in lines if " WRONG " in line]


@pytest.mark.usefixtures("clinic")
def test_where_all_is_well_every_line_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = check(capsys)
    assert (status, wrong(lines)) == (0, [])
    assert lines[0] == "Slack:    ok     the token is that of @rls in the workspace Elm."
    assert lines[-1] == "Telegram: ok     the webhook is set; 2 updates wait."


def test_a_closed_channel_is_no_fault(
    clinic: pytest.MonkeyPatch, vendor: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_ALERTS",
        "TELEGRAM_TOKEN",
        "TELEGRAM_SECRET",
    ):
        clinic.delenv(f"{PREFIX}{name}")
    status, lines = check(capsys)
    assert (status, len(lines), vendor.calls) == (0, 2, [])


@pytest.mark.parametrize(
    ("method", "answer", "says"),
    [
        (
            "auth.test",
            Answer({"ok": False, "error": "invalid_auth"}),
            "RLS_SLACK_BOT_TOKEN is refused (invalid_auth).",
        ),
        ("auth.test", Answer({"ok": False}, status=500), "RLS_SLACK_BOT_TOKEN is refused (500)."),
        ("getMe", Answer({"ok": False, "description": "Unauthorized"}, status=401), "401 Unauthorized"),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_a_token_nobody_knows_is_a_line_and_status_2(
    vendor: Both, method: str, answer: Answer, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vendor.next(answer, method=method)
    status, lines = check(capsys)
    (line,) = wrong(lines)
    assert (status, says in line) == (2, True)
    assert "AAEabcdefghij" not in line


def test_a_vendor_that_cannot_be_reached_is_a_line(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.setenv("RLS_SLACK_API", "http://127.0.0.1:9/api/")
    clinic.setenv("RLS_TELEGRAM_API", "http://127.0.0.1:9")
    status, lines = check(capsys)
    assert (status, len(wrong(lines))) == (2, 2)
    assert "http://127.0.0.1:9/api/ does not answer" in lines[0]


@pytest.mark.usefixtures("clinic")
def test_a_scope_the_app_lacks_is_named(vendor: Both, capsys: pytest.CaptureFixture[str]) -> None:
    vendor.scopes = [scope for scope in SCOPES if scope != "im:history"]
    (line,) = wrong(check(capsys)[1])
    assert "the app lacks the scopes im:history." in line


@pytest.mark.parametrize(
    ("webhook", "says"),
    [
        ({"url": ""}, "no webhook is set: run `rls-triage telegram set-webhook`."),
        ({"url": "https://elsewhere.example/x"}, "the webhook is set to another address"),
        ({**GOOD_WEBHOOK, "allowed_updates": ["message"]}, "the webhook asks for other updates"),
        (
            {**GOOD_WEBHOOK, "last_error_message": "Connection refused"},
            "the last update failed: Connection refused.",
        ),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_a_webhook_that_does_not_lead_here_is_a_line(
    vendor: Both, webhook: dict[str, Any], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vendor.webhook = webhook
    status, lines = check(capsys)
    (line,) = wrong(lines)
    assert (status, says in line) == (2, True)


@pytest.mark.parametrize(("url", "faults"), [("", 0), (GOOD_WEBHOOK["url"], 1)])
def test_long_polling_wants_no_webhook(
    clinic: pytest.MonkeyPatch, vendor: Both, url: str, faults: int, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.setenv("RLS_TELEGRAM_POLLING", "on")
    vendor.webhook = {"url": url}
    assert len(wrong(check(capsys)[1])) == faults


def test_without_a_public_address_patients_cannot_come(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.delenv("RLS_PUBLIC_ADDRESS")
    clinic.setenv("RLS_TELEGRAM_LOW_DETAIL", "off")
    clinic.setenv("RLS_SLACK_PATIENTS", "on")
    assert sum("RLS_PUBLIC_ADDRESS is not set" in line for line in wrong(check(capsys)[1])) == 2


def test_a_slack_that_serves_nothing_is_a_fault(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.delenv("RLS_SLACK_ALERTS")
    (line,) = wrong(check(capsys)[1])
    assert "set RLS_SLACK_ALERTS or RLS_SLACK_PATIENTS" in line


@pytest.mark.usefixtures("clinic")
def test_an_alert_is_sent_as_a_test_where_that_is_asked_for(
    vendor: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys)[0] == 0
    assert vendor.of("chat.postMessage") == []
    status, lines = check(capsys, "--alert")
    (call,) = vendor.of("chat.postMessage")
    assert (status, call.given["channel"]) == (0, "C0123ABCD")
    assert "This is a test." in call.given["text"]
    assert lines[-1] == "Slack:    ok     a test alert is in the staff's channel C0123ABCD."


@pytest.mark.usefixtures("clinic")
def test_a_channel_the_app_is_not_in_is_a_line(vendor: Both, capsys: pytest.CaptureFixture[str]) -> None:
    vendor.next(Answer({"ok": False, "error": "not_in_channel"}), method="chat.postMessage")
    status, lines = check(capsys, "--alert")
    assert (status, len(wrong(lines))) == (2, 1)
    assert "the staff's channel C0123ABCD gets no alerts: Slack says not_in_channel." in lines[-1]


def test_staff_who_are_told_by_mail_are_sent_the_test_by_mail(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.delenv("RLS_SLACK_ALERTS")
    clinic.setenv("RLS_SLACK_PATIENTS", "on")
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(nobody_listens.getsockname()[1])}
        addresses = {"ALERT_EMAIL_FROM": "rls@clinic.example", "ALERT_EMAIL_TO": "nurses@clinic.example"}
        for name, value in {**mail, **addresses}.items():
            clinic.setenv(PREFIX + name, value)
        (line,) = wrong(check(capsys, "--alert")[1])
    assert line.startswith("E-mail:   WRONG  the staff's mailbox nurses@clinic.example gets no alerts: ")


def test_where_nobody_is_to_be_alerted_a_test_is_a_fault(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.delenv("RLS_SLACK_ALERTS")
    clinic.setenv("RLS_SLACK_PATIENTS", "on")
    (line,) = wrong(check(capsys, "--alert")[1])
    assert "there is nobody to alert" in line


def test_half_of_the_settings_is_one_line_and_status_2(
    clinic: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic.delenv("RLS_SLACK_SIGNING_SECRET")
    assert main(["channels", "check"]) == 2
    assert capsys.readouterr().err == "RLS_SLACK_SIGNING_SECRET: must be set where RLS_SLACK_BOT_TOKEN is\n"
