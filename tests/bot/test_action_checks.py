"""The quick check of what actions return says what Rasa's own says."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot import action_checks

GOOD: dict[str, Any] = {
    "events": [{"event": "slot", "name": "age", "value": 41}],
    "responses": [{"text": "a"}],
}
BAD: list[dict[str, Any]] = [
    {"events": 7},
    {"events": [{"event": 7}]},
    {"events": [{"event": "slot", "value": 41}]},
    {"events": [{"event": "no such"}]},
    {"events": [{}]},
    {"responses": ["hello"]},
]


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    """An action checked the quick way; Rasa's own way comes back after the test."""
    monkeypatch.setattr(RemoteAction, action_checks.CHECK, getattr(RemoteAction, action_checks.CHECK))
    assert action_checks.read_schema_once(), "an upgrade of Rasa has moved its check"
    return RemoteAction("action_any", None)


def test_what_is_right_passes(action: RemoteAction) -> None:
    assert action._validate_action_result(GOOD)
    assert action._validate_action_result({})


@pytest.mark.parametrize("result", BAD)
def test_what_is_wrong_is_refused_in_rasas_words(action: RemoteAction, result: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="Failed to validate Action server response"):
        action._validate_action_result(result)


def test_twice_is_no_harm(action: RemoteAction) -> None:
    assert action_checks.read_schema_once()
    assert action._validate_action_result(GOOD)


def test_where_rasa_has_moved_its_check_everything_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_checks, "CHECK", "moved_elsewhere")
    assert not action_checks.read_schema_once()
