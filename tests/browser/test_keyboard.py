"""Whole conversations with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat

MOST_TURNS = 60

TYPED = {
    "How old are you": "47",
    "medicine": "none",
    "How many nights": "5",
    "How long": "two years",
    "cups": "2",
    "drinks": "none",
    "when it first": "45",
}
"""What is typed to whom has no button for it: a piece of the question, and the answer."""

PRESSED = "Begin|No|None of these|Nothing else|Female|Moderate.*|Both.*|Not sure|.*"
"""Which button is taken: the first of these that there is."""


def answer_next(chat: Chat) -> None:
    """Answer the last question as somebody would who has no pointer."""
    question = chat.bubbles("bot")[-1]
    typed = next((reply for part, reply in TYPED.items() if part in question), None)
    if typed:
        chat.tab_to("Your message")
        chat.page.keyboard.type(typed)
        chat.page.keyboard.press("Enter")
    else:
        chat.tab_to(choice(chat))
        chat.page.keyboard.press("Space")
    chat.settled()


def choice(chat: Chat) -> str:
    """The words of the button to press."""
    offered = chat.page.locator(".answers button").all_inner_texts()
    return next(
        re.escape(words) for wanted in PRESSED.split("|") for words in offered if re.fullmatch(wanted, words)
    )


@pytest.mark.parametrize(("width", "height"), [(320, 560), (1280, 800)])
def test_a_whole_triage_from_the_button_to_the_printed_summary(
    width: int, height: int, embedded: OpenChat
) -> None:
    chat = embedded(width=width, height=height)
    chat.page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; } }")
    chat.tab_to("Legs at night\\?")
    chat.page.keyboard.press("Enter")
    expect(chat.button("Begin")).to_be_visible()
    for _ in range(MOST_TURNS):
        if chat.card.count():
            break
        answer_next(chat)
    expect(chat.card).to_contain_text("This is not a diagnosis")
    chat.tab_to("Print")
    chat.page.keyboard.press("Enter")
    chat.page.wait_for_function("() => window.printed === 1")
    chat.page.emulate_media(media="print")
    expect(chat.card).to_be_visible()
    expect(chat.page.get_by_role("heading", name="A clinic")).to_be_hidden()
    expect(chat.field).to_be_hidden()


def test_escape_closes_the_menu_then_the_chat_and_the_focus_returns(embedded: OpenChat) -> None:
    chat = embedded()
    chat.tab_to("Legs at night\\?")
    chat.page.keyboard.press("Enter")
    expect(chat.button("Begin")).to_be_visible()
    chat.tab_to("Menu")
    chat.page.keyboard.press("Enter")
    expect(chat.button("Forget me")).to_be_visible()
    chat.tab_to("Forget me")
    chat.page.keyboard.press("Escape")
    expect(chat.button("Forget me")).to_be_hidden()
    assert chat.focused()["words"] == "Menu"
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert chat.focused()["words"] == "Legs at night?"


def test_the_keyboard_cannot_leave_a_chat_that_covers_the_page(embedded: OpenChat) -> None:
    chat = embedded(width=320, height=560)
    chat.button("Legs at night?").click()
    expect(chat.button("Begin")).to_be_visible()
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        assert chat.focused()["words"] != "More about us"


def test_beside_the_page_the_page_stays_in_reach(embedded: OpenChat) -> None:
    chat = embedded(width=1280, height=800)
    chat.button("Legs at night?").click()
    chat.tab_to("More about us")


def test_a_choice_leaves_the_focus_where_the_next_choices_come(full_page: OpenChat) -> None:
    chat = full_page()
    chat.tab_to("Begin")
    chat.page.keyboard.press("Enter")
    chat.settled()
    chat.page.keyboard.press("Tab")
    assert chat.focused()["words"] == "Yes"


def test_a_message_that_comes_leaves_the_focus_in_the_field(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.write("I have crushing chest pain")
    expect(chat.alarm).to_contain_text("Get help now.")
    assert chat.focused()["words"] == "Your message"
