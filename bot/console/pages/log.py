"""The log of what staff did, and whether it is whole."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.context import engine
from bot.transcripts.staff import audit, chain

pages = Blueprint("log", __name__)

PAGE = 50


@pages.get("/log")
@needs("audit")
def index() -> ResponseReturnValue:
    """The newest entries first; those of one person, kind or conversation, if asked for."""
    chosen = {name: request.args.get(name, "")[:64] for name in ("person", "action", "conversation")}
    seen("log_opened", **{f"{name}_chosen": value for name, value in chosen.items() if value})
    before = request.args.get("before", type=int)
    with engine().connect() as connection:
        found = audit.latest(connection, before, PAGE + 1, **chosen)
        people, actions = audit.known(connection, "person"), audit.known(connection, "action")
    older = found[PAGE - 1].id if len(found) > PAGE else None
    return render_template(
        "log.html", entries=found[:PAGE], older=older, chosen=chosen, people=people, actions=actions
    )


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
