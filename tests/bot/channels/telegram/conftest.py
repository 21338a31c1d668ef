"""A Telegram, and the toy bot behind the real server that is connected with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.channels.telegram.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.bot.channels.telegram.person import Person
from tests.bot.toy import PATIENT, serving

PAGE = "https://chat.clinic.example"


def settings(telegram: FakeTelegram, **more: object) -> dict[str, object]:
    """A clinic that has opened Telegram, and where nobody writes too often."""
    opened = {"telegram_token": TOKEN, "telegram_secret": SECRET, "telegram_api": telegram.address}
    return {**PATIENT, **opened, "public_address": PAGE, **more}


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    """Telegram itself."""
    with FakeTelegram() as vendor:
        yield vendor


@pytest.fixture(scope="module")
def bot(
    telegram: FakeTelegram, toy_project: Path, toy_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The bot's address."""
    folder = tmp_path_factory.mktemp("telegram")
    given = settings(telegram)
    database = f"sqlite:///{folder}/conversations.db"
    with serving(toy_project, toy_model, database, gate=folder, settings=given) as (address, _):
        yield address


@pytest.fixture
def ann(telegram: FakeTelegram, bot: str) -> Person:
    """Somebody new."""
    return Person.of(telegram, bot)
