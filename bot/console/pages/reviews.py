"""What the reviews add up to: how often staff agree, and what the bot can learn."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.chart import stacked
from bot.console.context import engine, zone
from bot.console.download import YAML, download
from bot.console.reading import names
from bot.console.words import VERDICTS
from bot.transcripts.review import corrections
from bot.transcripts.review.agreement import agreement

pages = Blueprint("reviews", __name__)

SHOWN_MONTHS = 24


@pages.get("/reviews")
@needs("review")
def index() -> ResponseReturnValue:
    """Agreement month by month, and the lines of training data."""
    with engine().connect() as connection:
        months = agreement(connection, zone())[-SHOWN_MONTHS:]
        learned = corrections.everything(connection)
    seen("reviews_seen", months=len(months), corrections=len(learned))
    return render_template(
        "reviews.html",
        months=months,
        chart=stacked(months),
        verdicts=VERDICTS,
        learned=learned,
        names=names(),
    )


@pages.get("/reviews/training")
@needs("export")
def training() -> ResponseReturnValue:
    """The lines as a file for `data/replies`."""
    with engine().connect() as connection:
        learned = corrections.everything(connection)
    seen("exported", form="training", corrections=len(learned))
    return download(corrections.to_yaml(learned), YAML, "reviewed.yml")
