"""How conversations go, in numbers; behind every bar stand its conversations."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.context import engine, local, now, zone
from bot.console.reading import names
from bot.transcripts.review import figures
from bot.transcripts.review.figures import Span
from bot.transcripts.review.filters import URGENCIES, FilterError, Filters, read
from bot.transcripts.review.funnel import TIMED, funnel

pages = Blueprint("figures", __name__, url_prefix="/figures")

WEEKS = 12
"""What is shown unasked."""

LONGEST = timedelta(days=366 * 2)


@pages.get("/")
@needs("figures")
def index() -> ResponseReturnValue:
    """The figures of the days and the channel asked for."""
    try:
        asked, fault = read(request.args), None
    except FilterError as error:
        asked, fault = Filters(), str(error)
    seen("figures_seen", filters=sorted(asked.said()))
    return _shown(_span(asked), fault), 400 if fault else 200


def _span(asked: Filters) -> Span:
    until = asked.until or local(now()).date()
    since = asked.since or until - timedelta(weeks=WEEKS)
    return Span(_within(since, until), until, asked.channel)


def _within(since: date, until: date) -> date:
    """No more than two years, and never the wrong way round."""
    return min(max(since, until - LONGEST), until)


def _shown(span: Span, fault: str | None) -> str:
    with engine().connect() as connection:
        overview = figures.overview(connection, span, zone())
        weeks = figures.weeks(connection, span, zone())
        stops = funnel(connection, span, zone())
    days = {"review": "all", "since": span.since.isoformat(), "until": span.until.isoformat()}
    return render_template(
        "figures.html",
        span=span,
        days={**days, **({"channel": span.channel} if span.channel else {})},
        overview=overview,
        weeks=weeks,
        busiest=max((week.total for week in weeks), default=0),
        urgencies=URGENCIES,
        causes=figures.top(weeks),
        stops=stops,
        most=max((stop.reached for stop in stops), default=0),
        timed=TIMED if overview.conversations > TIMED else None,
        names=names(),
        fault=fault,
    )
