"""The console's front door: leads to the first area one may see."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import SIGNED_IN, needs
from bot.console.menu import areas

pages = Blueprint("home", __name__)


@pages.get("/")
@needs(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Lead on."""
    first = next(iter(areas()), None)
    return redirect(url_for(first.endpoint)) if first else render_template("home.html")
