"""What is kept how long, what is held, what was erased, and the way to a conversation by its code."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.context import clinic, engine, now
from bot.console.privacy_forms import FindForm
from bot.transcripts.privacy import codes, holds, receipts, retention

pages = Blueprint("privacy", __name__)


@pages.get("/privacy")
@needs("erase")
def index() -> ResponseReturnValue:
    """Rules, holds and receipts, and the way to a conversation by its code."""
    seen("privacy_seen")
    return _overview(FindForm(formdata=None))


@pages.post("/privacy/find")
@needs("erase")
def find() -> ResponseReturnValue:
    """To the conversation whose code somebody says on the phone."""
    form = FindForm()
    if not form.validate_on_submit():
        return _overview(form), 400
    with engine().connect() as connection:
        conversation = codes.conversation(connection, form.code.data)
    seen("looked_up_by_code", conversation, found=conversation is not None)
    if conversation is None:
        form.code.errors = ["No chat has this code. It may have been erased, or never kept."]
        return _overview(form), 404
    return redirect(url_for("protection.show", conversation=conversation))


@pages.get("/privacy/receipts/<number>")
@needs("erase")
def receipt(number: str) -> ResponseReturnValue:
    """One erasure, to print."""
    with engine().connect() as connection:
        found = receipts.find(connection, number)
    if found is None:
        abort(404)
    seen("receipt_seen", receipt=found.number)
    return render_template("receipt.html", receipt=found)


@pages.post("/privacy/retention/<way>")
@needs("retention")
def keep(way: str) -> ResponseReturnValue:
    """Look at what is too old, or erase it."""
    if way not in {"look", "erase"}:
        abort(404)
    runs = retention.run(engine(), clinic().retention_days, now(), dry=way == "look")
    seen(
        "retention_run",
        dry=way == "look",
        due=sum(run.due for run in runs),
        erased=sum(r.erased for r in runs),
    )
    for line in retention.lines(runs):
        flash(line)
    return redirect(url_for(".index"))


def _overview(form: FindForm) -> str:
    with engine().connect() as connection:
        held, erased, runs = (
            holds.everything(connection),
            receipts.latest(connection),
            retention.log(connection),
        )
    return render_template(
        "privacy.html", form=form, holds=held, receipts=erased, runs=runs, rules=clinic().retention_days
    )
