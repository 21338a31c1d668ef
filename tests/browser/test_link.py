"""Coming to the page by a link from a messenger."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from bot.transcripts import inbox, links
from bot.transcripts.database import connect, writing
from tests.bot.visitor import Visitor
from tests.browser.chat import Chat
from tests.browser.conftest import OpenPage

OVER = "That link works once, and only for a day."


@pytest.fixture
def code(server: str, data: Path) -> str:
    """A link of somebody who has begun elsewhere, and has been asked for their age."""
    elsewhere, made = Visitor.of(server), secrets.token_urlsafe(24)
    agreed = elsewhere.press("begin").button("Yes")
    assert "How old are you?" in elsewhere.press(agreed).texts[-1]
    with writing(connect(f"sqlite:///{data}/transcripts.db")).begin() as connection:
        links.add(connection, made, elsewhere.conversation, inbox.now() + timedelta(minutes=5))
    return made


@pytest.fixture
def come(open_page: OpenPage) -> Chat:
    """A page on which nothing is open yet."""
    return Chat(open_page())


def follow(chat: Chat, server: str, code: str) -> Chat:
    chat.page.goto(f"{server}/chat/?from={code}&then=1#top")
    return chat


def test_it_goes_on_where_it_stood_and_the_code_leaves_the_address(
    come: Chat, server: str, code: str
) -> None:
    chat = follow(come, server, code).settled()
    expect(chat.log).to_contain_text("Welcome back. This is where we stopped.")
    assert chat.page.url == f"{server}/chat/?then=1#top"
    assert code not in chat.kept_on_device()
    chat.write("47")
    expect(chat.button("None of these")).to_be_visible()
    chat.page.reload()
    expect(chat.button("None of these")).to_be_visible()


def test_a_link_that_is_over_is_one_kind_line_and_a_fresh_start(come: Chat, server: str) -> None:
    chat = follow(come, server, "used-or-forged")
    expect(chat.notice).to_contain_text(OVER)
    assert chat.accessibility_faults() == []
    chat.screenshot("link-over")
    assert chat.page.url == f"{server}/chat/?then=1#top"
    chat.begin()
    expect(chat.notice).not_to_contain_text(OVER)


def test_opened_twice_on_one_device_the_second_time_shows_the_conversation_too(
    come: Chat, server: str, code: str
) -> None:
    follow(come, server, code).settled()
    chat = follow(come, server, code)
    expect(chat.notice).to_contain_text(OVER)
    expect(chat.log).to_contain_text("How old are you?")


def test_an_answer_lost_on_the_way_loses_nothing(come: Chat, server: str, code: str) -> None:
    asked: list[str] = []

    def lose_the_first(route: Route) -> None:
        asked.append(route.request.post_data or "")
        if len(asked) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    come.page.route("**/chat/conversations", lose_the_first)
    chat = follow(come, server, code)
    expect(chat.log).to_contain_text("Welcome back.")
    assert len(asked) == 2
    assert len(set(asked)) == 1
