"""Who may use the console, and what each role may do."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.engine import Connection

from bot.console.access import PERMISSIONS, ROLES, needs
from bot.console.context import clinic, engine, now, person
from bot.console.forms import ChangeRole, NewPerson
from bot.transcripts.database import writing
from bot.transcripts.staff import personnel
from bot.transcripts.staff.people import StaffError, everyone

pages = Blueprint("people", __name__)


@pages.get("/staff")
@needs("staff")
def index() -> ResponseReturnValue:
    """Everybody, and the table of roles."""
    return _page(NewPerson())


@pages.post("/staff")
@needs("staff")
def hire() -> ResponseReturnValue:
    """Add somebody; their link is shown this once."""
    form = NewPerson()
    if not form.validate():
        return _page(form), 400
    name, role = form.name.data, form.role.data
    return _linked(form, lambda connection: personnel.hire(connection, person().name, name, role, now()))


@pages.post("/staff/<name>/link")
@needs("staff")
def reset(name: str) -> ResponseReturnValue:
    """A new link for somebody, shown this once."""
    return _linked(
        NewPerson(formdata=None), lambda connection: personnel.reset(connection, person().name, name, now())
    )


@pages.post("/staff/<name>/role")
@needs("staff")
def assign_role(name: str) -> ResponseReturnValue:
    """Give somebody another role."""
    form = ChangeRole()
    if not form.validate():
        return _page(NewPerson(formdata=None)), 400
    role = form.role.data
    return _done(lambda connection: personnel.assign_role(connection, person().name, name, role, now()))


@pages.post("/staff/<name>/disable")
@needs("staff")
def dismiss(name: str) -> ResponseReturnValue:
    """Let somebody in no more."""
    return _done(lambda connection: personnel.dismiss(connection, person().name, name, now()))


def _linked(form: NewPerson, act: Callable[[Connection], str]) -> ResponseReturnValue:
    try:
        with writing(engine()).begin() as connection:
            code = act(connection)
    except StaffError as error:
        flash(str(error), "error")
        return _page(form), 400
    return _page(NewPerson(formdata=None), f"{clinic().staff_link}/welcome/{code}")


def _done(act: Callable[[Connection], None]) -> ResponseReturnValue:
    try:
        with writing(engine()).begin() as connection:
            act(connection)
    except StaffError as error:
        flash(str(error), "error")
        return _page(NewPerson(formdata=None)), 400
    flash("Done.", "info")
    return redirect(url_for("people.index"))


def _page(form: NewPerson, link: str | None = None) -> str:
    with engine().connect() as connection:
        known = everyone(connection)
    return render_template(
        "people.html", form=form, link=link, people=known, now=now(), roles=ROLES, permissions=PERMISSIONS
    )
