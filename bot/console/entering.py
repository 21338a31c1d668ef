"""What happens once somebody is let in, by whatever door."""

from __future__ import annotations

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue


def enter(token: str, wanted: str) -> ResponseReturnValue:
    """Give the browser its token and lead on; what it held before is worth nothing any more."""
    session.clear()
    session["_user_id"] = token
    return redirect(wanted if is_ours(wanted) else url_for("home.index"))


def is_ours(address: str) -> bool:
    """Whether this is a page of ours, and not another website."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
