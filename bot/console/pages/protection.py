"""One conversation protected: held, redacted, erased, handed to its patient."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from bot.console.access import may, needs
from bot.console.auditing import audited, note, seen
from bot.console.context import engine, now, person
from bot.console.download import download, named
from bot.console.privacy_forms import EraseForm, HoldForm, RedactForm
from bot.console.reading import Reading, read
from bot.transcripts.database import writing
from bot.transcripts.exclusive import alone_with
from bot.transcripts.privacy import codes, erasure, holds, redaction
from bot.transcripts.privacy.holds import OnHold
from bot.transcripts.privacy.receipts import PATIENT, Asked, Receipt
from bot.transcripts.privacy.redaction import NotThere, Redaction
from bot.transcripts.privacy.theirs import theirs
from bot.transcripts.refusal import Refusal

pages = Blueprint("protection", __name__)

HELD = "This conversation is on legal hold. Nothing of it may be changed or erased."
BUSY = "The patient is writing at this moment. Try again in a few seconds."


@pages.get("/conversations/<conversation>/privacy")
@needs("redact")
def show(conversation: str) -> ResponseReturnValue:
    """All that can be done to protect who wrote one."""
    reading = read(conversation)
    seen("privacy_seen", conversation)
    return _one(reading)


@pages.post("/conversations/<conversation>/hold")
@needs("hold")
def hold(conversation: str) -> ResponseReturnValue:
    """Keep it from being erased."""
    reading, form = read(conversation), HoldForm()
    if not form.validate_on_submit():
        return _one(reading, hold_form=form), 400
    return _alone(conversation, partial(_hold, conversation=conversation, reason=str(form.reason.data)))


@pages.post("/conversations/<conversation>/lift")
@needs("hold")
def lift(conversation: str) -> ResponseReturnValue:
    """Let it go; what its patient wanted erased meanwhile is erased with it, or it is not let go."""
    read(conversation)
    return _alone(conversation, partial(_lift, conversation=conversation))


@pages.post("/conversations/<conversation>/erase")
@needs("erase")
def erase(conversation: str) -> ResponseReturnValue:
    """Leave nothing of it but a receipt."""
    reading, form = read(conversation), EraseForm()
    if not form.validate_on_submit():
        return _one(reading, erase_form=form), 400
    asked = Asked("staff", person().name)
    return _alone(conversation, partial(_erase, conversation=conversation, asked=asked))


@pages.post("/conversations/<conversation>/redact")
@needs("redact")
def redact(conversation: str) -> ResponseReturnValue:
    """Take words out of it for good."""
    reading, form = read(conversation), RedactForm()
    if not form.validate_on_submit():
        return _one(reading, redact_form=form), 400
    try:
        _redact(conversation, form)
        flash("Taken out, everywhere.")
    except NotThere:
        flash("These words do not stand in that message, letter for letter.", "error")
    except OnHold:
        flash(HELD, "error")
    except OperationalError:
        flash(BUSY, "error")
    return redirect(url_for(".show", conversation=conversation))


@pages.post("/conversations/<conversation>/theirs")
@needs("export")
def take(conversation: str) -> ResponseReturnValue:
    """What its patient may see of what is kept about them, as a file to hand over."""
    if not may("see_identifiers"):
        abort(403)
    with engine().connect() as connection:
        found = theirs(connection, conversation)
    if found is None:
        abort(404)
    seen("exported", conversation, form="for the patient", identifiers=True)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return download(text, "application/json", named("your-chat", conversation, "json"))


def _redact(conversation: str, form: RedactForm) -> None:
    words, message_id = str(form.words.data), str(form.message_id.data)
    told = Redaction(message_id, str(form.kind.data), len(words), person().name, now())
    with audited("redacted", conversation, kind=told.kind, letters=told.letters) as connection:
        alone_with(connection, conversation)
        redaction.redact(connection, conversation, message_id, words, told)
    erasure.forget_the_log(engine())


def _alone(conversation: str, act: Callable[[Connection], Receipt | None]) -> ResponseReturnValue:
    """Do something while no bot takes a turn of it; what may come of it is the receipt of an erasure."""
    try:
        with writing(engine()).begin() as connection:
            alone_with(connection, conversation)
            done = act(connection)
        if done:
            erasure.forget_the_log(engine())
    except OnHold:
        flash(HELD, "error")
    except OperationalError:
        flash(BUSY, "error")
    except Refusal:
        abort(404)
    else:
        if done:
            flash(f"Erased. The receipt is {done.number}.")
            return redirect(url_for("privacy.receipt", number=done.number))
    return redirect(url_for(".show", conversation=conversation))


def _hold(connection: Connection, conversation: str, reason: str) -> None:
    if holds.place(connection, conversation, reason, person().name, now()):
        note(connection, "held", conversation)
        flash("Held. Nobody can erase it now.")
    else:
        flash("It is on hold already.")


def _lift(connection: Connection, conversation: str) -> Receipt | None:
    lifted = holds.lift(connection, conversation, person().name, now())
    if lifted is None:
        flash("It was not on hold.")
        return None
    note(connection, "hold_lifted", conversation)
    if lifted.erasure_asked_at is None:
        flash("The hold is lifted.")
        return None
    flash("The patient had asked for an erasure while it was on hold.")
    return _erase(connection, conversation, PATIENT)


def _erase(connection: Connection, conversation: str, asked: Asked) -> Receipt:
    for_good = conversation.startswith(erasure.OURS)
    done = erasure.erase_in(connection, conversation, for_good, asked, now()) or abort(404)
    note(connection, "erased", conversation, asked_by=asked.by, receipt=done.number)
    return done


def _one(
    reading: Reading,
    hold_form: HoldForm | None = None,
    erase_form: EraseForm | None = None,
    redact_form: RedactForm | None = None,
) -> str:
    conversation = reading.transcript.summary.id
    with engine().connect() as connection:
        standing = holds.standing(connection, [conversation])
        told = codes.of_conversation(connection, conversation)
        out = redaction.of_conversation(connection, conversation)
    return render_template(
        "privacy_conversation.html",
        conversation=conversation,
        row=reading.transcript.summary,
        messages=[(each, reading.hide(each.text)) for each in reading.transcript.messages],
        hold=standing[0] if standing else None,
        codes=told,
        redactions=out,
        hold_form=hold_form or HoldForm(formdata=None),
        erase_form=erase_form or EraseForm(formdata=None),
        redact_form=redact_form or RedactForm(formdata=None),
    )
