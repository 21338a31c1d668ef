"""The log of what staff did, and whether it is whole."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.context import engine
from bot.transcripts.staff import audit, chain
from bot.transcripts.tables import LARGEST

pages = Blueprint("log", __name__)

PAGE = 50


@pages.get("/log")
@needs("audit")
def index() -> ResponseReturnValue:
    """The newest entries first; those of one person, kind or conversation, if asked for."""
    chosen = {name: _plain(request.args.get(name, "")) for name in ("person", "action", "mark")}
    seen("log_opened", **{f"{name}_chosen": value for name, value in chosen.items() if value})
    before = request.args.get("before", type=_number)
    with engine().connect() as connection:
        equal = {"conversation" if name == "mark" else name: value for name, value in chosen.items()}
        found = audit.latest(connection, before, PAGE + 1, **equal)
        people, actions = audit.known(connection, "person"), audit.known(connection, "action")
    older = found[PAGE - 1].id if len(found) > PAGE else None
    return render_template(
        "log.html", entries=found[:PAGE], older=older, chosen=chosen, people=people, actions=actions
    )


def _plain(text: str) -> str:
    """No longer than anything in the log, and without what PostgreSQL cannot be asked for."""
    return text.replace("\0", "")[:64]


def _number(text: str) -> int:
    """The number of an entry."""
    number = int(text)
    if not 0 < number <= LARGEST:
        raise ValueError(text)
    return number


@pages.post("/log/check")
@needs("audit")
def check() -> ResponseReturnValue:
    """Follow the chain, and say what came of it."""
    with engine().connect() as connection:
        found = chain.look_through(audit.entries(connection))
    seen("log_checked", entries=found.count, whole=found.fault is None)
    if found.fault:
        flash(f"The log was tampered with. {found.fault}", "error")
    else:
        flash(f"{found.count} entries, each as it was written. Mark of the last one: {found.mark}", "info")
    return redirect(url_for("log.index"))
