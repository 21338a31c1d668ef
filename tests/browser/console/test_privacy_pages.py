"""Calls, figures and privacy in a real browser: axe, phone and dark, keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.privacy import codes, erasure, holds, requests
from bot.transcripts.privacy.receipts import Asked, Receipt
from tests.bot.console.clinic import EMERGENCY, FINISHED, OPEN
from tests.browser.console.conftest import OpenConsole, Served

LOOKS: dict[str, dict[str, Any]] = {
    "320-dark": {"width": 320, "color_scheme": "dark"},
    "320-light": {"width": 320},
    "1280-dark": {"width": 1280, "color_scheme": "dark"},
    "1280-light": {"width": 1280},
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HELD = f"/conversations/{FINISHED}/privacy"


@pytest.fixture(scope="module")
def busy(served: Served) -> Served:
    """The small clinic with somebody to call, a hold and a code."""
    call = {
        "reach_kind": "phone",
        "reach": "555 0199",
        "name": "Sam <b>Sample</b>",
        "best_time": "after four",
    }
    with writing(served.console.engine).begin() as connection:
        requests.take(connection, EMERGENCY, [call], inbox.now())
        requests.take(connection, FINISHED, [{**call, "reach": "555 0188"}], inbox.now())
        requests.done(connection, 2, "nora", "Called, will come in.", inbox.now())
        holds.place(connection, FINISHED, "a court asked for it", "lena", inbox.now())
        codes.told(connection, OPEN, "ACDE-3467", inbox.now())
    return served


@pytest.fixture(scope="module")
def erased(busy: Served) -> Receipt:
    """The receipt of a conversation that is gone."""
    receipt = erasure.erase(busy.console.engine, OPEN, True, Asked("staff", "lena"), inbox.now())
    assert receipt
    return receipt


def test_the_keyboard_gets_through_a_call(open_console: OpenConsole, busy: Served) -> None:
    page = open_console("/requests/", "reviewer", width=390).page
    page.get_by_role("button", name="Show name and number of request 1").press("Enter")
    expect(page.get_by_text("Sam <b>Sample</b>")).to_be_visible()
    page.get_by_label("What came of it").fill("No answer yet.")
    page.get_by_role("button", name="Done with request 1").press("Enter")
    expect(page.get_by_text("No answer yet.")).to_be_visible()
    page.get_by_role("button", name="Open again request 1").press("Enter")
    expect(page.get_by_role("button", name="Done with request 1")).to_be_visible()


def test_a_chat_is_found_by_its_code(open_console: OpenConsole, busy: Served) -> None:
    page = open_console("/privacy", "lead", width=390).page
    page.get_by_label("Code of the chat").fill("nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No chat has this code.")).to_be_visible()
    page.get_by_label("Code of the chat").fill("acde 3467")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Protect who wrote this")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("requests", "/requests/"),
        ("figures", "/figures/"),
        ("figures-refused", "/figures/?since=yesterday"),
        ("privacy", "/privacy"),
        ("protection", f"/conversations/{EMERGENCY}/privacy"),
        ("protection-held", HELD),
        ("receipt", "/privacy/receipts/{receipt}"),
    ],
)
def test_a_page_has_no_fault_and_fits(
    open_console: OpenConsole, erased: Receipt, name: str, path: str, look: str
) -> None:
    seen = open_console(path.format(receipt=erased.number), "admin", **LOOKS[look])
    for details in seen.page.locator("details").all():
        details.evaluate("each => each.open = true")
    assert seen.accessibility_faults() == []
    assert seen.page.evaluate(WIDER) == 0
    seen.screenshot(f"console-{name}-{look}")
