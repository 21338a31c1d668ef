"""The key tokens and sessions are signed with."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.key_file import key_in, signing_key
from bot.settings import Settings


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key_in(tmp_path / "data"), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_a_key_that_cannot_be_kept_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(SettingsError, match="data"):
        key_in(tmp_path / "data")


def test_the_key_of_the_settings_comes_before_the_one_in_the_folder(tmp_path: Path) -> None:
    kept = key_in(tmp_path)
    assert signing_key(Settings(data_folder=tmp_path)) == kept
    assert signing_key(Settings(data_folder=tmp_path, secret_key="k" * 32)) == "k" * 32
