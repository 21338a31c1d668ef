"""A clinic's settings: safe without any, strict with some, and every fault named at its place."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, settings


def faults_of(environment: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings(environment, folder)
    return str(caught.value).splitlines()


def test_without_any_setting_a_demo_clinic_listens_on_this_machine_only(tmp_path: Path) -> None:
    found = settings({"PATH": "/bin"}, tmp_path)
    assert (found.clinic_name, found.clinic_phone) == ("Demo clinic", "555 0100")
    assert (found.host, found.port, found.rest, found.socket) == ("127.0.0.1", 5005, False, False)
    assert found.data_folder == ROOT / "var"
    assert found.store_url == f"sqlite:///{ROOT}/var/transcripts.db"


def test_a_variable_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("clinic_name: Elm Street\ncountry: UK\nrest: yes\n")
    found = settings({"RLS_COUNTRY": "IE"}, tmp_path)
    assert (found.clinic_name, found.country, found.rest) == ("Elm Street", "IE", True)


def test_a_file_named_by_the_variable_must_exist(tmp_path: Path) -> None:
    assert faults_of({"RLS_SETTINGS": "clinic.yml"}, tmp_path) == [
        f"{tmp_path}/clinic.yml:1: cannot be read: No such file or directory"
    ]


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("# nothing yet\n")
    assert settings({}, tmp_path) == settings({}, tmp_path / "elsewhere")


def test_every_fault_of_file_and_variables_is_listed_at_once(tmp_path: Path) -> None:
    file = tmp_path / "settings.yml"
    file.write_text("clinic_name: Elm Street\nclinic_fone: 555 0199\ncountry: FR\n")
    faults = faults_of({"RLS_PORT": "abc", "RLS_REST_CLIENTS": "10.0.0.0/99"}, tmp_path)
    assert faults[0].startswith(f"{file}:3: country: unexpected value")
    assert faults[1] == f"{file}:2: unknown key 'clinic_fone' (did you mean 'clinic_phone'?)"
    assert {fault.split(":")[0] for fault in faults[2:]} == {"RLS_PORT", "RLS_REST_CLIENTS"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("RLS_CLINIC_NAME", "  "),
        ("RLS_CLINIC_PHONE", "call us"),
        ("RLS_BOOKING_ADDRESS", "javascript:alert(1)"),
        ("RLS_PORT", "0"),
        ("RLS_SESSION_HOURS", "-1"),
        ("RLS_REST", "perhaps"),
        ("RLS_DATA_FOLER", "x"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(variable: str, value: str, tmp_path: Path) -> None:
    assert faults_of({variable: value}, tmp_path)[0].startswith(f"{variable}: ")


def test_a_wrong_database_address_is_not_repeated_as_it_may_hold_a_password(tmp_path: Path) -> None:
    (fault,) = faults_of({"RLS_DATABASE_URL": "mysql://bot:s3cret@db/rls"}, tmp_path)
    assert "s3cret" not in fault


@pytest.mark.parametrize(
    ("address", "admitted"),
    [("127.0.0.1", True), ("::1", True), ("10.1.2.3", False), ("not an address", False), ("", False)],
)
def test_only_this_machine_may_use_the_rest_channel_by_default(
    address: str, admitted: bool, tmp_path: Path
) -> None:
    assert settings({}, tmp_path).admits([address]) is admitted


def test_a_trusted_network_may_be_let_in(tmp_path: Path) -> None:
    assert settings({"RLS_REST_CLIENTS": "127.0.0.1, 10.0.0.0/8"}, tmp_path).admits(["127.0.0.1", "10.1.2.3"])


@pytest.mark.parametrize(
    ("setting", "near", "far"), [("off", False, False), ("loopback", True, False), ("on", True, True)]
)
def test_the_metrics_are_shown_to_this_machine_unless_the_clinic_says_otherwise(
    setting: str, near: bool, far: bool, tmp_path: Path
) -> None:
    (tmp_path / "settings.yml").write_text(f"metrics: {setting}\n")
    found = settings({}, tmp_path)
    assert (found.shows_metrics(["127.0.0.1"]), found.shows_metrics(["127.0.0.1", "10.1.2.3"])) == (near, far)
    assert settings({"RLS_METRICS": setting}, tmp_path / "elsewhere") == found
    assert settings({}, tmp_path / "elsewhere").metrics == "loopback"


def test_a_website_is_set_by_variables_or_by_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("origins: [https://a.example]\ncolours: {accent: '#005eb8'}\n")
    assert settings({}, tmp_path).colours == {"accent": "#005eb8"}
    found = settings(
        {
            "RLS_ORIGINS": "https://www.clinic.example, http://localhost:8000",
            "RLS_TEXTS": '{"title": "Restless legs"}',
            "RLS_PROXIES": "10.0.0.0/8 ::1",
        },
        tmp_path,
    )
    assert found.origins == ("https://www.clinic.example", "http://localhost:8000")
    assert (found.texts, found.proxies) == ({"title": "Restless legs"}, ("10.0.0.0/8", "::1"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ORIGINS", "www.clinic.example"),
        ("ORIGINS", "https://clinic.example/path"),
        ("ORIGINS", "*"),
        ("ORIGINS", "null"),
        ("PROXIES", "proxy"),
        ("RATE_ADDRESS", "many"),
        ("RATE_CONVERSATION", "5 per fortnight"),
        ("COLOURS", "blue"),
        ("COLOURS", '{"accent": "red;} body{display:none"}'),
        ("COLOURS", '{"Accent Colour": "#fff"}'),
        ("COLOURS", "[1]"),
        ("DIRECTION", "up"),
        ("LANGUAGE", '"><script>'),
        ("TOKEN_HOURS", "0"),
        ("SECRET_KEY", "short"),
    ],
)
def test_what_a_website_cannot_use_is_one_line_that_names_it(name: str, value: str, tmp_path: Path) -> None:
    (fault,) = faults_of({f"RLS_{name}": value}, tmp_path)
    assert fault.startswith(f"RLS_{name}: ")


def test_a_key_is_never_repeated(tmp_path: Path) -> None:
    assert "hunter2" not in faults_of({"RLS_SECRET_KEY": "hunter2"}, tmp_path)[0]
    assert "k" * 40 not in repr(settings({"RLS_SECRET_KEY": "k" * 40}, tmp_path))


SLACK = {"RLS_SLACK_BOT_TOKEN": "xoxb-12345678-abcdefgh", "RLS_SLACK_SIGNING_SECRET": "0123456789abcdef" * 2}


def test_a_messenger_is_closed_until_its_token_is_set(tmp_path: Path) -> None:
    found = settings({}, tmp_path)
    assert (found.slack_bot_token, found.telegram_token) == (None, None)
    assert (found.slack_patients, found.telegram_polling, found.telegram_low_detail) == (False, False, True)


def test_a_secret_in_the_environment_goes_with_the_rest_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text(
        "slack_alerts: C0123ABCD\npublic_address: https://chat.clinic.example/\n"
    )
    found = settings(SLACK, tmp_path)
    assert (found.slack_alerts, found.public_address) == ("C0123ABCD", "https://chat.clinic.example")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-12345678-abcdefgh"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_ALERTS": "C0123ABCD"}, "SLACK_ALERTS"),
        ({"SLACK_PATIENTS": "on"}, "SLACK_PATIENTS"),
        ({"TELEGRAM_TOKEN": "123456789:AAEabcdefghij", "TELEGRAM_LOW_DETAIL": "off"}, "TELEGRAM_SECRET"),
        ({"TELEGRAM_TOKEN": "123456789:AAEabcdefghij", "TELEGRAM_SECRET": "s"}, "PUBLIC_ADDRESS"),
        ({"TELEGRAM_POLLING": "on"}, "TELEGRAM_POLLING"),
    ],
)
def test_half_a_messenger_is_one_line_that_names_the_other_half(
    given: dict[str, str], missing: str, tmp_path: Path
) -> None:
    (fault,) = faults_of({f"RLS_{name}": value for name, value in given.items()}, tmp_path)
    assert fault.startswith(f"RLS_{missing}: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-a-persons-own-token"),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_ALERTS", "#emergencies"),
        ("TELEGRAM_TOKEN", "my-token-of-old"),
        ("TELEGRAM_SECRET", "no blanks here"),
        ("TELEGRAM_API", "http://api.example"),
        ("SLACK_API", "ftp://slack.com"),
        ("PUBLIC_ADDRESS", "www.elm.example"),
        ("PUBLIC_ADDRESS", "http://www.elm.example"),
        ("STAFF_ADDRESS", "https://staff.elm.example/console/"),
    ],
)
def test_what_a_messenger_cannot_use_is_named_and_never_repeated(
    name: str, value: str, tmp_path: Path
) -> None:
    (fault,) = faults_of({f"RLS_{name}": value}, tmp_path)
    assert fault.startswith(f"RLS_{name}: ")
    assert value not in fault
