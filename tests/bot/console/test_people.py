"""The page on which an admin looks after staff."""

from __future__ import annotations

import re

from bot.transcripts.staff import audit, people
from bot.transcripts.staff.people import Person
from tests.bot.console.visitor import ConsoleUnderTest


def stored(console: ConsoleUnderTest, name: str) -> Person | None:
    with console.engine.connect() as connection:
        return people.find(connection, name)


def test_an_admin_adds_somebody_and_is_shown_the_link_once(console: ConsoleUnderTest) -> None:
    admin = console("admin")
    admin.page("/staff")
    page = admin.post("/staff", {"name": "Anna", "role": "reviewer"}).text
    link = re.search(r"<code>http://127.0.0.1:5006(/welcome/\S+)</code>", page)
    assert link is not None
    assert console.stranger().get(link[1]).status_code == 200
    assert link[1] not in admin.page("/staff")
    anna = stored(console, "anna")
    assert anna is not None
    assert anna.role == "reviewer"


def test_what_cannot_be_done_is_said_in_a_line(console: ConsoleUnderTest) -> None:
    admin = console("admin")
    admin.page("/staff")
    assert (
        "There is somebody called admin already."
        in admin.post("/staff", {"name": "admin", "role": "lead"}).text
    )
    assert "A name has 2 to 60" in admin.post("/staff", {"name": "<b>x</b>", "role": "lead"}).text
    assert "Not a valid choice" in admin.post("/staff", {"name": "bert", "role": "owner"}).text
    assert "admin is the last admin." in admin.post("/staff/admin/disable").text
    assert "There is nobody called &lt;b&gt;." in admin.post("/staff/<b>/link").text


def test_roles_are_changed_people_disabled_and_let_in_again(console: ConsoleUnderTest) -> None:
    nurse, admin = console("viewer"), console("admin")
    admin.page("/staff")
    assert nurse.get("/log").status_code == 403
    admin.post("/staff/viewer/role", {"role": "auditor"})
    assert nurse.get("/log").status_code == 200
    admin.post("/staff/viewer/disable")
    assert nurse.get("/log").status_code == 302
    assert "disabled" in admin.page("/staff")
    assert "/welcome/" in admin.post("/staff/viewer/link").text


def test_each_change_is_in_the_log_under_the_name_of_who_made_it(console: ConsoleUnderTest) -> None:
    admin = console("admin")
    admin.page("/staff")
    admin.post("/staff", {"name": "anna", "role": "viewer"})
    admin.post("/staff/anna/role", {"role": "lead"})
    with console.engine.connect() as connection:
        told = [(entry.person, entry.action, entry.detail) for entry in audit.entries(connection)]
    assert told == [
        ("admin", "staff_added", {"who": "anna", "role": "viewer"}),
        ("admin", "staff_role_changed", {"who": "anna", "before": "viewer", "role": "lead"}),
    ]
