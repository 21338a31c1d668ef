"""Who may do what, and the mark that every page carries about it.

A page without a mark is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

PERMISSIONS: Mapping[str, str] = {
    "see_queue": "see the queue, filter and search it",
    "see_conversation": "read conversations with their assessment",
    "see_identifiers": "have hidden names, numbers and addresses shown",
    "review": "judge a conversation, note, tag, finish it",
    "assign": "hand conversations to colleagues",
    "export": "take conversations out as files",
    "requests": "see and close the wishes to be called",
    "figures": "see the figures",
    "redact": "black out words for good",
    "erase": "erase a conversation",
    "hold": "keep a conversation from being erased",
    "retention": "see and run what is erased by age",
    "staff": "add, change and disable staff",
    "audit": "read the log of what staff did",
}
"""Each permission, and what it lets one do."""

_VIEWER = frozenset({"see_queue", "see_conversation", "figures"})
_REVIEWER = _VIEWER | {"see_identifiers", "review", "requests"}
_LEAD = _REVIEWER | {"assign", "export", "redact", "erase", "hold"}

ROLES: Mapping[str, frozenset[str]] = {
    "viewer": _VIEWER,
    "reviewer": _REVIEWER,
    "lead": _LEAD,
    "admin": frozenset(PERMISSIONS),
    "auditor": frozenset({"audit", "figures"}),
}

ANYBODY = "anybody"
SIGNED_IN = "signed in"
_NOBODY = "nobody"

View = TypeVar("View", bound=Callable[..., object])


def needs(permission: str) -> Callable[[View], View]:
    """Mark a page with the permission it takes; put it below the route."""
    if permission not in {*PERMISSIONS, ANYBODY, SIGNED_IN}:
        raise ValueError(f"There is no permission '{permission}'.")

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def wanted(endpoint: str) -> str:
    """The permission that a page takes."""
    return str(getattr(current_app.view_functions[endpoint], "permission", _NOBODY))


def grants(role: str, permission: str) -> bool:
    """Whether who has a role has a permission."""
    return permission in ROLES.get(role, ())


def may(permission: str) -> bool:
    """Whether who is asking has a permission."""
    return current_user.is_authenticated and grants(current_user.person.role, permission)


def admit() -> ResponseReturnValue | None:
    """Before every request: let pass who may, send to the sign-in who is unknown, refuse the rest."""
    permission = wanted(request.endpoint) if request.endpoint else ANYBODY
    if permission == ANYBODY:
        return None
    if not current_user.is_authenticated:
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer
    if permission != SIGNED_IN and not may(permission):
        abort(403)
    return None
