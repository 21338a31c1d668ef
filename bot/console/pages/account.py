"""Signing in and out, and the one-time link."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bot.console import passwords
from bot.console.access import ANYBODY, SIGNED_IN, needs
from bot.console.auditing import note
from bot.console.context import console, now
from bot.console.entering import enter
from bot.console.forms import SignIn, Welcome
from bot.console.limits import guesses
from bot.console.second_factor import Safe, app_link, picture
from bot.console.sign_in import Door, Given
from bot.transcripts.database import writing
from bot.transcripts.staff import people, sessions
from bot.transcripts.staff.people import Person

pages = Blueprint("account", __name__)

_WRONG = "That did not fit. Check name, password and code. After five wrong tries wait 15 minutes."


@pages.route("/sign-in", methods=["GET", "POST"])
@guesses
@needs(ANYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask for name, password and code; lead to where one wanted to go."""
    form, door = SignIn(), _door()
    if not form.is_submitted():
        return redirect(url_for("home.index")) if current_user.is_authenticated else _asked(form, door)
    if not form.validate():
        return _asked(form, door), 400
    given = Given(form.name.data, form.password.data, form.code.data or "")
    with writing(console().engine).begin() as connection:
        sessions.tidy(connection, now(), console().lasting)
        token = door.sign_in(connection, given, now())
    if token is None:
        flash(_WRONG, "error")
        return _asked(form, door), 401
    return enter(token, request.args.get("next", ""))


@pages.route("/welcome/<code>", methods=["GET", "POST"])
@guesses
@needs(ANYBODY)
def welcome(code: str) -> ResponseReturnValue:
    """Let somebody with a one-time link choose what they sign in with."""
    form, door = Welcome(), _door()
    with console().engine.connect() as connection:
        person = people.invited(connection, code, now())
    if person is None:
        return render_template("link_over.html"), 401 if request.method == "POST" else 404
    if form.validate_on_submit() and not _told(form, passwords.fault(form.password.data, person.name)):
        given = Given(person.name, form.password.data, form.code.data or "")
        if token := _accept(door, code, given):
            return enter(token, request.args.get("next", ""))
        form.code.errors = ["That is not the code of this moment. Wait for the next one and try again."]
    return _welcomed(form, door, person, door.safe.begun(code)), 401 if form.is_submitted() else 200


@pages.get("/session")
@needs(SIGNED_IN)
def stay() -> ResponseReturnValue:
    """Let a session go on that would end soon; being asked for anything does."""
    return "", 204


@pages.post("/sign-out")
@needs(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session, here and in the database."""
    with writing(console().engine).begin() as connection:
        sessions.end(connection, current_user.get_id())
        note(connection, "signed_out")
    session.clear()
    return redirect(url_for("account.sign_in"))


def _door() -> Door:
    safe = Safe(str(current_app.secret_key))
    return Door(console().passwords, safe, console().clinic.console_second_factor)


def _asked(form: SignIn, door: Door) -> str:
    return render_template("sign_in.html", form=form, door=door)


def _welcomed(form: Welcome, door: Door, person: Person, key: str) -> str:
    link = app_link(key, person.name)
    shown = {"key": key, "link": link, "picture": picture(link)}
    return render_template("welcome.html", form=form, door=door, person=person, **shown)


def _accept(door: Door, code: str, given: Given) -> str | None:
    """The invitation is looked up again, now that nobody else can use it meanwhile."""
    with writing(console().engine).begin() as connection:
        person: Person | None = people.invited(connection, code, now())
        return door.accept(connection, person, code, given, now()) if person else None


def _told(form: Welcome, fault: str | None) -> bool:
    """Whether something is wrong with the password; the form says what."""
    if fault:
        form.password.errors = [fault]
    return fault is not None
