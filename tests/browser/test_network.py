"""A bad line: nothing is lost, nothing counts twice, and the patient is told what goes on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat

MESSAGES = "**/chat/messages"


class Line:
    """The line to the channel: keeps what was sent, and may lose answers or give others."""

    def __init__(self, page: Page) -> None:
        self.sent: list[dict[str, Any]] = []
        self.loses_answers = 0
        page.route(MESSAGES, self._pass)

    def _pass(self, route: Route) -> None:
        self.sent.append(route.request.post_data_json or {})
        if self.loses_answers:
            self.loses_answers -= 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    @property
    def message_ids(self) -> list[str]:
        return [body["message_id"] for body in self.sent]


def answered(chat: Chat) -> list[str]:
    """What the server has heard from the patient."""
    said: list[str] = chat.page.evaluate(
        """async () => {
            const { token } = JSON.parse(Object.values(localStorage)[0]);
            const asked = { headers: { Authorization: `Bearer ${token}` } };
            const { messages } = await (await fetch("history", asked)).json();
            return messages.filter(({ from }) => from === "patient").map(({ text }) => text);
        }"""
    )
    return said


def answer_lost(chat: Chat) -> Line:
    """A patient whose message comes through, and whose answer does not."""
    line = Line(chat.page)
    line.loses_answers = 1
    chat.send("I am 47")
    expect(chat.notice).to_contain_text("I keep trying")
    return line


def test_a_message_whose_answer_was_lost_is_sent_again_by_itself_and_counts_once(
    full_page: OpenChat,
) -> None:
    chat = full_page().begin()
    line = answer_lost(chat)
    chat.press("Try now")
    expect(chat.log).to_contain_text("safety check")
    assert len(line.sent) == 2
    assert len(set(line.message_ids)) == 1
    assert answered(chat).count("I am 47") == 1
    assert chat.bubbles("patient").count("I am 47") == 1


def test_pressing_send_again_means_what_is_on_its_way_and_keeps_what_is_in_the_field(
    full_page: OpenChat,
) -> None:
    chat = full_page().begin()
    line = answer_lost(chat)
    chat.write("and tired")
    expect(chat.log).to_contain_text("safety check")
    expect(chat.field).to_have_value("and tired")
    assert len(set(line.message_ids)) == 1


def test_an_answer_without_a_message_is_an_answer(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.page.route(MESSAGES, lambda route: route.fulfill(json={"messages": []}), times=1)
    chat.write("hm")
    chat.write("I am 47")
    expect(chat.log).to_contain_text("safety check")


def test_a_line_that_is_cut_is_waited_for(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.page.context.set_offline(True)
    chat.send("I am 47")
    expect(chat.notice).to_contain_text("You are not connected.")
    chat.page.context.set_offline(False)
    expect(chat.log).to_contain_text("safety check")
    expect(chat.notice).to_have_text("")
    assert answered(chat).count("I am 47") == 1


def test_an_apology_is_shown_with_a_way_to_try_again(full_page: OpenChat) -> None:
    chat = full_page().begin()
    apology = {"text": "Something went wrong. Call 555 0100.", "custom": {"kind": "technical_problem"}}
    sent: list[str] = []

    def apologise(route: Route) -> None:
        sent.append((route.request.post_data_json or {})["message_id"])
        route.fulfill(status=503, json={"messages": [apology]})

    chat.page.route(MESSAGES, apologise, times=1)
    chat.send("I am 47")
    expect(chat.log).to_contain_text("Something went wrong.")
    expect(chat.log.get_by_role("link", name="555 0100")).to_be_visible()
    with chat.page.expect_request(MESSAGES) as again:
        chat.press("Send it again")
    assert again.value.post_data_json == {"message_id": sent[0], "text": "I am 47"}
    assert answered(chat).count("I am 47") == 1


def test_too_many_messages_at_once_wait_as_long_as_they_are_told(full_page: OpenChat) -> None:
    chat = full_page().begin()
    refusal = {"status": 429, "json": {"error": "Too many."}, "headers": {"Retry-After": "600"}}
    chat.page.route(MESSAGES, lambda route: route.fulfill(**refusal), times=1)
    chat.send("I am 47")
    expect(chat.notice).to_contain_text("I send yours in a moment")
    chat.page.unroute(MESSAGES)
    chat.press("Try now")
    expect(chat.log).to_contain_text("safety check")


@pytest.mark.parametrize(("status", "says"), [(413, "too long"), (400, "another way")])
def test_what_cannot_be_taken_goes_back_into_the_field(status: int, says: str, full_page: OpenChat) -> None:
    chat = full_page().begin()
    refusal = {"status": status, "json": {"error": "No."}}
    chat.page.route(MESSAGES, lambda route: route.fulfill(**refusal), times=1)
    chat.send("a long story")
    expect(chat.notice).to_contain_text(says)
    expect(chat.field).to_have_value("a long story")
    assert "a long story" not in chat.bubbles("patient")


def test_a_conversation_whose_time_is_over_says_so_and_starts_anew(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=401, json={"error": "Ended."}), times=1)
    chat.send("I am 47")
    expect(chat.notice).to_contain_text("This chat is closed")
    expect(chat.field).to_have_value("I am 47")
    chat.press("Start a new chat")
    expect(chat.button("Begin")).to_be_visible()
    expect(chat.field).to_have_value("I am 47")
    assert chat.kept_on_device().startswith("[{},")


def test_a_button_that_is_no_longer_offered_leads_to_the_open_question(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=409, json={"messages": []}), times=1)
    chat.button("Not sure").click()
    expect(chat.notice).to_contain_text("went on in another window")
    expect(chat.log).to_contain_text("How old are you?")
    assert chat.bubbles("patient") == ["Hello", "Yes"]
    chat.press("Not sure")
    expect(chat.notice).to_have_text("")
