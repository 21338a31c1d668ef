"""The conversation in the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cli.chat import talk

CONSENT = {
    "text": "May I keep this?",
    "buttons": [{"title": "Yes", "payload": "yes please"}, {"title": "No", "payload": "no"}],
}
AGE = {
    "text": "How old are you?",
    "buttons": [{"title": "Not sure", "payload": "not sure"}],
    "custom": {"id": "age"},
}


def heard_by(
    bot: dict[str, list[dict[str, Any]]], typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """What the bot hears when somebody types these lines; it answers as the table says."""
    heard: list[str] = []
    lines = iter(typed)

    def turn(text: str) -> list[dict[str, Any]]:
        heard.append(text)
        return bot.get(text, [])

    def read(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    talk(turn, {"age"})
    return heard


def test_a_number_picks_a_choice(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert heard_by({"hi": [CONSENT]}, ["hi", "1"], monkeypatch) == ["hi", "yes please"]
    assert "  [1] Yes\n  [2] No\n" in capsys.readouterr().out


def test_a_number_beyond_the_choices_is_a_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard_by({"hi": [CONSENT]}, ["hi", "3"], monkeypatch) == ["hi", "3"]


def test_choices_are_gone_once_something_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard_by({"hi": [CONSENT]}, ["hi", "2", "2"], monkeypatch) == ["hi", "no", "2"]


def test_where_a_number_is_asked_for_a_number_is_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert heard_by({"hi": [AGE]}, ["hi", "1"], monkeypatch) == ["hi", "1"]
    assert "(or type: Not sure)" in capsys.readouterr().out


def test_two_dashes_quit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard_by({}, ["hi", " -- ", "never heard"], monkeypatch) == ["hi"]
