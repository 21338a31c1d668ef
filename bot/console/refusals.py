"""What somebody sees who asked for what is not there, or not theirs."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException, SecurityError

from bot.console.access import wanted
from bot.console.auditing import seen
from bot.transcripts.tables import LARGEST

_SAYS = {
    400: ("That did not work", "The page was open for too long, or came from elsewhere. Open it again."),
    403: (
        "Not yours to see",
        "Your role does not include this page. Whoever looks after staff can change that.",
    ),
    404: ("Nothing here", "The address is wrong, or what was here has been erased."),
    405: ("That did not work", "The page cannot be asked for in this way."),
    413: ("Too much at once", "That was too large to take."),
    429: ("Too often", "Wait a minute, then go on."),
    500: ("Something broke", "It is in the server's log. Nothing was changed."),
}


def refused(error: HTTPException) -> ResponseReturnValue:
    """The page for an error, in the console's own looks."""
    status = error.code or 500
    if isinstance(error, SecurityError) or status >= 500:
        # Under a foreign name no address of ours is known; and what broke may be what a page is made with.
        return f"{_SAYS.get(status, _SAYS[400])[1]}\n", status, {"Content-Type": "text/plain"}
    title, says = _SAYS.get(status, _SAYS[400])
    if status == 403 and current_user.is_authenticated:
        _note()
    return render_template("refused.html", title=title, says=says), status


def unaskable(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What no database can even be asked for is not there."""
    for value in (values or {}).values():
        if (isinstance(value, int) and value > LARGEST) or (isinstance(value, str) and "\0" in value):
            abort(404)


def _note() -> None:
    endpoint = str(request.endpoint)
    seen("refused", page=endpoint, wanted=wanted(endpoint))
