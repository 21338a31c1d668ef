"""From an alert that staff were sent to the conversation it is about."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import needs
from bot.console.auditing import seen
from bot.console.context import engine
from bot.transcripts import outbox

pages = Blueprint("alerts", __name__)


@pages.get("/alerts/<reference>")
@needs("see_conversation")
def follow(reference: str) -> ResponseReturnValue:
    """Lead on to the conversation."""
    with engine().connect() as connection:
        conversation = outbox.conversation(connection, reference)
    if conversation is None:
        abort(404)
    seen("alert_followed", conversation)
    return redirect(url_for("conversation.show", conversation=conversation))
