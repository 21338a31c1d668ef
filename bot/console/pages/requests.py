"""Who wants to be called: a list to work off, names and numbers shown on demand."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from bot.console.access import may, needs
from bot.console.auditing import note, seen
from bot.console.context import engine, now, person
from bot.console.forms import can_be_kept
from bot.console.reading import names
from bot.transcripts.database import writing
from bot.transcripts.privacy import requests
from bot.transcripts.privacy.requests import Request

pages = Blueprint("requests", __name__, url_prefix="/requests")


class Done(FlaskForm):
    """What came of a call."""

    note = TextAreaField(
        "Note", [Length(max=2000, message="At most 2,000 letters."), can_be_kept], render_kw={"rows": 2}
    )


@pages.get("/")
@needs("requests")
def index() -> ResponseReturnValue:
    """Who waits, and who was called."""
    seen("requests_seen")
    return _shown()


@pages.post("/<int:number>/show")
@needs("requests")
def show(number: int) -> ResponseReturnValue:
    """The list with one person's name and number."""
    if not may("see_identifiers"):
        abort(403)
    request = _found(number)
    seen("identifiers_seen", request.conversation, request=number)
    return _shown(uncovered=number)


@pages.post("/<int:number>/done")
@needs("requests")
def done(number: int) -> ResponseReturnValue:
    """Take somebody off the list, with a note."""
    request, form = _found(number), Done()
    if not form.validate_on_submit():
        flash(" ".join(form.note.errors) or "That did not work. Try again.", "error")
        return _shown(), 400
    with writing(engine()).begin() as connection:
        is_first = requests.done(connection, number, person().name, form.note.data or None, now())
        if is_first:
            note(connection, "called", request.conversation, request=number)
    flash("Done." if is_first else "Somebody else has already seen to that.")
    return redirect(url_for(".index"))


@pages.post("/<int:number>/reopen")
@needs("requests")
def reopen(number: int) -> ResponseReturnValue:
    """Put somebody back on the list."""
    request = _found(number)
    with writing(engine()).begin() as connection:
        is_back = requests.reopen(connection, number)
        if is_back:
            note(connection, "call_reopened", request.conversation, request=number)
    flash("Back on the list." if is_back else "There is a newer wish of this patient on the list.")
    return redirect(url_for(".index"))


def _found(number: int) -> Request:
    with engine().connect() as connection:
        request = requests.find(connection, number)
    return request or abort(404)


def _shown(uncovered: int | None = None) -> str:
    with engine().connect() as connection:
        waiting, finished = requests.waiting(connection), requests.finished(connection)
        count = requests.count(connection)
    return render_template(
        "requests.html",
        waiting=waiting,
        finished=finished,
        count=count,
        uncovered=uncovered,
        names=names(),
        form=Done(formdata=None),
    )
