"""The chat as somebody at the screen uses it, with a pointer or with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from bot.settings import ROOT

SCREENSHOTS = ROOT / "var" / "screenshots"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

READY = "() => document.querySelector('rls-triage').shadowRoot?.querySelector('.panel[data-state=ready]')"

# The focus may be in the shadow of the element.
FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const label = focused?.getAttribute("aria-label") || focused?.labels?.[0]?.textContent;
    const words = label || focused?.textContent;
    return { words: (words || "").trim(), tag: focused?.localName || "", kind: focused?.type || "" };
}"""


class Chat:
    """One page with the chat on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator(".panel")
        self.log = page.get_by_role("log")
        self.field = page.get_by_label("Your message")
        self.alarm = page.locator(".alarm")
        self.notice = page.locator(".notice")
        self.card = page.locator(".card:not(.older)")

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    def bubbles(self, who: str) -> list[str]:
        """What one side has said, without the hidden word for whose it is."""
        shown: Iterable[str] = self.log.locator(f".message.{who}").all_inner_texts()
        return [re.sub(r"^(You|Program):\s*", "", text).removesuffix("\nChange").strip() for text in shown]

    def settled(self) -> Chat:
        """Wait until nothing is on its way, frame by frame: an expectation looks again ever more rarely."""
        self.page.wait_for_function(READY)
        return self

    def press(self, name: str | re.Pattern[str]) -> Chat:
        """Press a button and wait for what comes of it."""
        self.button(name).click()
        return self.settled()

    def write(self, text: str) -> Chat:
        """Write a message and wait for the answer."""
        return self.send(text).settled()

    def send(self, text: str) -> Chat:
        """Write a message, and wait for nothing."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    @contextmanager
    def holding(self, asked: str) -> Iterator[list[Route]]:
        """What is asked of the server within is held back on its way, for the test to let go."""
        held: list[Route] = []
        self.page.route(asked, lambda route: held.append(route))
        with self.page.expect_request(asked):
            yield held

    def begin(self) -> Chat:
        """Up to the first question: begun, and agreed."""
        self.press("Begin").press("Yes")
        expect(self.log).to_contain_text("How old are you?")
        return self

    def reach_checklist(self) -> Chat:
        """Up to the safety check."""
        self.begin().write("47")
        expect(self.button("None of these")).to_be_visible()
        return self

    def kept_on_device(self) -> str:
        """All that the page has put into the browser's storage."""
        everything = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
        return str(self.page.evaluate(everything))

    def focused(self) -> dict[str, str]:
        """Words, tag and kind of what has the focus."""
        found: dict[str, str] = self.page.evaluate(FOCUSED)
        return found

    def tab_to(self, words: str, backwards: bool = False) -> Chat:
        """Go on with Tab until something with these words has the focus."""
        passed = []
        for _ in range(60):
            focused = self.focused()["words"]
            if re.fullmatch(words, focused):
                return self
            passed.append(focused)
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"Tab does not come to {words!r}, only to {passed}")

    def screenshot(self, name: str) -> None:
        """Keep what is seen now."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    def accessibility_faults(self) -> list[str]:
        """What axe finds by WCAG up to 2.2 AA, once the page has come with its style."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        return [
            f"{fault['id']}: {node['html']} {node['failureSummary']}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
