"""Every page with every role, without a session, with a forged one, and from another website."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from bot.console import access
from bot.console.access import ANYBODY, PERMISSIONS, ROLES, SIGNED_IN
from bot.settings import ROOT
from bot.transcripts.staff import audit, people
from tests.bot.console.visitor import ConsoleUnderTest

Route = tuple[str, str, str]


def routes(app: Flask) -> Iterator[Route]:
    """Method, path and permission of every page; each part of a path that varies is filled with 1."""
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", "nobody")
        path = app.url_map.bind("localhost").build(
            rule.endpoint, {name: rule._converters[name].to_python("1") for name in rule.arguments}
        )
        yield from ((method, path, permission) for method in sorted(rule.methods or ()) if method in WAYS)


WAYS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def marked(console: ConsoleUnderTest) -> list[Route]:
    """Those that not everybody may see."""
    return [route for route in routes(console.app) if route[2] != ANYBODY]


def test_every_page_carries_a_mark(console: ConsoleUnderTest) -> None:
    assert {permission for _, _, permission in routes(console.app)} <= {*PERMISSIONS, ANYBODY, SIGNED_IN}
    open_to_all = {path.split("/")[1] for _, path, permission in routes(console.app) if permission == ANYBODY}
    assert open_to_all == {"static", "sign-in", "welcome"}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_its_permissions_say_and_nothing_else(console: ConsoleUnderTest, role: str) -> None:
    for method, path, permission in marked(console):
        if path == "/sign-out":
            continue
        visitor = console(role)
        data = {"csrf_token": visitor.token}
        console.clock.forward(seconds=60)
        answer = visitor.client.open(path, method=method, data=data if method != "GET" else None)
        allowed = permission == SIGNED_IN or permission in ROLES[role]
        assert (answer.status_code == 403) is not allowed, f"{method} {path}"


def test_nobody_gets_anything_without_a_session_or_with_a_forged_one(console: ConsoleUnderTest) -> None:
    console("admin")
    for forged in (None, "1", "eyJfdXNlcl9pZCI6IjEifQ.forged.forged"):
        visitor = console.stranger()
        if forged:
            visitor.client.set_cookie("rls_staff", forged)
        visitor.get("/sign-in")
        for method, path, _ in marked(console):
            data = {"csrf_token": visitor.token}
            answer = visitor.client.open(path, method=method, data=data if method != "GET" else None)
            assert answer.status_code in ((302,) if method == "GET" else (401,)), f"{method} {path}"
            assert method != "GET" or answer.location.startswith("/sign-in?next=")


def test_another_website_can_send_nothing_in_somebodys_name(console: ConsoleUnderTest) -> None:
    elsewhere = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    attacker = console("reviewer")
    for method, path, _ in routes(console.app):
        if method == "GET":
            continue
        for token in ("", "made up", attacker.token):
            victim = console("admin")
            answer = victim.client.open(path, method=method, data={"csrf_token": token}, headers=elsewhere)
            assert answer.status_code == 400, f"{method} {path}"
        assert victim.get("/sign-in").status_code == 302


def test_a_page_that_was_forgotten_to_be_marked_is_shown_to_nobody(console: ConsoleUnderTest) -> None:
    console.app.add_url_rule("/forgotten", view_func=lambda: "all secrets")
    assert console("admin").get("/forgotten").status_code == 403


def test_a_permission_that_does_not_exist_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="no permission 'see_qeue'"):
        access.needs("see_qeue")


def test_a_refusal_is_logged(console: ConsoleUnderTest) -> None:
    console("viewer").get("/staff")
    with console.engine.connect() as connection:
        (entry,) = audit.entries(connection)
    assert (entry.person, entry.action, entry.detail["wanted"]) == ("viewer", "refused", "staff")


def test_the_roles_of_the_pages_are_those_that_are_stored() -> None:
    assert tuple(ROLES) == people.ROLES


def test_the_readme_has_the_same_table() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for permission in PERMISSIONS:
        granted = " | ".join("yes" if permission in may else "–" for may in ROLES.values())
        assert f"| `{permission}` | {PERMISSIONS[permission]} | {granted} |" in readme
