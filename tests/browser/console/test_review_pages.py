"""Queue, conversation and reviews in a real browser: axe, phone and dark, keyboard, hostile words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bot.console import triage
from tests.bot.console.triage import TRIAGE
from tests.browser.console.conftest import OpenConsole, Served

LOOKS: dict[str, dict[str, Any]] = {
    "320-dark": {"width": 320, "color_scheme": "dark"},
    "320-light": {"width": 320},
    "1280-dark": {"width": 1280, "color_scheme": "dark"},
    "1280-light": {"width": 1280},
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGE = f"/conversations/{TRIAGE}"


@pytest.fixture(scope="module")
def reviewed(served: Served) -> Served:
    """The small clinic with a whole triage, reviewed once, and a line of training data."""
    triage.hold(served.console.engine)
    lead = served.console("lead")
    nothing = dict.fromkeys(("cause", "urgency", "assigned_to", "follow_up"), "")
    said = {"verdict": "agree", "note": "Rang her.", "tags": "iron", "last_review": "0", "last_event": "1"}
    assert lead.post(f"{PAGE}/review", {**nothing, **said}).status_code == 302
    corrected = {"message_id": "m5", "about": "known_low_iron", "means": "yes"}
    assert lead.post(f"{PAGE}/correction", corrected).status_code == 302
    return served


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("queue", "/queue"),
        ("queue-filtered", "/queue?review=all&cause=iron_deficiency&text=happy"),
        ("queue-refused", "/queue?state=lost"),
        ("conversation", PAGE),
        ("printed", f"{PAGE}/print"),
        ("reviews", "/reviews"),
    ],
)
def test_a_page_has_no_fault_and_fits(
    open_console: OpenConsole, reviewed: Served, name: str, path: str, look: str
) -> None:
    seen = open_console(path, "lead", **LOOKS[look])
    for details in seen.page.locator("details").all():
        details.evaluate("each => each.open = true")
    assert seen.accessibility_faults() == []
    assert seen.page.evaluate(WIDER) == 0
    seen.screenshot(f"console-{name}-{look}")


def test_a_nurse_finds_reads_judges_and_goes_on(open_console: OpenConsole, reviewed: Served) -> None:
    page = open_console("/queue", "reviewer", width=390).page
    page.get_by_label("Words").fill("happy pills")
    page.keyboard.press("Enter")
    page.locator("table a").click()
    expect(page.get_by_role("heading", name="What came out")).to_be_visible()
    page.get_by_label("Verdict").select_option("Not urgent enough")
    page.get_by_label("Right urgency").select_option("Soon")
    page.get_by_label("Note").fill("Ferritin 8, rang her.")
    page.get_by_label("Done: take it off the list").check()
    page.get_by_role("button", name="Write").click()
    expect(page.get_by_role("status")).to_have_text("Written.")
    expect(page.get_by_role("heading", name="Whom to call first")).to_be_visible()
    expect(page.get_by_text("8 messages, 8 min")).to_have_count(0)


def test_one_press_corrects_a_message(open_console: OpenConsole, reviewed: Served) -> None:
    page = open_console(PAGE, "reviewer").page
    line = page.locator("li.patient", has_text="mumble")
    line.get_by_role("button", name="not sure").click()
    expect(page.get_by_role("status")).to_have_text("Kept as a line of training data.")


def test_what_a_patient_wrote_does_nothing(open_console: OpenConsole, reviewed: Served) -> None:
    page = open_console(PAGE, "viewer", width=320).page
    expect(page.get_by_text("mumble <script>alert(1)</script>").first).to_be_visible()
    said = page.locator(".said", has_text=triage.ARABIC).first
    assert said.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.evaluate(WIDER) == 0


def test_names_and_numbers_are_shown_on_demand(open_console: OpenConsole, reviewed: Served) -> None:
    page = open_console(PAGE, "reviewer").page
    expect(page.get_by_text("Bob Smith")).to_have_count(0)
    page.get_by_role("button", name="Show names and numbers").click()
    expect(page.get_by_text("Bob Smith").first).to_be_visible()
    page.get_by_role("link", name="Hide them").click()
    expect(page.get_by_text("Bob Smith")).to_have_count(0)


def test_the_keyboard_alone_filters(open_console: OpenConsole, reviewed: Served) -> None:
    seen = open_console("/queue", "viewer")
    seen.page.locator("summary").focus()
    seen.page.keyboard.press("Enter")
    seen.tab_to("Order").tab_to("State")
    seen.page.keyboard.press("s")
    seen.tab_to("Show")
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(re.compile("state=emergency"))
