"""What a clinic may set about its console."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, settings


def told(tmp_path: object, **variables: str) -> Settings:
    return settings({f"RLS_{name.upper()}": value for name, value in variables.items()}, tmp_path)  # type: ignore[arg-type]


def test_without_a_setting_it_is_on_this_machine_and_safe(tmp_path: object) -> None:
    found = told(tmp_path)
    assert (found.console, found.staff_link, found.console_second_factor) == (
        True,
        "http://127.0.0.1:5006",
        True,
    )
    assert (found.console_session_minutes, found.retention_days, found.alert_ways) == (30, {}, ())


def test_variables_hold_lists_and_json(tmp_path: object) -> None:
    found = told(
        tmp_path,
        retention_days='{"*": 365, "telegram/abandoned": 30}',
        alert_email_to="a@clinic.example, b@clinic.example",
        alert_email_from="bot@clinic.example",
        smtp_host="mail.clinic.example",
    )
    assert found.retention_days == {"*": 365, "telegram/abandoned": 30}
    assert found.alert_email_to == ("a@clinic.example", "b@clinic.example")
    assert found.alert_ways == ("email",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("console_port", "0"),
        ("console_time_zone", "Dublin"),
        ("console_time_zone", "../../etc/passwd"),
        ("console_session_minutes", "0"),
        ("retention_days", "365"),
        ("retention_days", '{"web": 0}'),
        ("retention_days", '{"a/b/c": 3}'),
        ("alert_email_to", "nurses"),
        ("smtp_security", "maybe"),
        ("console_host", "0.0.0.0"),
        ("console_host", "staff.internal"),
        ("smtp_user", "somebody"),
    ],
)
def test_what_cannot_be_used_stops_the_start(tmp_path: object, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^RLS_{name.upper()}|^RLS_SMTP_PASSWORD"):
        told(tmp_path, **{name: value})


def test_beyond_this_machine_it_takes_a_proxy_with_tls(tmp_path: object) -> None:
    address = "https://staff.clinic.example"
    assert told(tmp_path, console_host="0.0.0.0", staff_address=address).staff_link == address


def test_the_mail_servers_password_is_not_shown(tmp_path: object) -> None:
    found = told(tmp_path, smtp_user="bot", smtp_password="s3cret")
    assert "s3cret" not in repr(found)
