"""Every link of the console, followed by somebody who may see everything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import sqlalchemy as sa

from bot.transcripts.staff.tables import AUDIT
from tests.bot.console.visitor import ConsoleUnderTest, Visitor

UNLOGGED = ("/staff", "/static/", "/session", "/sign-in")
"""What shows nothing of a patient."""

MOST = 150
LINK = re.compile(r'(?:href|src)="(/[^"]*)"')


def pages(visitor: Visitor) -> Iterator[tuple[str, int, str]]:
    """Path, status and text of every page that links lead to from the start, each once."""
    ahead, seen = ["/queue"], {"/queue"}
    while ahead and len(seen) < MOST:
        path = ahead.pop(0)
        answer = visitor.get(path)
        yield path, answer.status_code, answer.text
        found = (html.unescape(link).split("#")[0] for link in LINK.findall(answer.text))
        new = [link for link in dict.fromkeys(found) if link not in seen]
        seen.update(new)
        ahead += new


def lines(console: ConsoleUnderTest) -> int:
    """How long the log is."""
    with console.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(AUDIT)).scalar_one())


def test_no_link_leads_nowhere_and_every_view_is_in_the_log(console: ConsoleUnderTest) -> None:
    admin, before, areas = console("admin"), 0, set()
    for path, status, _ in pages(admin):
        assert status == 200 or (path, status) == ("/", 302), f"{path}: {status}"
        after = lines(console)
        areas.add(path.split("/")[1].split("?")[0])
        assert after > before or path == "/" or path.startswith(UNLOGGED), f"{path} is not in the log"
        before = after
    assert {"queue", "conversations", "requests", "reviews", "figures", "privacy", "staff", "log"} <= areas
