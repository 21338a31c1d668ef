"""The one line on a clinic's page, and the pages beside the chat."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot import widget
from bot.channels.website.pages import files
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat, OpenPage

MOST_BYTES = 15_000


def test_all_that_a_patient_loads_is_small() -> None:
    sent = files(Path(widget.__file__).parent, {})
    sizes = {name: len(file.packed) for name, file in sent.items() if name.endswith((".js", "widget.css"))}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_whole_page_asks_for_all_it_needs_at_once(full_page: OpenChat) -> None:
    chat = full_page()
    expect(chat.button("Begin")).to_be_visible()
    asked = chat.page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    named = chat.page.locator("head script[src], head link[rel*=preload]").evaluate_all(
        "found => found.map(({ src, href }) => src || href)"
    )
    assert sorted(asked) == sorted(named)


def test_the_button_on_a_clinics_page_needs_one_file(embedded: OpenChat) -> None:
    chat = embedded(attributes="data-label=Legs")
    chat.page.route("**/chat/*", lambda route: route.abort())
    chat.page.route("**/chat/widget.js", lambda route: route.continue_())
    chat.page.reload()
    expect(chat.button("Legs")).to_be_visible()


def test_a_page_that_nobody_opens_the_chat_on_keeps_nothing(embedded: OpenChat) -> None:
    chat = embedded()
    expect(chat.button("Legs at night?")).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    assert chat.kept_on_device() == '[{},{},""]'


def test_the_first_message_is_there_at_once_when_the_button_is_pressed(embedded: OpenChat) -> None:
    chat = embedded()
    chat.page.wait_for_load_state("networkidle")
    chat.page.context.set_offline(True)
    chat.button("Legs at night?").click()
    expect(chat.button("Begin")).to_be_visible()


@pytest.mark.parametrize("file", ["settings", "chat.js", "widget.css"])
@pytest.mark.parametrize("status", [0, 502])
def test_a_button_pressed_without_a_line_says_so_and_works_once_there_is_one(
    file: str, status: int, embedded: OpenChat
) -> None:
    chat = embedded("data-label=Legs")
    refuse = {"status": status, "body": "<html>Bad gateway</html>"}
    chat.page.route(f"**/chat/{file}*", lambda route: route.fulfill(**refuse) if status else route.abort())
    chat.page.reload()
    chat.button("Legs").click()
    expect(chat.button("Not connected. Try again")).to_be_visible()
    chat.page.unroute(f"**/chat/{file}*")
    chat.button("Not connected. Try again").click()
    expect(chat.button("Begin")).to_be_visible()
    chat.button("Close").click()
    expect(chat.button("Legs")).to_be_visible()


def test_a_whole_page_that_cannot_load_names_the_clinics_number(full_page: OpenChat) -> None:
    chat = full_page(color_scheme="dark")
    chat.page.route("**/chat/chat.js", lambda route: route.abort())
    chat.page.reload()
    expect(chat.page.get_by_role("alert")).to_contain_text("or call 555 0100")
    expect(chat.page.get_by_role("alert")).to_have_css("color", "rgb(255, 255, 255)")


def test_the_clinics_own_element_and_button_may_take_its_place(
    embedded: OpenChat,
) -> None:
    chat = embedded(head="<script></script>")
    chat.page.evaluate("() => document.querySelector('rls-triage').open()")
    expect(chat.button("Begin")).to_be_visible()
    chat.page.evaluate("() => document.querySelector('rls-triage').close()")
    expect(chat.panel).to_be_hidden()


def test_the_page_around_may_set_the_colours(full_page: OpenChat) -> None:
    chat = full_page()
    chat.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("rls-triage { --rls-accent: rgb(122, 31, 92); }");
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    expect(chat.button("Begin")).to_have_css("background-color", "rgb(122, 31, 92)")


def with_settings(chat: Chat, **told: object) -> None:
    """Put a chat with these settings into the page."""
    chat.page.evaluate(
        """settings => {
            const made = document.createElement("rls-triage");
            Object.assign(made.dataset, { mode: "page", settings });
            document.body.replaceChildren(made);
        }""",
        json.dumps(told),
    )


def test_texts_colours_and_direction_come_from_the_settings(full_page: OpenChat) -> None:
    chat = full_page()
    texts = {"title": "بررسی پای بی‌قرار", "begin": "شروع"}
    with_settings(
        chat, clinic="Shiraz", language="fa", direction="rtl", texts=texts, colours={"accent": "#7a1f5c"}
    )
    begin = chat.button("شروع")
    expect(begin).to_have_css("background-color", "rgb(122, 31, 92)")
    expect(chat.panel).to_have_attribute("dir", "rtl")
    expect(chat.panel).to_have_attribute("lang", "fa")
    right = begin.bounding_box()
    assert right is not None
    assert right["x"] + right["width"] > 300, "it begins at the right"
    chat.screenshot("390-light-rtl")
    assert chat.accessibility_faults() == []


def test_at_four_times_the_size_all_of_it_can_be_reached(full_page: OpenChat) -> None:
    chat = full_page(width=320, height=256).begin()
    chat.screenshot("320x256-zoomed")
    for place in (chat.button("Rather not say"), chat.field, chat.button("Send")):
        place.scroll_into_view_if_needed()
        expect(place).to_be_in_viewport(ratio=0.9)
    wide = chat.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 320
    assert chat.accessibility_faults() == []


def test_at_twice_the_text_size_all_of_it_can_be_reached(full_page: OpenChat) -> None:
    chat = full_page(width=320, height=560)
    chat.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(":root { font-size: 200%; }");
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    chat.begin()
    chat.screenshot("320-large-text")
    for place in (chat.button("Rather not say"), chat.field, chat.button("Send")):
        place.scroll_into_view_if_needed()
        expect(place).to_be_in_viewport(ratio=0.9)
    parts = chat.panel.locator("header *, .writer *, .progress *")
    cut = parts.evaluate_all(
        "found => found.filter(each => each.checkVisibility() && each.getBoundingClientRect().right > 321)"
        ".map(each => each.outerHTML)"
    )
    assert cut == []


def test_a_long_message_on_a_narrow_screen_is_read_from_its_beginning(full_page: OpenChat) -> None:
    chat = full_page(width=320, height=560).begin()
    said = {"text": "\n".join(["First.", *["word " * 60] * 8, "x" * 500])}
    chat.page.route("**/chat/messages", lambda route: route.fulfill(json={"messages": [said]}))
    chat.write("tell me more")
    expect(chat.log.get_by_text("First.")).to_be_in_viewport()
    assert chat.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    chat.screenshot("320-long-message")


def test_a_number_to_call_stands_by_itself(full_page: OpenChat) -> None:
    chat = full_page()
    with_settings(chat, clinic="Perth", phone="9000 1000", emergency="000")
    said = {"text": "After 1000 or 2,000 steps call 000, or us on 9000 1000."}
    chat.page.route("**/chat/messages", lambda route: route.fulfill(json={"messages": [said]}))
    chat.write("hello")
    assert chat.log.get_by_role("link").all_inner_texts() == ["000", "9000 1000"]


def test_strong_contrast_and_still_pictures_follow_the_device(full_page: OpenChat) -> None:
    chat = full_page(forced_colors="active", reduced_motion="reduce").reach_checklist()
    assert chat.accessibility_faults() == []
    chat.screenshot("390-forced-colours")
    expect(chat.page.locator(".writing i").first).to_have_css("animation-name", "none")


def test_everything_that_can_be_pressed_is_large_enough(full_page: OpenChat) -> None:
    chat = full_page(width=320, height=560).reach_checklist()
    sizes = chat.panel.locator("button:visible, a:visible, input:visible, summary:visible").evaluate_all(
        "found => found.map(each => [each.textContent, each.getBoundingClientRect()])"
        ".map(([words, { width, height }]) => [words, Math.min(width, height)])"
    )
    small = {words: size for words, size in sizes if size < 24 and words}
    assert small == {}


@pytest.mark.parametrize("name", ["accessibility", "embed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_to_read_have_no_fault(name: str, scheme: str, open_page: OpenPage, server: str) -> None:
    chat = Chat(open_page(width=320, color_scheme=scheme))
    chat.page.goto(f"{server}/chat/{name}")
    expect(chat.page.get_by_role("heading", level=1)).to_be_visible()
    assert "{{" not in chat.page.content()
    assert chat.accessibility_faults() == []
    chat.screenshot(f"320-{scheme}-{name}")
