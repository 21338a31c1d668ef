"""What a patient does in Telegram, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.channels.telegram.conftest import PAGE, conversations, stored
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.person import Person, deliver


def consented(person: Person) -> Person:
    """The same, who has agreed that the chat is kept."""
    person.say("hello")
    person.hears("Hello")
    person.say("yes")
    person.hears("I will keep it.")
    return person


def closed(person: Person, number: int) -> list[str]:
    """Wait until a message has no buttons that can be pressed; gives its lines."""
    found = person.telegram.until(lambda: _without_buttons(person, number))
    return str(found[0].text).split("\n")


def _without_buttons(person: Person, number: int) -> list[Any]:
    shown = [each for each in person.telegram.said(person.chat) if each.number == number]
    return [
        each for each in shown if not any("callback_data" in button for row in each.rows for button in row)
    ]


# --- words -------------------------------------------------------------------------------------------------


def test_each_chat_is_a_conversation_of_its_own(
    ann: Person, bot: str, telegram: FakeTelegram, database: str
) -> None:
    ben = consented(Person.of(telegram, bot))
    ann.say("hello")
    ann.hears("Hello")
    assert stored(database, ben.conversation) == ["hello", "yes"]
    assert stored(database, ann.conversation) == []


def test_nothing_is_cut_out_of_words_and_a_place_is_no_words(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("/bot hi /restart & <b>")
    ann.hears("Hello")
    ann.send(location={"latitude": 1.0, "longitude": 2.0})
    ann.hears("I can only read words.")
    assert stored(database, ann.conversation)[2:] == ["/bot hi /restart & <b>"]


def test_a_long_reply_comes_in_parts_that_end_with_sentences(ann: Person, telegram: FakeTelegram) -> None:
    ann.say("everything")
    ann.hears("That was all.")
    *parts, _ = ann.texts
    assert len(parts) > 1
    assert all(part.endswith("😀.") for part in parts)
    assert " ".join(parts) == " ".join(f"This is sentence {number} 😀." for number in range(400))
    assert len(telegram.done("sendMessage")) == len(telegram.of("sendMessage"))


def test_what_broke_is_apologised_for_and_does_not_come_again(ann: Person) -> None:
    assert ann.say("break").status == 200
    ann.hears("Something went wrong on my side")
    assert ann.say("hello").status == 200
    ann.hears("Hello")
    assert len(ann.texts) == 2


# --- buttons -----------------------------------------------------------------------------------------------


def test_buttons_stand_one_below_the_other_and_carry_short_ids(ann: Person) -> None:
    ann.say("list")
    rows = ann.hears("Which of these?").rows
    assert [[button["text"] for button in row] for row in rows] == [
        ["None"],
        ["☐ Cramp"],
        ["☐ Itch"],
        ["Done"],
        ["Not sure"],
    ]
    assert all(len(button["callback_data"]) <= 16 for row in rows for button in row)


def test_a_press_is_answered_and_its_keyboard_closed(
    ann: Person, database: str, telegram: FakeTelegram
) -> None:
    ann.say("hello")
    question = ann.hears("Hello")
    ann.tap("Yes")
    ann.hears("I will keep it.")
    assert closed(ann, question.number) == ["Hello", "", "✓ Yes"]
    assert telegram.until(lambda: not telegram.queries)
    assert stored(database, ann.conversation) == ["hello", "yes"]


def test_a_button_tapped_twice_is_one_press(ann: Person, database: str) -> None:
    ann.say("hello")
    question = ann.hears("Hello")
    data = question.rows[0][0]["callback_data"]
    for _ in range(3):
        ann.press(data, question)
    ann.hears("I will keep it.")
    ann.say("hi")
    ann.hears("Hello")
    assert stored(database, ann.conversation) == ["hello", "yes", "hi"]
    assert len(ann.texts) == 3


def test_several_are_marked_in_the_keyboard_and_sent_together(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("list")
    question = ann.hears("Which of these?")
    for title in ("☐ Cramp", "☐ Itch"):
        ann.tap(title, question)
        ann.telegram.until(lambda: title not in question.titles)  # noqa: B023
    assert question.titles == ["None", "☑ Cramp", "☑ Itch", "Done", "Not sure"]
    ann.tap("☑ Itch")
    ann.telegram.until(lambda: "☐ Itch" in question.titles)
    ann.tap("☐ Itch")
    ann.telegram.until(lambda: "☑ Itch" in question.titles)
    ann.tap("Done")
    ann.hears("I will keep it.")
    assert closed(ann, question.number)[-1] == "✓ Cramp, Itch"
    assert stored(database, ann.conversation)[-1] == "ok, cramp, ok, itch"


def test_what_stands_for_all_needs_no_mark(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("list")
    question = ann.hears("Which of these?")
    ann.tap("Not sure")
    ann.hears("I will keep it.")
    assert closed(ann, question.number)[-1] == "✓ Not sure"
    assert stored(database, ann.conversation)[-1] == "ok, not sure"


def test_done_without_a_mark_only_gets_a_hint(ann: Person, telegram: FakeTelegram) -> None:
    ann.say("list")
    question = ann.hears("Which of these?")
    ann.tap("Done")
    hints = telegram.until(
        lambda: [c.given["text"] for c in telegram.done("answerCallbackQuery") if "text" in c.given]
    )
    assert hints[-1] == "Please tap what fits first, then Done."
    assert "Done" in question.titles
    assert len(ann.texts) == 1


def test_a_button_of_an_earlier_question_brings_back_the_open_one(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("hello")
    old = ann.hears("Hello")
    ann.say("list")
    ann.hears("Which of these?")
    ann.tap("Yes", old)
    ann.hears("That button was part of an earlier question.")
    again = ann.hears("Which of these?")
    assert closed(ann, old.number) == ["Hello"]
    ann.tap("Not sure", again)
    ann.hears("I will keep it.")
    assert stored(database, ann.conversation)[-1] == "ok, not sure"


@pytest.mark.parametrize("data", ["made-up", "", "x" * 64, "/restart", "done", "+", "\ud800"])
def test_a_button_that_never_was_changes_nothing(data: str, ann: Person, database: str) -> None:
    consented(ann)
    assert ann.press(data, ann.last).status == 200
    ann.say("hello")
    ann.hears("Hello")
    assert stored(database, ann.conversation) == ["hello", "yes", "hello"]


def test_a_message_that_has_become_too_old_for_telegram_is_no_stumbling_block(ann: Person) -> None:
    consented(ann)
    gone = {"chat": {"id": ann.chat, "type": "private"}, "message_id": 1, "date": 0}
    query: dict[str, Any] = {
        "id": "1",
        "from": {"id": ann.chat, "is_bot": False},
        "message": gone,
        "data": "done",
    }
    assert ann.carry(ann.update("callback_query", **query)).status == 200
    ann.hears("That button was part of an earlier question.")


# --- what is no message ------------------------------------------------------------------------------------


def test_an_edit_answers_nothing_and_is_told_so(ann: Person, database: str) -> None:
    consented(ann)
    ann.edit("hello again")
    ann.hears("I go by what it said first")
    assert stored(database, ann.conversation) == ["hello", "yes"]


def test_a_danger_in_an_edit_is_heard(ann: Person, database: str) -> None:
    consented(ann)
    ann.edit("chest pain")
    ann.hears("Call 911 now.")
    assert stored(database, ann.conversation)[-1] == "chest pain"


@pytest.mark.parametrize(
    "sent",
    [
        {"photo": [{"file_id": "x"}]},
        {"voice": {"file_id": "x"}},
        {"document": {"file_id": "x"}},
        {"contact": {"phone_number": "555 0199", "first_name": "Ann"}},
        {"sticker": {"file_id": "x"}},
        {"video_note": {"file_id": "x"}},
    ],
    ids=lambda sent: next(iter(sent)),
)
def test_what_is_not_words_gets_a_kind_sentence(sent: dict[str, Any], ann: Person, database: str) -> None:
    consented(ann)
    ann.send(**sent)
    ann.hears("I can only read words.")
    assert stored(database, ann.conversation) == ["hello", "yes"]


def test_words_under_a_picture_are_read(ann: Person, database: str) -> None:
    consented(ann)
    ann.send(photo=[{"file_id": "x"}], caption="chest pain")
    ann.hears("I read your words.")
    ann.hears("Call 911 now.")
    assert stored(database, ann.conversation)[-1] == "chest pain"


def test_pictures_sent_together_get_one_sentence(ann: Person) -> None:
    for _ in range(3):
        ann.send(photo=[{"file_id": "x"}], media_group_id="album of Ann")
    ann.say("hello")
    ann.hears("Hello")
    assert len(ann.texts) == 2


@pytest.mark.parametrize("how", ["message", "my_chat_member"])
def test_a_group_is_told_to_write_alone_and_left(how: str, ann: Person, database: str, bot: str) -> None:
    before, group = conversations(database), {"id": -ann.chat, "type": "supergroup", "title": "Family"}
    new = {"status": "member", "user": {"id": 1, "is_bot": True}}
    told = (
        ann.message(text="/start@legs_at_night_bot chest pain")
        if how == "message"
        else {"new_chat_member": new}
    )
    assert deliver(bot, ann.update(how, **{**told, "chat": group})).status == 200
    left = ann.telegram.until(
        lambda: [c for c in ann.telegram.done("leaveChat") if c.given["chat_id"] == -ann.chat]
    )
    (said,) = ann.telegram.said(-ann.chat)
    assert "write to me there" in said.text
    assert "call 911 now" in said.text
    assert len(left) == 1
    assert conversations(database) == before


def test_who_blocks_the_bot_is_left_alone_and_welcome_back(
    ann: Person, database: str, telegram: FakeTelegram
) -> None:
    consented(ann)
    telegram.blocked.add(ann.chat)
    assert ann.member("kicked").status == 200
    assert ann.say("hi").status == 200  # on its way when the bot was blocked
    (refused,) = telegram.until(lambda: [c for c in telegram.of("sendMessage") if c.got.status == 403])
    assert refused.given["chat_id"] == ann.chat
    telegram.blocked.remove(ann.chat)
    ann.member("member")
    ann.hears("It is good to hear from you again.")
    ann.say("hello")
    ann.hears("Hello")  # what was owed
    ann.hears("Hello")
    assert stored(database, ann.conversation) == ["hello", "yes", "hi", "hello"]
    assert len([c for c in telegram.of("sendMessage") if c.got.status == 403]) == 1


# --- commands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/start", "/Start@legs_at_night_bot", "/start from_the_poster"])
def test_start_begins(text: str, ann: Person) -> None:
    ann.say(text)
    assert ann.hears("Hello").titles == ["Yes"]


def test_help_names_the_commands_and_a_person(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("/help")
    helped = ann.hears("I am a computer program of Demo clinic.")
    assert all(word in helped.text for word in ("/start", "/stop", "/summary", "/forget", "555 0100", "911"))
    assert helped.rows == [[{"text": "Open our web page", "url": f"{PAGE}/chat/"}]]
    assert stored(database, ann.conversation) == ["hello", "yes"]


def test_stop_ends_the_questions(ann: Person) -> None:
    ann.say("/stop")
    ann.hears("It fits restless legs.")


@pytest.mark.parametrize("text", ["/begin", "/summary please", "/forget it hurts in my chest"])
def test_what_only_looks_like_a_command_is_words(text: str, ann: Person, database: str) -> None:
    consented(ann)
    ann.say(text)
    ann.say("hello")
    ann.hears("Hello")
    assert stored(database, ann.conversation) == ["hello", "yes", text, "hello"]


def test_forget_asks_first_then_leaves_nothing_and_the_same_chat_begins_anew(
    ann: Person, database: str
) -> None:
    consented(ann)
    ann.say("/forget")
    assert ann.hears("Shall I erase all that you told me here?").titles == ["Yes, erase it", "No, keep it"]
    assert stored(database, ann.conversation) == ["hello", "yes"]
    ann.tap("Yes, erase it")
    ann.hears("Your receipt is")
    assert "Telegram still has its copy." in ann.last.text
    assert stored(database, ann.conversation) == []
    consented(ann)
    assert stored(database, ann.conversation) == ["hello", "yes"]


@pytest.mark.parametrize("how", ["/forget", "Forget me!"])
def test_of_who_let_nothing_be_kept_there_is_nothing_to_erase(how: str, ann: Person) -> None:
    ann.say("hello")
    ann.hears("Hello")
    ann.say(how)
    if how == "/forget":
        ann.hears("Shall I erase")
        ann.tap("Yes, erase it")
    ann.hears("I have kept nothing of this chat")


def test_who_does_not_want_that_after_all_keeps_everything(ann: Person, database: str) -> None:
    consented(ann)
    ann.say("/forget")
    question = ann.hears("Shall I erase")
    ann.tap("No, keep it")
    ann.hears("I erased nothing.")
    assert closed(ann, question.number)[-1] == "✓ No, keep it"
    assert stored(database, ann.conversation) == ["hello", "yes"]


# --- what stays out of Telegram ----------------------------------------------------------------------------


def test_what_the_answers_come_to_is_read_on_the_website(ann: Person) -> None:
    consented(ann)
    ann.say("finish")
    closing = ann.hears("Please talk to a doctor or nurse within the next days.")
    assert not any("iron" in text or "restless" in text for text in ann.texts)
    assert closing.titles == ["Start again", "Open our web page"]
    assert closing.rows[-1][0]["url"].startswith(f"{PAGE}/chat/?from=")
    ann.tap("Start again")
    ann.hears("Hello")
    assert closed(ann, closing.number)[-1] == "✓ Start again"
    assert closing.titles == ["Open our web page"]


def test_summary_leads_to_the_website(ann: Person) -> None:
    consented(ann)
    ann.say("/summary")
    told = ann.hears("What you told me stays out of Telegram.")
    assert told.rows[0][0]["url"].startswith(f"{PAGE}/chat/?from=")


def test_who_let_nothing_be_kept_has_no_other_place_to_read_it(ann: Person) -> None:
    ann.say("finish")
    ann.hears("Low iron may play a part.")
    assert ann.hears("Shall I explain?").titles == ["What would change this?", "Start again"]
    ann.say("/summary")
    ann.hears("Nothing yet.")
