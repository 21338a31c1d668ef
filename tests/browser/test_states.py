"""Every state of the chat: without a fault that axe can find, and with a picture of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat

LOOKS: dict[str, dict[str, Any]] = {
    "390-light": {"width": 390, "height": 700},
    "320-dark": {"width": 320, "height": 560, "color_scheme": "dark"},
    "1280-dark": {"width": 1280, "height": 800, "color_scheme": "dark"},
}


def states(chat: Chat) -> Iterator[str]:
    """Through a conversation; stops at each state and names it."""
    yield "launcher"
    chat.button("Legs at night?").click()
    expect(chat.button("Begin")).to_be_visible()
    yield "greeting"
    chat.press("Begin")
    yield "consent"
    chat.press("Yes")
    yield "question"
    chat.page.get_by_text("Menu", exact=True).click()
    yield "menu"
    chat.button("Forget me").click()
    yield "forget"
    chat.page.keyboard.press("Escape")
    yield from troubles(chat)
    expect(chat.button("None of these")).to_be_visible()
    chat.page.get_by_label("Chest pain or short of breath").check()
    yield "checklist"
    chat.press("Send my choices")
    expect(chat.alarm).to_contain_text("Get help now.")
    yield "emergency"
    chat.press("That is not what I meant")
    chat.write("stop")
    expect(chat.card).to_be_visible()
    yield "summary"
    chat.page.emulate_media(media="print")
    yield "print"
    chat.page.emulate_media(media="screen")


def troubles(chat: Chat) -> Iterator[str]:
    """One answer on a bad evening: slow, refused, cut off, and there at last."""
    held: list[Route] = []
    chat.page.route("**/chat/messages", lambda route: held.append(route))
    chat.field.fill("47")
    with chat.page.expect_request("**/chat/messages"):
        chat.field.press("Enter")
    yield "typing"
    problem = {"text": "Something went wrong on my side.", "custom": {"kind": "technical_problem"}}
    held.pop().fulfill(status=503, json={"messages": [problem]})
    expect(chat.button("Send it again")).to_be_visible()
    yield "error"
    chat.page.unroute("**/chat/messages")
    chat.page.context.set_offline(True)
    chat.button("Send it again").click()
    expect(chat.notice).to_contain_text("You are not connected.")
    yield "offline"
    chat.page.context.set_offline(False)
    chat.settled()


@pytest.mark.parametrize("look", LOOKS)
def test_no_state_has_a_fault(look: str, embedded: OpenChat) -> None:
    chat = embedded(**LOOKS[look])
    faults = {}
    for state in states(chat):
        chat.screenshot(f"{look}-{state}")
        faults[state] = chat.accessibility_faults()
    assert {state: found for state, found in faults.items() if found} == {}
