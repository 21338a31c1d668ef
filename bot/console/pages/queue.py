"""The queue: whom to call first, filtered, searched, page by page."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.addresses import addresses
from bot.console.auditing import seen
from bot.console.choices import active, choices
from bot.console.context import engine, zone
from bot.console.reading import names
from bot.transcripts.review import queue
from bot.transcripts.review.filters import FilterError, Filters, read

pages = Blueprint("queue", __name__)

NUMBERS = (
    ("turns_from", "Messages, from"),
    ("turns_to", "Messages, up to"),
    ("minutes_from", "Minutes, from"),
    ("minutes_to", "Minutes, up to"),
    ("missed", "Not understood, at least"),
)
DAYS = (("since", "Written in since"), ("until", "Written in until"), ("follow_up", "Follow-up due by"))


@pages.get("/queue")
@needs("see_queue")
def index() -> ResponseReturnValue:
    """A page of what fits the address."""
    fault, asked = None, Filters()
    after = addresses().read(request.args.get("after", ""))
    try:
        asked = read(request.args)
        return _shown(asked, after)
    except FilterError as error:
        fault = str(error)
    return _shown(asked, "", fault), 400


def _shown(asked: Filters, after: str, fault: str | None = None) -> str:
    words = names()
    with engine().connect() as connection:
        page, counts = queue.look(connection, asked, after, zone())
        offered = choices(connection, words)
    # What was looked for may be a patient's name: the log has which filters, and never the words.
    seen("searched" if asked.text else "queue_seen", filters=sorted(asked.said()), shown=len(page.rows))
    return render_template(
        "queue.html",
        asked=asked,
        given=request.args if fault else asked.said(),
        page=page,
        first=not after,
        further=addresses().cover(page.next) if page.next else None,
        counts=counts,
        offered=offered,
        active=active(offered, asked),
        numbers=NUMBERS,
        days=DAYS,
        names=words,
        fault=fault,
    )
