"""One conversation: read, judged, corrected, taken along."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import may, needs
from bot.console.auditing import audited, seen
from bot.console.chat import lines
from bot.console.context import local, now, person
from bot.console.download import YAML, download, named
from bot.console.reading import Reading, names, read
from bot.console.review_forms import CorrectionForm, ReviewForm
from bot.errors import BotError
from bot.transcripts.review import corrections, export, reviews, vignettes
from bot.transcripts.review.reviews import Judgement, OvertakenReview

pages = Blueprint("conversation", __name__)

FORMATS = {"json": "application/json", "csv": "text/csv", "txt": "text/plain"}
EMPTY_HANDED = "Say something: a verdict, a note, a tag, a date, or to whom it goes."


@pages.get("/conversations/<conversation>")
@needs("see_conversation")
def show(conversation: str) -> ResponseReturnValue:
    """The chat with its reasons, and the form of a review."""
    reading = read(conversation)
    seen("conversation_seen", conversation)
    return _shown(reading, _review_form(reading))


@pages.post("/conversations/<conversation>/identifiers")
@needs("see_identifiers")
def identifiers(conversation: str) -> ResponseReturnValue:
    """The same with names, numbers and addresses."""
    reading = read(conversation)
    seen("identifiers_seen", conversation)
    return _shown(reading, _review_form(reading), uncovered=True)


@pages.get("/conversations/<conversation>/print")
@needs("see_conversation")
def to_print(conversation: str) -> ResponseReturnValue:
    """Everything on paper, without forms."""
    reading = read(conversation)
    seen("conversation_printed", conversation)
    return _shown(reading, None, paper=True)


@pages.get("/conversations/<conversation>/export/<form>")
@needs("export")
def take(conversation: str, form: str) -> ResponseReturnValue:
    """A file of it; with identifiers only if asked for that way."""
    if form not in FORMATS:
        abort(404)
    reading, asked = read(conversation), request.args.get("identifiers") == "shown"
    shown = asked and may("see_identifiers")
    hide = reading.covering(shown)
    seen("exported", conversation, form=form, identifiers=shown)
    if form == "json":
        text = export.as_json(reading.transcript, reading.reviews, hide)
    elif form == "csv":
        text = export.as_csv(reading.transcript)
    else:
        text = export.as_text(reading.transcript, hide, lambda at: f"{local(at):%Y-%m-%d %H:%M}")
    return download(text, FORMATS[form], named("conversation", conversation, form))


@pages.get("/conversations/<conversation>/vignette")
@needs("export")
def vignette(conversation: str) -> ResponseReturnValue:
    """What it teaches, as a case to hold the triage to."""
    reading = read(conversation)
    if reading.transcript.assessment is None:
        abort(404)
    seen("exported", conversation, form="vignette")
    last = reading.last_review.judgement if reading.last_review else Judgement()
    text = vignettes.to_yaml(vignettes.vignette(reading.transcript.assessment, last))
    return download(text, YAML, named("conversation", conversation, "yml"))


@pages.post("/conversations/<conversation>/review")
@needs("review")
def review(conversation: str) -> ResponseReturnValue:
    """Write a review, unless somebody else has been quicker: then theirs is shown, and nothing lost."""
    reading = read(conversation)
    form = ReviewForm()
    form.offer(names(), reading.staff)
    if not form.validate_on_submit():
        return _shown(reading, form), 400
    try:
        _write(reading, form.judgement(), (form.last_review.data or 0, form.last_event.data or 0))
    except OvertakenReview as overtaken:
        flash(f"Not written yet. {overtaken}", "error")
        latest = read(conversation)
        form.seen(latest.last_review, latest.transcript.last_event)
        return _shown(latest, form), 409
    except BotError as error:
        flash(str(error), "error")
        return _shown(reading, form), 400
    flash("Written.")
    return redirect(url_for("queue.index") if form.done.data else url_for(".show", conversation=conversation))


@pages.post("/conversations/<conversation>/correction")
@needs("review")
def correct(conversation: str) -> ResponseReturnValue:
    """Make a line of training data of a message."""
    reading, form = read(conversation), CorrectionForm()
    said = {each.message_id: each.text for each in reading.transcript.messages}.get(
        form.message_id.data or ""
    )
    understood = reading.transcript.understood.get(form.message_id.data or "")
    if said is None:
        abort(404)
    try:
        if not form.validate_on_submit():
            raise BotError("Say what the message is about and what it means.")
        asked = (understood.question if understood else None) or str(form.about.data)
        correction = form.correction(names(), asked, reading.hide(said))
        with audited("corrected", conversation, question=asked) as connection:
            corrections.add(connection, conversation, person().name, correction, now())
        flash("Kept as a line of training data.")
    except BotError as error:
        flash(str(error), "error")
    return redirect(url_for(".show", conversation=conversation))


def _write(reading: Reading, judgement: Judgement, last_seen: tuple[int, int]) -> None:
    """A judgement that says nothing takes back what was said before; there must have been something."""
    conversation, before = reading.transcript.summary.id, reading.last_review
    if judgement == Judgement() and (before is None or before.judgement == judgement):
        raise BotError(EMPTY_HANDED)
    said = {"verdict": judgement.verdict, "done": judgement.done, "assigned_to": judgement.assigned_to}
    with audited("reviewed", conversation, **said) as connection:
        reviews.add(connection, conversation, person().name, judgement, last_seen, now())


def _review_form(reading: Reading) -> ReviewForm:
    form = ReviewForm(formdata=None)
    form.offer(names(), reading.staff)
    form.show(reading.last_review, reading.transcript.last_event)
    return form


def _shown(reading: Reading, form: ReviewForm | None, uncovered: bool = False, paper: bool = False) -> str:
    words = names()
    hide = reading.covering(uncovered)
    return render_template(
        "printed.html" if paper else "conversation.html",
        reading=reading,
        seen=reading.transcript,
        row=reading.transcript.summary,
        lines=lines(reading.transcript, words, hide),
        medicines=[(hide(said), named) for said, named in reading.transcript.medicines()],
        form=form,
        names=words,
        uncovered=uncovered,
    )
