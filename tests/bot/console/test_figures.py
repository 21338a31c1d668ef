"""The page of figures: what it says, and that every bar opens its conversations."""

from __future__ import annotations

import re

import pytest

from tests.bot.console.visitor import ConsoleUnderTest


def test_the_page_counts_the_small_clinic(console: ConsoleUnderTest) -> None:
    page = console("viewer").page("/figures/")
    assert re.search(r"<strong>3</strong>", page)
    assert "67 %" in page


def test_every_link_of_the_page_opens_conversations(console: ConsoleUnderTest) -> None:
    viewer = console("viewer")
    links = set(re.findall(r'href="(/queue\?[^"]+)"', viewer.page("/figures/")))
    assert len(links) > 5
    for link in links:
        console.clock.forward(seconds=30)
        assert "/conversations/" in viewer.page(link.replace("&amp;", "&")), link


def test_who_may_not_see_the_queue_sees_figures_without_links(console: ConsoleUnderTest) -> None:
    assert "/queue?" not in console("auditor").page("/figures/")


def test_days_without_anybody_say_so(console: ConsoleUnderTest) -> None:
    assert "Nobody wrote in these days." in console("viewer").page("/figures/?until=2001-01-01")


@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=2001-02-30", "until=0001-01-01", "channel=%3Cscript%3E"]
)
def test_what_there_cannot_be_is_told(console: ConsoleUnderTest, query: str) -> None:
    answer = console("viewer").get(f"/figures/?{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text
