"""Rasa's check of what an action returns, with the schema read once instead of at every call.

Rasa checks its own schema again each time, a tenth of a turn, and tries on each event all two dozen kinds of
event. The check is private to Rasa: where an upgrade has moved it, it stays as it is, and a test says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

CHECK = "_validate_action_result"
SCHEMA = "action_response_format_spec"
ONE_OF = "oneOf"

Rule = Callable[[Any, Sequence[Mapping[str, Any]], Any, Any], Any]
"""How the library checks a keyword: the validator, the keyword's value, what is checked, the schema."""


def read_schema_once() -> bool:
    """Put the quick check in place of Rasa's own. Says whether that could be done."""
    from jsonschema.validators import extend, validator_for
    from rasa.core.actions.action import RemoteAction

    own, schema = getattr(RemoteAction, CHECK, None), getattr(RemoteAction, SCHEMA, None)
    if own is None or schema is None:
        return False
    kind = validator_for(schema())
    kind.check_schema(schema())
    known = extend(kind, {ONE_OF: _of_its_name(kind.VALIDATORS[ONE_OF])})(schema())

    def check(action: Any, result: dict[str, Any]) -> bool:
        # What is wrong is found, and worded, by Rasa.
        return True if known.is_valid(result) else bool(original(action, result))

    original = getattr(own, "original", own)
    check.original = original  # type: ignore[attr-defined]
    setattr(RemoteAction, CHECK, check)
    return True


def _of_its_name(one_of: Rule) -> Rule:
    """The same rule without the choices that are for an event of another name, and so would not fit."""

    def check(validator: Any, choices: Sequence[Mapping[str, Any]], found: Any, schema: Any) -> Any:
        name = found.get("event") if isinstance(found, dict) else None
        return one_of(validator, [each for each in choices if _name(each) in (None, name)], found, schema)

    return check


def _name(choice: Mapping[str, Any]) -> Any:
    """The only name of an event that a choice is for; None if it is for any."""
    return choice.get("properties", {}).get("event", {}).get("const")
