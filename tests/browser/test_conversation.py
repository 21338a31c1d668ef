"""One conversation over reloads, tabs and days; changed, cleared, forgotten."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat, OpenPage

KEYS_OF_A_TOKEN = {"token", "expires"}
NOTHING = '[{},{},""]'


def test_nothing_is_asked_of_the_server_or_kept_before_the_first_word(full_page: OpenChat) -> None:
    chat = full_page()
    expect(chat.log).to_contain_text("Nothing is kept unless you agree.")
    asked = chat.page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    assert not [address for address in asked if "conversations" in address]
    assert chat.kept_on_device() == NOTHING


def test_the_device_keeps_a_key_and_never_a_word(full_page: OpenChat) -> None:
    chat = full_page().begin().write("my name is Zebedee and I am 47")
    local, tab, cookies = json.loads(chat.kept_on_device())
    (kept,) = local.values()
    assert set(json.loads(kept)) == KEYS_OF_A_TOKEN
    assert (tab, cookies) == ({}, "")


def test_consent_is_asked_before_anything_else(full_page: OpenChat) -> None:
    chat = full_page().write("hello, my legs crawl at night")
    assert "May I keep this chat" in chat.bubbles("bot")[-1]
    chat.press("No")
    expect(chat.log).to_contain_text("I will not keep this chat, and we can go on.")


def test_a_reload_in_the_middle_goes_on_where_it_was(full_page: OpenChat) -> None:
    chat = full_page().reach_checklist()
    said = chat.bubbles("bot")
    chat.page.reload()
    expect(chat.log).to_contain_text("Welcome back. This is where we stopped.")
    assert chat.bubbles("bot") == said[1:], "all but the greeting, which is the page's own"
    chat.press("None of these")
    expect(chat.log).to_contain_text("Bad nights can wear anyone down.")


def test_a_chat_left_open_on_the_clinics_page_is_open_on_its_next_page(embedded: OpenChat) -> None:
    chat = embedded(width=1280)
    chat.button("Legs at night?").click()
    chat.begin()
    chat.page.reload()
    expect(chat.log).to_contain_text("How old are you?")
    assert chat.focused()["tag"] == "body"
    chat.button("Close").click()
    chat.page.reload()
    expect(chat.button("Legs at night?")).to_be_visible()
    expect(chat.panel).to_be_hidden()


def test_somebody_who_comes_back_the_same_day_finds_the_conversation(
    full_page: OpenChat, open_page: OpenPage
) -> None:
    chat = full_page().begin()
    context, address = chat.page.context, chat.page.url
    chat.page.close()
    later = Chat(open_page(context))
    later.page.goto(address)
    expect(later.log).to_contain_text("How old are you?")


def test_two_tabs_show_the_same_and_either_may_go_on(full_page: OpenChat) -> None:
    first = full_page().begin()
    second = full_page(context=first.page.context)
    expect(second.log).to_contain_text("How old are you?")
    first.write("I am 47")
    expect(second.log).to_contain_text("safety check")
    second.settled().press("None of these")
    expect(first.log).to_contain_text(second.bubbles("bot")[-1])
    assert first.bubbles("patient")[1:] == second.bubbles("patient")[1:]


def test_what_one_tab_forgets_the_other_forgets_too(full_page: OpenChat) -> None:
    first = full_page().begin()
    second = full_page(context=first.page.context)
    expect(second.log).to_contain_text("How old are you?")
    forget(first)
    expect(second.button("Begin")).to_be_visible()
    assert "How old" not in second.log.inner_text()


def test_two_tabs_that_answer_at_the_same_time_both_show_both_answers(full_page: OpenChat) -> None:
    first = full_page().begin()
    second = full_page(context=first.page.context)
    expect(second.log).to_contain_text("How old are you?")
    with first.holding("**/chat/messages") as held:
        first.send("I am 48")
    second.write("I am 47")
    held.pop().continue_()
    expect(first.log).to_contain_text("I am 47")
    first.settled()
    expect(second.log).to_contain_text("I am 48")
    assert first.bubbles("patient") == second.bubbles("patient")


def test_what_is_on_its_way_when_another_tab_begins_goes_back_into_the_field(full_page: OpenChat) -> None:
    first = full_page()
    second = full_page(context=first.page.context)
    with second.holding("**/chat/conversations") as held:
        second.send("my legs crawl")
    first.press("Begin")
    expect(second.log).to_contain_text("May I keep this chat")
    expect(second.field).to_have_value("my legs crawl")
    held.pop().abort()


def test_somebody_who_clears_the_screen_while_the_chat_begins_leaves_no_key(full_page: OpenChat) -> None:
    chat = full_page()
    with chat.holding("**/chat/conversations") as held:
        chat.button("Begin").click()
    chat.page.get_by_text("Menu", exact=True).click()
    chat.button("Clear this screen").click()
    expect(chat.button("Begin")).to_be_visible()
    with chat.page.expect_response("**/chat/conversations"):
        held.pop().continue_()
    chat.page.evaluate("() => fetch('settings')")  # an answer later, that one has been read
    assert chat.kept_on_device() == NOTHING


def test_an_earlier_answer_can_be_changed(full_page: OpenChat) -> None:
    chat = full_page().reach_checklist()
    chat.press("Change your answer: 47")
    assert chat.bubbles("bot")[-1].startswith("How old are you?")
    chat.write("57")
    expect(chat.log).to_contain_text("57")
    chat.write("what have you noted?")
    expect(chat.log).to_contain_text("age: 57")


def test_an_answer_that_is_changed_is_quoted_as_it_was_typed(full_page: OpenChat) -> None:
    chat = full_page().begin().write("$& and $1 {clinic}")
    chat.press("Change your answer: $& and $1 {clinic}")
    assert chat.bubbles("patient")[-1] == "I want to change this answer: $& and $1 {clinic}"
    chat.write("x" * 300)
    assert chat.button(re.compile("^Change your answer: x{59}…$")).count() == 1


def test_why_is_answered_and_the_question_stays(full_page: OpenChat) -> None:
    chat = full_page().begin().press("Why do you ask?")
    said = " ".join(chat.bubbles("bot"))
    assert "Age decides which questions make sense" in said
    assert chat.button("Rather not say").count() == 1
    assert chat.button("Change your answer: Why do you ask?").count() == 0


def test_progress_says_about_how_many_are_left(full_page: OpenChat) -> None:
    chat = full_page().begin()
    expect(chat.page.locator(".progress")).to_have_text("about 19 more")
    bar = chat.page.get_by_role("progressbar", name="How far you are")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "20")


def test_several_answers_go_together(full_page: OpenChat) -> None:
    chat = full_page().reach_checklist()
    chat.button("Send my choices").click()
    expect(chat.page.get_by_text("Tick at least one")).to_be_visible()
    for item in ("One leg newly swollen, sore, warm or red", "Legs getting weaker over hours or days"):
        chat.page.get_by_label(item).check()
    chat.press("Send my choices")
    both = "One leg newly swollen, sore, warm or red, Legs getting weaker over hours or days"
    assert chat.bubbles("patient")[-1] == both
    expect(chat.alarm).to_be_visible()


def test_an_emergency_is_announced_at_once_and_its_number_can_be_pressed(full_page: OpenChat) -> None:
    chat = full_page().begin().write("I have crushing chest pain")
    expect(chat.page.get_by_role("alert")).to_contain_text("Call 911 now.")
    call = chat.alarm.get_by_role("link", name="Call 911")
    assert call.get_attribute("href") == "tel:911"
    expect(call).to_be_in_viewport()
    assert chat.log.locator(".emergency").get_attribute("aria-live") == "off"
    chat.page.reload()
    expect(chat.alarm).to_contain_text("Call 911 now.")
    chat.press("That is not what I meant")
    expect(chat.alarm).to_be_empty()


def forget(chat: Chat, said: str = "All of it is erased.") -> None:
    """Forget me, and yes, really."""
    chat.page.get_by_text("Menu", exact=True).click()
    chat.button("Forget me").click()
    chat.button("Erase it all").click()
    expect(chat.notice).to_contain_text(said)


def test_forget_me_erases_it_here_and_at_the_clinic_unless_it_must_be_kept(full_page: OpenChat) -> None:
    chat = full_page().begin()
    told = {"error": "The clinic must keep this chat for now. Call 555 0100."}
    chat.page.route("**/chat/conversations", lambda route: route.fulfill(status=409, json=told), times=1)
    forget(chat, told["error"])
    expect(chat.log).to_contain_text("How old are you?")
    (kept,) = json.loads(chat.kept_on_device())[0].values()
    forget(chat)
    expect(chat.button("Begin")).to_be_visible()
    assert chat.kept_on_device() == NOTHING
    headers = {"Authorization": f"Bearer {json.loads(kept)['token']}"}
    assert chat.page.request.get(f"{chat.page.url}history", headers=headers).status == 401


@pytest.mark.parametrize("begun", [False, True])
def test_forget_me_works_for_somebody_who_never_agreed(begun: bool, full_page: OpenChat) -> None:
    chat = full_page()
    expect(chat.button("Begin")).to_be_visible()
    if begun:
        chat.press("Begin")
    forget(chat)
    expect(chat.button("Begin")).to_be_visible()
    assert chat.kept_on_device() == NOTHING


def test_erasing_can_be_thought_better_of(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.page.get_by_text("Menu", exact=True).click()
    chat.button("Forget me").click()
    chat.button("Keep it").click()
    expect(chat.log).to_contain_text("How old are you?")
    chat.page.get_by_text("Menu", exact=True).click()
    chat.button("Forget me").click()
    chat.log.click()
    expect(chat.button("Erase it all")).to_be_hidden()
    chat.page.get_by_text("Menu", exact=True).click()
    expect(chat.button("Forget me")).to_be_visible()


def test_a_cleared_screen_leaves_nothing_on_the_device(full_page: OpenChat) -> None:
    chat = full_page().begin()
    chat.field.fill("my knees")
    chat.page.get_by_text("Menu", exact=True).click()
    chat.button("Clear this screen").click()
    expect(chat.button("Begin")).to_be_visible()
    expect(chat.field).to_have_value("")
    assert chat.kept_on_device() == NOTHING


@pytest.mark.parametrize("chosen_by", ["the clinic's page", "the patient"])
def test_a_shared_computer_keeps_no_trace(chosen_by: str, embedded: OpenChat) -> None:
    chat = embedded("data-shared" if chosen_by == "the clinic's page" else "")
    chat.button("Restless legs check").click()
    if chosen_by == "the patient":
        chat.page.get_by_text("Menu", exact=True).click()
        chat.page.get_by_label("Shared computer").check()
        chat.page.keyboard.press("Escape")
    chat.begin()
    assert chat.kept_on_device() == NOTHING
    chat.page.reload()
    chat.button("Restless legs check").click()
    expect(chat.button("Begin")).to_be_visible()


def test_on_a_shared_computer_back_does_not_bring_back_what_was_said(embedded: OpenChat) -> None:
    chat = embedded("data-shared data-open").begin()
    chat.page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(chat.button("Begin")).to_be_visible()
    assert "How old" not in chat.log.inner_text()


def test_a_device_whose_clock_is_days_out_can_chat_and_come_back(full_page: OpenChat) -> None:
    chat = full_page()
    chat.page.clock.set_fixed_time(datetime.now() + timedelta(days=3))
    chat.begin()
    chat.page.reload()
    expect(chat.log).to_contain_text("How old are you?")


def test_the_summary_can_be_saved_and_copied(full_page: OpenChat) -> None:
    chat = full_page().reach_checklist().press("None of these").write("stop")
    expect(chat.card).to_contain_text("Demo clinic")
    with chat.page.expect_download() as saved:
        chat.card.get_by_role("button", name="Save").click()
    assert saved.value.suggested_filename == "restless-legs-summary.txt"
    text = saved.value.path().read_text("utf-8")
    assert text.startswith("Your summary\n")
    assert "This is not a diagnosis" in text
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.card.get_by_role("button", name="Copy").click()
    expect(chat.notice).to_contain_text("Copied.")
    assert chat.page.evaluate("() => navigator.clipboard.readText()") == text


def test_a_finished_conversation_is_found_again_and_a_new_one_may_begin(full_page: OpenChat) -> None:
    chat = full_page().reach_checklist().press("None of these").write("stop")
    chat.page.reload()
    expect(chat.card).to_be_visible()
    chat.press("Start a new chat")
    expect(chat.card).to_have_count(0)
    assert chat.focused()["words"] == "Answers to choose from"
    chat.begin()


def test_the_clinics_page_hears_that_something_happened_and_no_word_of_it(embedded: OpenChat) -> None:
    chat = embedded()
    chat.page.evaluate(
        """() => {
            window.heard = [];
            for (const name of ["open", "close", "started", "finished", "forgotten"])
                document.addEventListener(`rls-${name}`, (event) => heard.push([event.type, event.detail]));
        }"""
    )
    chat.button("Legs at night?").click()
    chat.reach_checklist().press("None of these").write("stop")
    expect(chat.card).to_be_visible()
    forget(chat)
    chat.button("Close").click()
    heard = chat.page.evaluate("() => window.heard")
    assert heard == [[f"rls-{name}", None] for name in ("open", "started", "finished", "forgotten", "close")]
