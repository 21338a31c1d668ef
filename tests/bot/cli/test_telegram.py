"""`rls-triage telegram`: the webhook is set and looked at, and what is wrong is one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.cli import main
from tests.bot.channels.telegram.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.vendor import Answer

PAGE = "https://chat.clinic.example"


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTelegram]:
    """Telegram, and a clinic that has set all it needs."""
    with FakeTelegram() as vendor:
        for name, value in {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_API": vendor.address,
            "PUBLIC_ADDRESS": PAGE,
        }.items():
            monkeypatch.setenv(f"RLS_{name}", value)
        yield vendor


def test_the_webhook_is_set_with_its_secret_and_only_for_what_is_wanted(
    telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["telegram", "set-webhook"]) == 0
    assert capsys.readouterr().out == f"Telegram sends to {PAGE}/webhooks/telegram/webhook from now on.\n"
    assert telegram.webhook == {
        "url": f"{PAGE}/webhooks/telegram/webhook",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }
    assert [each["command"] for each in telegram.commands] == ["start", "stop", "summary", "forget", "help"]
    assert main(["telegram", "status"]) == 0
    assert "@legs_at_night_bot" in capsys.readouterr().out


def test_the_status_is_2_until_the_webhook_is_set(
    telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["telegram", "status"]) == 2
    assert "rls-triage telegram set-webhook" in capsys.readouterr().out
    assert [call.method for call in telegram.of()] == ["getMe", "getWebhookInfo"]


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that setting the webhook ends with."""
    assert main(["telegram", "set-webhook"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert TOKEN not in said.err
    assert SECRET not in said.err
    (line,) = said.err.splitlines()
    return line


def test_a_token_that_telegram_does_not_know(
    telegram: FakeTelegram, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RLS_TELEGRAM_TOKEN", f"{TOKEN}x")
    assert complaint(capsys) == "Telegram does not take it: setWebhook: 401 Unauthorized"


def test_a_telegram_that_is_away(telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]) -> None:
    with telegram.down(Answer({}, 502)):
        assert complaint(capsys) == "Telegram does not take it: setWebhook: 502"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (
            "RLS_PUBLIC_ADDRESS",
            None,
            "RLS_PUBLIC_ADDRESS: must be set, so that Telegram knows where to send.",
        ),
        ("RLS_TELEGRAM_POLLING", "true", "RLS_TELEGRAM_POLLING is on: updates are fetched"),
        ("RLS_PUBLIC_ADDRESS", "http://localhost:5005", "An HTTPS URL must be provided"),
    ],
)
def test_settings_that_do_not_do(
    name: str,
    value: str | None,
    says: str,
    telegram: FakeTelegram,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RLS_TELEGRAM_LOW_DETAIL", "false")
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    assert says in complaint(capsys)


def test_no_token_at_all(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RLS_PUBLIC_ADDRESS", PAGE)
    assert complaint(capsys) == "RLS_TELEGRAM_TOKEN: must be set; @BotFather gives you one."
