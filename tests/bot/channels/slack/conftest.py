"""Slack, a bot that it is connected with, and people who write to it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bot import toy
from tests.bot.channels.slack.fake_slack import FakeSlack
from tests.bot.channels.slack.patient import SlackPatient
from tests.bot.channels.slack.serve_slack import ACTION
from tests.forked import Forked

Serve = Callable[..., AbstractContextManager[tuple[str, Forked]]]
Recite = Callable[..., None]

_users = itertools.count(1)

MOST = 40
"""How many messages of one patient the bot reads."""

OPEN = {"public_address": "https://chat.clinic.example", "rate_conversation": f"{MOST}/hour"}


@pytest.fixture(scope="package")
def slack() -> Iterator[FakeSlack]:
    """A workspace."""
    with FakeSlack() as running:
        yield running


@pytest.fixture(scope="package")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the toy's `wait` waits for a file called `open`."""
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="package")
def serve(tmp_path_factory: pytest.TempPathFactory, toy_model: Path, gate: Path, slack: FakeSlack) -> Serve:
    """Serves a toy bot that can also recite; gives its address."""
    project = toy.write_project(tmp_path_factory.mktemp("reciting"))
    actions = project / "toy_actions" / "__init__.py"
    actions.write_text(f"import json\n{actions.read_text()}{ACTION}")

    @contextmanager
    def running(database: str, log: Path | None = None, **given: object) -> Iterator[Any]:
        settings = {"slack_api": f"{slack.address}/api/", **OPEN, **given}
        module = "tests.bot.channels.slack.serve_slack"
        with toy.serving(project, toy_model, database, gate, log, settings, module) as served:
            yield served

    return running


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the bot's database and everything that it logs."""
    return tmp_path_factory.mktemp("slack")


@pytest.fixture(scope="package")
def bot(serve: Serve, kept: Path) -> Iterator[str]:
    """A bot for patients who use Slack."""
    with serve(database_in(kept), kept / "log") as (address, _):
        yield address


@pytest.fixture
def patient(bot: str, slack: FakeSlack) -> SlackPatient:
    """Somebody who has not written yet."""
    return newcomer(bot, slack)


@pytest.fixture
def recite(gate: Path) -> Recite:
    """Lets the bot say this, when it is asked for `nobody`."""

    def prepare(*said: dict[str, Any]) -> None:
        (gate / "recited.json").write_text(json.dumps(said))

    return prepare


@contextmanager
def opened(gate: Path) -> Iterator[None]:
    """Whoever waits at the gate goes on."""
    (gate / "open").touch()
    try:
        yield
    finally:
        (gate / "open").unlink()


def database_in(folder: Path) -> str:
    """The address of the database in a folder."""
    return f"sqlite:///{folder}/conversations.db"


def newcomer(bot: str, slack: FakeSlack) -> SlackPatient:
    """Somebody else who has not written yet."""
    return SlackPatient(bot, slack, f"U{next(_users):08d}")
