"""What the chat costs a patient's phone: bytes, and time until it can be used and until its first word."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from bot import widget
from bot.channels.website.pages import files
from tests.bench.report import Figure, figures
from tests.browser.serving import ClinicSite, bot
from tests.servers import found

TIMES = 5
MOST_BYTES = 15_000
MOST_READY_MS = 1500
MOST_FIRST_WORD_MS = 200
SLOWER_PROCESSOR = 4


@dataclass(frozen=True)
class Line:
    """A slow line, as Chromium's developer tools make it: every request waits, connected or not."""

    wait_ms: float
    down: int
    up: int


LINES: Mapping[str, Line] = {
    "slow 4G, 150 ms a request": Line(150, 1_638_400, 675_000),
    "slow 4G as developer tools have it, 562 ms a request": Line(562.5, 1_440_000, 675_000),
}

READY: Mapping[str, str] = {"button on a clinic's page": ".launch", "whole page": ".answers button"}

# Looks at every frame, in the page itself and by its own clock, for something that can be pressed or read.
WATCH = """(wanted, since = 0) => new Promise((seen) => {
    const look = () => {
        const inside = document.querySelector("rls-triage")?.shadowRoot;
        if (inside?.querySelector(wanted)?.checkVisibility()) seen(performance.now() - since);
        else requestAnimationFrame(look);
    };
    look();
})"""

CLICK = f"""wanted => {{
    const clicked = performance.now();
    document.querySelector("rls-triage").shadowRoot.querySelector(".launch").click();
    return ({WATCH})(wanted, clicked);
}}"""


def run(progress: Callable[[str], None]) -> int:
    """Measure and print."""
    with _surroundings() as (browser, server, site):
        addresses = {
            "button on a clinic's page": site.embed(server),
            "whole page": f"{server}/chat/",
        }
        rows = [Figure("script and style, compressed", _bytes(), "bytes", MOST_BYTES)]
        for line, profile in LINES.items():
            for place, address in addresses.items():
                progress(f"{place}, {line} ...")
                ready = median(_ready(browser, address, READY[place], profile) for _ in range(TIMES))
                rows.append(Figure(f"{place}, ready, {line}", ready, "ms", MOST_READY_MS))
        progress("The first word ...")
        clicked = median(_first_word(browser, addresses["button on a clinic's page"]) for _ in range(TIMES))
        rows.append(Figure("first message after the click", clicked, "ms", MOST_FIRST_WORD_MS))
        print(
            figures(
                f"WIDGET (median of {TIMES}; processor {SLOWER_PROCESSOR} times slower on slow lines)", rows
            )
        )
    return 0


@contextmanager
def _surroundings() -> Iterator[tuple[Browser, str, ClinicSite]]:
    program = found("chromium", shutil.which("chromium"))
    site = ClinicSite()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        with bot(Path(folder), RLS_ORIGINS=site.origin) as server:
            yield browser, server, site
        browser.close()
    site.close()


def _bytes() -> int:
    """What all modules and the style come to, each compressed as it is sent."""
    sent = files(Path(widget.__file__).parent, {})
    return sum(
        len(file.packed) for name, file in sent.items() if name.endswith(".js") or name == "widget.css"
    )


def _ready(browser: Browser, address: str, wanted: str, line: Line) -> float:
    """Milliseconds from the start of the visit, with nothing cached, until something can be pressed."""
    page = browser.new_page()
    # The page says it by itself: asking would have a slow processor read the asker's own scripts first.
    page.add_init_script(f"({WATCH})({json.dumps(wanted)}).then(console.info)")
    tools = page.context.new_cdp_session(page)
    speed = {"downloadThroughput": line.down / 8, "uploadThroughput": line.up / 8}
    tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": line.wait_ms, **speed})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    with page.expect_console_message(lambda said: said.type == "info") as said:
        page.goto(address, wait_until="commit")
    page.close()
    return float(said.value.text)


def _first_word(browser: Browser, address: str) -> float:
    """Milliseconds from the click until the greeting stands there; the rest had come while nobody asked."""
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    milliseconds = float(page.evaluate(CLICK, ".message.bot"))
    page.close()
    return milliseconds
