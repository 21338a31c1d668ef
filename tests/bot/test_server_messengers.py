"""A server told to end in the middle of a patient's turn in Slack or Telegram: the reply still comes."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.bot.channels.slack.fake_slack import FakeSlack
from tests.bot.channels.slack.patient import SlackPatient
from tests.bot.channels.telegram.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.toy import PATIENT, serving
from tests.forked import Forked

Serve = Callable[[str, dict[str, object]], AbstractContextManager[tuple[str, Forked]]]


@pytest.fixture
def server(toy_project: Path, toy_model: Path, tmp_path: Path) -> Serve:
    """Serves the toy bot on one of the channels; its turns wait in the test's own folder."""

    @contextmanager
    def running(channel: str, given: dict[str, object]) -> Iterator[tuple[str, Forked]]:
        database, module = f"sqlite:///{tmp_path}/x.db", f"tests.bot.channels.{channel}.serve_{channel}"
        with serving(
            toy_project, toy_model, database, tmp_path, settings={**PATIENT, **given}, module=module
        ) as served:
            yield served

    return running


def end_in_the_middle(process: Forked, gate: Path) -> None:
    """Tell the server to end while a turn waits, and only then let the turn go on."""
    while not list(gate.glob("waiting*")):
        time.sleep(0.01)  # a process cannot say that it waits
    process.send_signal(signal.SIGTERM)
    (gate / "open").touch()


def test_in_slack(server: Serve, tmp_path: Path) -> None:
    with (
        FakeSlack() as slack,
        server("slack", {"slack_api": f"{slack.address}/api/"}) as (address, process),
        ThreadPoolExecutor(1) as pool,
    ):
        ann = SlackPatient(address, slack, "U1")
        saying = pool.submit(ann.say, "wait")
        end_in_the_middle(process, tmp_path)
        assert saying.result().status == 200
        ann.hears("Here I am.")
        assert process.wait(60) == 0


def test_in_telegram(server: Serve, tmp_path: Path) -> None:
    opened = {"telegram_token": TOKEN, "telegram_secret": SECRET, "telegram_low_detail": False}
    with (
        FakeTelegram() as telegram,
        server("telegram", {**opened, "telegram_api": telegram.address}) as (address, process),
        ThreadPoolExecutor(1) as pool,
    ):
        ann = Person.of(telegram, address)
        saying = pool.submit(ann.say, "wait")
        end_in_the_middle(process, tmp_path)
        assert saying.result().status == 200
        ann.hears("Here I am.")
        assert process.wait(60) == 0
