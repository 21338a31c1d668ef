"""`rls-triage staff` and `rls-triage audit`: who gets in, and whether the log is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.cli import main
from bot.transcripts.database import connect, writing
from bot.transcripts.staff import people


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A data folder in which nothing was done yet."""
    monkeypatch.setenv("RLS_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("RLS_STAFF_ADDRESS", "https://staff.clinic.example")
    return f"sqlite:///{tmp_path}/data/transcripts.db"


def said(capsys: pytest.CaptureFixture[str], *command: str, status: int = 0) -> tuple[str, str]:
    """What a command says: its result, and what is beside it."""
    assert main(command) == status
    heard = capsys.readouterr()
    return heard.out.strip(), heard.err.strip()


def test_somebody_is_added_reset_and_disabled(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = said(capsys, "staff", "add", "Anna", "--role", "lead")
    assert first.startswith("https://staff.clinic.example/welcome/")
    second, _ = said(capsys, "staff", "reset", "anna")
    assert second.startswith("https://staff.clinic.example/welcome/")
    assert second != first
    assert said(capsys, "staff", "disable", "anna") == ("", "Done. They are signed out.")
    with connect(address).connect() as connection:
        anna = people.named(connection, "anna")
    assert (anna.role, anna.disabled_at is None) == ("lead", False)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (
            "staff add anna --role owner",
            "There is no role 'owner', only viewer, reviewer, lead, admin, auditor.",
        ),
        (
            "staff add a/b",
            "A name has 2 to 60 of the signs a-z 0-9 . _ @ + -",
        ),
        ("staff reset bert", "There is nobody called bert."),
        ("staff disable bert", "There is nobody called bert."),
        ("audit verify", "The database is empty. Run `rls-triage db upgrade` once."),
    ],
)
def test_what_cannot_be_done_is_one_line(capsys: pytest.CaptureFixture[str], command: str, line: str) -> None:
    result, complaint = said(capsys, *command.split(), status=2)
    assert result == ""
    assert complaint.startswith(line)
    assert "\n" not in complaint


def test_the_log_is_whole_until_somebody_changes_it(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "staff", "add", "anna")
    mark, line = said(capsys, "audit", "verify")
    assert line.startswith("1 entries, each as it was written.")
    said(capsys, "staff", "reset", "anna")
    assert said(capsys, "audit", "verify", "--noted", mark)[0] != mark
    assert "7:ff is not in the log" in said(capsys, "audit", "verify", "--noted", "7:ff", status=2)[1]
    with writing(connect(address)).begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_no_update"))
        connection.execute(sa.text("UPDATE audit SET person = 'somebody else' WHERE id = 1"))
    fault = "The log was tampered with. Entry 1 was changed after it had been written."
    assert said(capsys, "audit", "verify", status=2) == ("", fault)
