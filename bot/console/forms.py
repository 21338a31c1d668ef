"""The forms of signing in and of looking after staff, and what is asked of any text."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from bot.console.access import ROLES
from bot.console.passwords import LONGEST

_NEEDED = InputRequired("Fill this in.")
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def can_be_kept(_form: FlaskForm, field: Field) -> None:
    """Refuse the one sign that PostgreSQL keeps in no text."""
    if "\0" in (field.data or ""):
        raise ValidationError("There is a sign in it that cannot be kept.")


class SignIn(FlaskForm):
    """Name, password and the code of an app."""

    name = StringField(
        "Name", [_NEEDED, Length(max=60)], render_kw={"autocomplete": "username", "autocapitalize": "none"}
    )
    password = PasswordField(
        "Password", [_NEEDED, Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    code = StringField("Code from your authenticator app", [Length(max=20)], render_kw=_CODE)


class Welcome(FlaskForm):
    """A password of one's own, twice, and the first code of the app."""

    password = PasswordField(
        "Choose a password", [_NEEDED, Length(max=LONGEST)], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        "The same once more",
        [_NEEDED, EqualTo("password", "The two are not the same.")],
        render_kw={"autocomplete": "new-password"},
    )
    code = StringField("Code the app shows now", [Length(max=20)], render_kw=_CODE)


class NewPerson(FlaskForm):
    """Somebody to invite."""

    name = StringField(
        "Name", [_NEEDED, Length(max=60)], render_kw={"autocomplete": "off", "autocapitalize": "none"}
    )
    role = SelectField("Role", choices=list(ROLES))


class ChangeRole(FlaskForm):
    """Another role for somebody."""

    role = SelectField("Role", choices=list(ROLES))
