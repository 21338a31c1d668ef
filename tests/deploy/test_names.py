"""What `deploy/` says about the program is true of it: settings, paths, sizes, and no place to fetch from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from bot.server import LARGEST_REQUEST
from bot.settings import FILE, PREFIX, Settings
from tests.deploy.files import DEPLOY, MESSENGERS, added, compose, manifests, pods, texts

NGINX = (DEPLOY / "nginx" / "nginx.conf").read_text()
VENDORS = ("slack", "telegram")

OPENED = {
    "slack_bot_token": "xoxb-12345678-abcdefgh",
    "slack_signing_secret": "0123456789abcdef" * 2,
    "telegram_token": "123456789:AAEabcdefghij",
    "telegram_low_detail": False,
}
"""What opens the vendors' channels."""

SETTINGS_FILES = {
    "settings.example.yml": (DEPLOY / "settings.example.yml").read_text(),
    "secret.example.yml": manifests()["Secret"]["stringData"]["settings.yml"],
}


def passed() -> Iterator[str]:
    """The paths that a proxy or the Ingress lets through."""
    for location in re.findall(r"location (?:= |~ )?(\S+) \{[^}]*(?:\{[^}]*\}[^}]*)?proxy_pass", NGINX):
        yield from _spelt_out(location)
    for ingress in (manifests()["Ingress"], added(MESSENGERS)["Ingress"]):
        for path in ingress["spec"]["rules"][0]["http"]["paths"]:
            yield path["path"]


def _spelt_out(location: str) -> list[str]:
    """A pattern with a choice in it as the paths it stands for."""
    choice = re.fullmatch(r"\^(.*)\((.*)\)(.*)\$", location)
    return [choice[1] + each + choice[3] for each in choice[2].split("|")] if choice else [location]


@pytest.fixture(scope="module")
def routes() -> frozenset[str]:
    """Every path of the real application, which needs neither a model nor a database for that."""
    from bot import bootstrap
    from bot.channels.rest import TrustedRest
    from bot.channels.slack.channel import Slack
    from bot.channels.socket_io.socket import WidgetSocket
    from bot.channels.telegram.channel import Telegram
    from bot.channels.website.site import Site
    from bot.channels.website.web import Website
    from bot.server import application

    clinic, said = Settings.parse_obj({"secret_key": "k" * 64, **OPENED}), bootstrap.messages()
    site = Site.of(clinic, "911", "Hello.", "Begin", "Too late.")
    rest, page = TrustedRest(clinic, "Sorry."), Website(clinic, site, "Sorry.")
    socket = WidgetSocket.beside(page)
    messengers = [Slack(clinic, bootstrap.knowledge(), said), Telegram(clinic, said.words)]
    app = application(None, [page, rest, socket, *messengers], clinic)
    return frozenset("/" + route.path.strip("/") for route in app.router.routes)


@pytest.mark.parametrize(("path", "text"), texts(), ids=lambda each: getattr(each, "name", ""))
def test_every_variable_is_a_setting(path: Path, text: str) -> None:
    known = {FILE, *(PREFIX + name.upper() for name in Settings.__fields__)}
    code = re.sub(r"#.*", "", text)
    assert set(re.findall(r"\bRLS_[A-Z_]+", code)) <= known


@pytest.mark.parametrize("name", SETTINGS_FILES)
def test_the_settings_to_fill_in_are_accepted_once_the_key_is_ones_own(name: str) -> None:
    example = yaml.safe_load(SETTINGS_FILES[name])
    with pytest.raises(ValidationError, match="your own"):
        Settings.parse_obj(example)
    Settings.parse_obj({**example, "secret_key": "k" * 64})


@pytest.mark.parametrize("name", SETTINGS_FILES)
def test_what_may_be_filled_in_beside_them_is_a_setting_too(name: str) -> None:
    offered = re.findall(r"(?m)^# ([a-z_]+): ", SETTINGS_FILES[name])
    assert len(offered) > 7
    assert set(offered) <= set(Settings.__fields__)


def test_every_public_path_is_a_route(routes: frozenset[str]) -> None:
    found = set(passed())
    assert found == {"/chat/", "/health", "/socket.io/", *(f"/webhooks/{name}/webhook" for name in VENDORS)}
    assert {path.rstrip("/") for path in found} <= routes


def test_every_probe_points_to_a_route(routes: frozenset[str]) -> None:
    probes = [
        value["httpGet"]["path"]
        for pod in pods()
        for name, value in pod["containers"][0].items()
        if name.endswith("Probe") and pod["containers"][0]["name"] != "console"
    ]
    asked = [
        path
        for service in compose()["services"].values()
        for path in re.findall(r":\d{4}(/\w+)", " ".join(service["healthcheck"].get("test", ())))
    ]
    assert {*probes, *asked} == {"/health", "/ready"}
    assert {*probes, *asked} <= routes


def test_the_proxy_takes_as_much_as_a_bot_and_all_of_it_in_memory() -> None:
    sizes = re.findall(r"client_(?:max_body|body_buffer)_size (\d+)m;", NGINX)
    assert [int(size) * 1024 * 1024 for size in sizes] == [LARGEST_REQUEST] * 2


@pytest.mark.parametrize(("path", "text"), texts(), ids=lambda each: getattr(each, "name", ""))
def test_images_have_plain_names(path: Path, text: str) -> None:
    images = re.findall(r"(?m)^\s*(?:image:|FROM|ARG PYTHON=)\s*(\S+)", text)
    assert not [image for image in images if "/" in image]
