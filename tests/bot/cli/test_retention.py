"""`rls-triage retention`: what it erases, and what it would."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.cli import main
from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.tables import CONVERSATIONS
from tests.bot.transcripts.conversation import YES, new_store, say


async def an_old_conversation(folder: Path) -> None:
    store = new_store(f"sqlite:///{folder}/transcripts.db")
    await say(store, "yes", YES)
    with writing(store.engine).begin() as connection:
        old = inbox.now() - timedelta(days=40)
        connection.execute(sa.update(CONVERSATIONS).values(last_at=old))
    store.engine.dispose()


async def test_it_looks_before_it_erases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await an_old_conversation(tmp_path)
    monkeypatch.setenv("RLS_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("RLS_RETENTION_DAYS", '{"web": 30}')
    for arguments in (["retention", "--dry-run"], ["retention"], ["retention"]):
        assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [
        "web (over 30 days): 1 would be erased, 0 held",
        "web (over 30 days): 1 erased, 0 held",
        "Nothing is older than the rules of RLS_RETENTION_DAYS allow.",
    ]


def test_an_empty_place_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RLS_DATA_FOLDER", str(tmp_path))
    assert main(["retention"]) == 2
    assert "rls-triage db upgrade" in capsys.readouterr().err
