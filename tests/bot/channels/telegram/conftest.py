"""A Telegram, the toy bot behind the real server that is connected with it, and people who write to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.transcripts.database import connect
from tests.bot.channels.telegram.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.toy import PATIENT, serving
from tests.forked import Forked

PAGE = "https://chat.clinic.example"

Serve = Callable[..., AbstractContextManager[tuple[str, Forked]]]


@pytest.fixture(scope="package")
def telegram() -> Iterator[FakeTelegram]:
    """Telegram itself."""
    with FakeTelegram() as vendor:
        yield vendor


@pytest.fixture(scope="package")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the toy's `wait` waits for a file called `open`."""
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="package")
def serve(telegram: FakeTelegram, toy_project: Path, toy_model: Path, gate: Path) -> Serve:
    """Serves a bot that Telegram knows, where nobody writes too often; gives its address."""

    @contextmanager
    def running(database: str, log: Path | None = None, **given: object) -> Iterator[Any]:
        opened = {"telegram_token": TOKEN, "telegram_secret": SECRET, "telegram_api": telegram.address}
        settings = {**PATIENT, **opened, "public_address": PAGE, **given}
        module = "tests.bot.channels.telegram.serve_telegram"
        with serving(toy_project, toy_model, database, gate, log, settings, module) as served:
            yield served

    return running


@pytest.fixture(scope="package")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the bot keeps what is said."""
    return f"sqlite:///{tmp_path_factory.mktemp('telegram')}/conversations.db"


@pytest.fixture(scope="package")
def bot(serve: Serve, database: str) -> Iterator[str]:
    """The bot's address."""
    with serve(database) as (address, _):
        yield address


@pytest.fixture
def ann(telegram: FakeTelegram, bot: str) -> Person:
    """Somebody new."""
    return Person.of(telegram, bot)


def stored(database: str, conversation: str) -> list[str]:
    """The patient's words that are stored of a conversation."""
    with connect(database).connect() as connection:
        query = sa.text("SELECT text FROM messages WHERE conversation = :of ORDER BY id")
        return [row.text for row in connection.execute(query, {"of": conversation})]


def conversations(database: str) -> int:
    """How many conversations are stored."""
    with connect(database).connect() as connection:
        return int(connection.execute(sa.text("SELECT count(*) FROM conversations")).scalar() or 0)
