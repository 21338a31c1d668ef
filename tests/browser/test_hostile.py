"""Words that would like to be code stay words, wherever they come from."""

from __future__ import annotations

import html
import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenChat

CORPUS = (
    "<script>window.harmed = 1</script>",
    "<img src=x onerror=window.harmed=1>",
    "<svg/onload=window.harmed=1>",
    '"><svg onload=window.harmed=1>',
    "'-window.harmed=1-'",
    "javascript:window.harmed=1",
    "<a href=javascript:window.harmed=1>911</a>",
    "<iframe srcdoc='<script>parent.harmed=1</script>'>",
    "</textarea><script>window.harmed=1</script>",
    "${window.harmed=1}{{constructor.constructor('window.harmed=1')()}}",
    "<style>*{display:none}</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.harmed=1>",
    "\u202e<b>harmed</b>",
)


def unharmed(page: Page) -> bool:
    """Nothing ran, and no element was made out of words."""
    made = page.locator(".panel").locator("script, img, svg, iframe, style, b, math").count()
    return bool(page.evaluate("() => window.harmed === undefined")) and made == 0


def test_what_the_patient_types_is_shown_as_typed(full_page: OpenChat) -> None:
    chat = full_page()
    answer = {"messages": [{"text": "I see."}]}
    chat.page.route("**/chat/messages", lambda route: route.fulfill(json=answer))
    for words in CORPUS:
        chat.write(words)
    assert [bubble.strip() for bubble in chat.log.locator(".patient").all_text_contents()] == [
        f"You: {words}" for words in CORPUS
    ]
    assert unharmed(chat.page)


def test_what_comes_back_from_the_bot_after_a_reload_is_shown_as_typed(full_page: OpenChat) -> None:
    chat = full_page().begin()
    for words in CORPUS[:4]:
        chat.write(words)
    chat.page.reload()
    expect(chat.log).to_contain_text("Welcome back")
    assert unharmed(chat.page)
    assert set(CORPUS[:4]) <= set(chat.bubbles("patient"))


def message(words: str) -> dict[str, object]:
    """A message of the bot with hostile words in every field."""
    return {
        "id": words,
        "text": f"{words}\n• {words}\nhttps://example.org/{words}",
        "buttons": [{"id": words, "title": words}],
        "multiple": words,
        "custom": {"kind": words, "id": words, "asked": words, "left": words},
    }


@pytest.mark.parametrize("kind", ["question", "emergency", "assessment", "technical_problem", "other"])
def test_what_the_bot_says_is_words_in_every_field(kind: str, full_page: OpenChat) -> None:
    chat = full_page()
    said = [message(words) for words in CORPUS]
    said += [{**each, "custom": {**message("x")["custom"], "kind": kind}, "multiple": False} for each in said]  # type: ignore[dict-item]
    chat.page.route("**/chat/messages", lambda route: route.fulfill(json={"messages": said}))
    chat.write("hello")
    for words in CORPUS:
        assert words in chat.log.inner_text()
    assert unharmed(chat.page)
    links = chat.panel.locator("a").evaluate_all("links => links.map(({ protocol }) => protocol)")
    assert set(links) <= {"http:", "https:", "tel:"}


def test_settings_are_words_and_colours(full_page: OpenChat, server: str) -> None:
    chat = full_page()
    for words in CORPUS:
        told = {
            "clinic": words, "phone": words, "emergency": words, "language": words, "direction": words,
            "texts": {"title": words, "greeting": words, "begin": words, "footer": words},
            "colours": {"accent": words, words: "red", "ink": "red; } * { display: none"},
        }  # fmt: skip
        page = f'<rls-triage data-mode="page" data-settings="{html.escape(json.dumps(told))}"></rls-triage>'
        chat.page.evaluate("page => document.body.replaceChildren(...new DOMParser()"
                           ".parseFromString(page, 'text/html').body.children)", page)  # fmt: skip
        expect(chat.panel).to_contain_text(words)
        assert unharmed(chat.page)


def test_attributes_of_the_clinics_page_are_words(embedded: OpenChat) -> None:
    elements = "".join(
        f'<rls-triage data-label="{html.escape(words)}" data-position="{html.escape(words)}"></rls-triage>'
        for words in CORPUS
    )
    chat = embedded(attributes=f'></script>{elements}<script type="text/plain"')
    expect(chat.page.locator(".launch")).to_have_text(CORPUS)
    assert unharmed(chat.page)
