"""Signing in with the clinic's own provider: there, and back."""

from __future__ import annotations

import logging
from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import ANYBODY, needs
from bot.console.context import clinic, console, now
from bot.console.entering import enter
from bot.console.openid import Asked, Provider, Unproven, is_same
from bot.console.sign_in import recognise
from bot.transcripts.database import writing

logger = logging.getLogger(__name__)

pages = Blueprint("openid", __name__)


@pages.get("/sign-in/openid")
@needs(ANYBODY)
def there() -> ResponseReturnValue:
    """Send the browser to the provider."""
    asked = Asked.new()
    try:
        address = _provider().address(asked)
    except Unproven as reason:
        return _refused(reason)
    session["openid"] = {**asdict(asked), "wanted": request.args.get("next", "")}
    return redirect(address)


@pages.get("/sign-in/openid/back")
@needs(ANYBODY)
def back() -> ResponseReturnValue:
    """Let in who comes back with proof and is one of the staff."""
    provider, kept = _provider(), session.pop("openid", None)
    if kept is None or not is_same(request.args.get("state", ""), kept["state"]):
        return _refused(Unproven("nobody was sent there, or somebody else was"))
    wanted = kept.pop("wanted")
    try:
        name = provider.name(Asked(**kept), request.args.get("code", ""))
    except Unproven as reason:
        return _refused(reason)
    with writing(console().engine).begin() as connection:
        token = recognise(connection, name, now())
    return enter(token, wanted) if token else _refused(Unproven("not one of the staff"))


def _provider() -> Provider:
    return Provider.of(clinic()) or abort(404)


def _refused(reason: Unproven) -> ResponseReturnValue:
    logger.warning("A sign-in with the clinic's provider failed: %s.", reason)
    flash("That did not work. Were you added here, under the name your provider knows you by?", "error")
    return redirect(url_for("account.sign_in"))
