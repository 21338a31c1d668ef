"""The same chat in the engines of Firefox and Safari: from the first button to the summary."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser.chat import SCREENSHOTS
from tests.browser.engines import Engine, firefox, webkit
from tests.browser.test_keyboard import MOST_TURNS, PRESSED, TYPED

SEEN = """async () => {
    const inside = () => document.querySelector("rls-triage")?.shadowRoot;
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    while (!inside()?.querySelector(".panel[data-state=ready]")) await frame();
    const texts = (wanted) => [...inside().querySelectorAll(wanted)].map((node) => node.innerText.trim());
    return {
        asked: texts(".message.bot").at(-1), offered: texts(".answers button"), cards: texts(".card"),
        width: document.documentElement.scrollWidth - innerWidth,
    };
}"""

PRESS = """(words) => {
    const buttons = document.querySelector("rls-triage").shadowRoot.querySelectorAll(".answers button");
    [...buttons].find((node) => node.innerText.trim() === words).click();
}"""

WRITE = """(words) => {
    const { shadowRoot } = document.querySelector("rls-triage");
    shadowRoot.querySelector("#field").value = words;
    shadowRoot.querySelector("form.writer").requestSubmit();
}"""

Start = Callable[[Path], AbstractContextManager[Engine]]


@pytest.mark.parametrize("start", [firefox, webkit])
def test_a_whole_triage_comes_to_its_summary(start: Start, server: str, tmp_path: Path) -> None:
    with start(tmp_path) as engine:
        engine.open(f"{server}/chat/")
        for _ in range(MOST_TURNS):
            seen = engine.run(SEEN)
            assert seen["width"] <= 0, "nothing is wider than the screen"
            if seen["cards"]:
                break
            answer(engine, seen["asked"], seen["offered"])
        engine.picture(SCREENSHOTS / f"summary-{start.__name__}.png")
    assert "This is not a diagnosis" in seen["cards"][-1]


def answer(engine: Engine, asked: str, offered: list[str]) -> None:
    """Answer the last question."""
    typed = next((reply for part, reply in TYPED.items() if part in asked), None)
    if typed:
        engine.run(WRITE, typed)
        return
    engine.run(
        PRESS,
        next(words for wanted in PRESSED.split("|") for words in offered if re.fullmatch(wanted, words)),
    )
