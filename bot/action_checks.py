"""Rasa's check of what an action returns, with the schema read once instead of at every call.

Rasa checks its own schema again each time, a tenth of a turn. The check is private to Rasa: where an
upgrade has moved it, it stays as it is, and a test says so.
"""

from __future__ import annotations

from typing import Any

CHECK = "_validate_action_result"
SCHEMA = "action_response_format_spec"


def read_schema_once() -> bool:
    """Put the quick check in place of Rasa's own. Says whether that could be done."""
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    own, schema = getattr(RemoteAction, CHECK, None), getattr(RemoteAction, SCHEMA, None)
    if own is None or schema is None:
        return False
    kind = validator_for(schema())
    kind.check_schema(schema())
    known = kind(schema())

    def check(action: Any, result: dict[str, Any]) -> bool:
        # What is wrong is found, and worded, by Rasa.
        return True if known.is_valid(result) else bool(original(action, result))

    original = getattr(own, "original", own)
    check.original = original  # type: ignore[attr-defined]
    setattr(RemoteAction, CHECK, check)
    return True
