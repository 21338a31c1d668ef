"""The forms of holding, redacting and erasing."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from bot.console.forms import can_be_kept
from bot.transcripts.privacy.redaction import KINDS, SHORTEST

_NEEDED = InputRequired("Fill this in.")


class FindForm(FlaskForm):
    """The code a patient was told."""

    code = StringField(
        "Code of the chat",
        [_NEEDED, Length(max=20)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class HoldForm(FlaskForm):
    """Why a conversation must be kept."""

    reason = TextAreaField(
        "Why it must be kept", [_NEEDED, Length(max=1000), can_be_kept], render_kw={"rows": 2}
    )


class EraseForm(FlaskForm):
    """That it is meant."""

    sure = BooleanField("Erase it for good", [InputRequired("Tick this if you mean it.")])


class RedactForm(FlaskForm):
    """What to take out of which message."""

    message_id = HiddenField(validators=[_NEEDED, Length(max=200), can_be_kept])
    kind = SelectField("What it is", choices=[(kind, kind) for kind in KINDS])
    words = StringField(
        "The words, letter for letter",
        [_NEEDED, Length(min=SHORTEST, max=200, message="From 2 to 200 letters.")],
        render_kw={"autocomplete": "off"},
    )
