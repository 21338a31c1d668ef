"""Signing in and looking after staff: by keyboard, on a phone, in the dark, without a fault axe finds."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bot.console.visitor import PASSWORD
from tests.browser.console.conftest import OpenConsole, Served

LOOKS: dict[str, dict[str, Any]] = {
    "320-dark": {"width": 320, "color_scheme": "dark"},
    "1280-light": {"width": 1280},
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("name", "path", "role"),
    [
        ("sign-in", "/sign-in", None),
        ("link-over", "/welcome/used", None),
        ("not-yours", "/staff", "viewer"),
        ("staff", "/staff", "admin"),
        ("log", "/log", "auditor"),
    ],
)
def test_a_page_has_no_fault_and_fits(
    open_console: OpenConsole, name: str, path: str, role: str | None, look: str
) -> None:
    seen = open_console(path, role, **LOOKS[look])
    assert seen.accessibility_faults() == []
    assert seen.page.evaluate(WIDER) == 0
    seen.screenshot(f"console-{name}-{look}")


@pytest.mark.parametrize("look", LOOKS)
def test_from_an_invitation_to_the_first_sign_in(
    open_console: OpenConsole, served: Served, look: str
) -> None:
    somebody = f"nurse-{look}"
    admin = open_console("/staff", "admin").page
    admin.get_by_label("Name").fill(somebody)
    admin.get_by_role("button", name="Add and show the link").click()
    link = admin.locator(".notice code").inner_text()
    nurse = open_console(f"/welcome/{link.rsplit('/', 1)[1]}", **LOOKS[look])
    assert nurse.accessibility_faults() == []
    drawn = nurse.page.get_by_role("img", name="The key below").bounding_box()
    assert drawn
    assert drawn["width"] == pytest.approx(drawn["height"], abs=1)
    assert 150 < drawn["width"] < 300
    assert nurse.page.evaluate(WIDER) == 0
    nurse.page.get_by_label("Choose a password").fill("short")
    nurse.page.get_by_label("The same once more").fill("short")
    nurse.page.keyboard.press("Enter")
    expect(nurse.page.get_by_label("Choose a password")).to_have_accessible_description(
        "At least 12 characters. A few words in a row are easy to keep in mind. "
        "Use at least 12 characters. A few words in a row work well."
    )
    assert nurse.accessibility_faults() == []
    nurse.screenshot(f"console-welcome-{look}")


def test_the_keyboard_alone_signs_in_and_out(open_console: OpenConsole, served: Served) -> None:
    served.console("lead")
    seen = open_console("/sign-in")
    keys = seen.page.keyboard
    seen.tab_to("Skip to the content").tab_to("Name")
    for typed in ("lead", PASSWORD, served.console.code()):
        keys.type(typed)
        keys.press("Tab")
    keys.press("Enter")
    expect(seen.page.get_by_text("lead (lead)")).to_be_visible()
    seen.tab_to("Sign out")
    keys.press("Enter")
    expect(seen.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_before_a_session_ends_one_is_asked_and_may_stay(open_console: OpenConsole) -> None:
    seen = open_console("/log", "auditor")
    seen.page.clock.install()
    seen.page.reload()
    asked = seen.page.get_by_role("alert")
    seen.page.clock.fast_forward("27:59")
    expect(asked).to_be_hidden()
    seen.page.clock.fast_forward("00:01")
    expect(asked).to_contain_text("will soon be signed out")
    assert seen.accessibility_faults() == []
    with seen.page.expect_response("**/session"):
        seen.page.get_by_role("button", name="Stay signed in").press("Enter")
    expect(asked).to_be_hidden()
