"""How moments and the like are written on every page."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from bot.console.context import local


def teach(app: Flask) -> None:
    """Give the templates their filters."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_filter(at)
    app.add_template_filter(day)
    app.add_template_filter(says)


def at(moment: datetime | None) -> str:
    """A moment in the clinic's time: `Sun 22 Nov 2026, 18:15`."""
    if moment is None:
        return "never"
    here = local(moment)
    shown = f"{here:%a} {here.day} {here:%b %Y, %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="seconds"), shown)


def day(moment: date | None) -> str:
    """A day, or that of a moment in the clinic's time: `22 Nov 2026`."""
    here = local(moment) if isinstance(moment, datetime) else moment
    return f"{here.day} {here:%b %Y}" if here else ""


def says(word: str) -> str:
    """An id as words: `sign_in_failed` reads `sign in failed`."""
    return word.replace("_", " ")
