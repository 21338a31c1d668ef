"""The bot's messages as Slack's own elements: shown, pressed, ticked, typed into, and taken away."""

from __future__ import annotations

import copy
import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import bootstrap
from bot.channels.sending import Said
from bot.channels.slack.blocks import Composer
from bot.channels.slack.opening import composer
from bot.messages import Messages, blanks
from bot.settings import Settings
from tests.bot.channels.slack.conftest import Recite
from tests.bot.channels.slack.fake_slack import FakeSlack
from tests.bot.channels.slack.limits import faults, text_faults
from tests.bot.channels.slack.patient import SlackPatient
from tests.vendor import Answer

SAID = Messages(bootstrap.knowledge(), blanks(bootstrap.knowledge(), Settings.parse_obj({})))
WORDS = SAID.words
OURS: Composer = composer(bootstrap.knowledge(), SAID)


def buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": title} for title in titles]


def question(name: str, text: str, *titles: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "buttons": buttons(*titles), "custom": {"kind": "question", "id": name, **more}}


ANSWERS = st.lists(st.text(min_size=1, max_size=120).filter(str.strip), max_size=60)
KINDS = st.sampled_from([None, "age", "sensation", "iron_check"])


@given(st.text(max_size=9_000), ANSWERS, KINDS)
def test_whatever_the_bot_says_is_within_slacks_limits(
    text: str, titles: list[str], kind: str | None
) -> None:
    more = {"asks": ["vegetarian"]} if kind == "iron_check" else {}
    said = question(kind, text, *titles, **more) if kind else {"text": text, "buttons": buttons(*titles)}
    for post in OURS.posts(Said("slack:T1.U1", said, "m1")):
        assert list(text_faults(post.text)) == list(text_faults(post.bare)) == []
        assert faults(list(post.blocks), "message") == []


@given(st.text("abc <>\n.", min_size=1, max_size=9_000))
def test_nothing_of_a_text_is_lost_where_it_is_cut(text: str) -> None:
    posts = OURS.posts(Said("slack:T1.U1", {"text": text}, "m1"))
    shown = "".join(html.unescape(block["text"]["text"]) for post in posts for block in post.blocks)
    assert "".join(shown.split()) == "".join(text.split())


def test_an_answer_that_is_not_kept_has_no_buttons() -> None:
    (post,) = OURS.posts(Said("slack:T1.U1", {"text": "Call.", "buttons": buttons("No")}, None))
    assert [block["type"] for block in post.blocks] == ["section"]


def test_a_question_without_a_number_box_or_boxes_is_buttons() -> None:
    (post,) = OURS.posts(Said("slack:T1.U1", question("stress", "Much stress?", "Yes", "No"), "m1"))
    assert [block["type"] for block in post.blocks] == ["section", "actions"]


def test_consent_says_that_slack_keeps_a_copy() -> None:
    (post,) = OURS.posts(Said("slack:T1.U1", {"text": WORDS.say("consent")}, "m1"))
    assert "Slack keeps a copy" in post.text


# --- through the server ---


def test_a_button_is_pressed_and_goes_away(patient: SlackPatient) -> None:
    patient.say("hello")
    shown = patient.hears("Hello")
    assert patient.press("Yes").status == 200
    patient.hears("Thank you.")
    patient.slack.until(lambda: shown.notes == ["You chose: Yes"])
    assert shown.elements == []
    assert shown.text == "Hello"


def test_a_double_click_is_one_answer(patient: SlackPatient) -> None:
    patient.say("hello")
    shown = patient.hears("Hello")
    both = [copy.deepcopy(shown), copy.deepcopy(shown)]
    assert [patient.press("Yes", on=each).status for each in both] == [200, 200]
    patient.hears("Thank you.")
    patient.say("hello")
    patient.hears("Hello")
    assert len(patient.texts) == 3


def test_who_presses_an_old_button_is_told_and_sees_what_is_open(
    patient: SlackPatient, recite: Recite
) -> None:
    recite(question("stress", "Much stress?", "A lot", "None"))
    patient.say("nobody")
    old = patient.hears("Much stress?")
    recite({"text": "Well."}, question("anxiety", "Worried?", "Often", "Never"))
    patient.say("nobody")
    patient.hears("Well.", "Worried?")
    assert patient.press("A lot", on=old).status == 200
    patient.hears(WORDS.say("slack_late_press"))
    again = patient.hears("Worried?")
    patient.slack.until(lambda: not old.elements)
    assert old.notes == []
    recite({"text": "Noted."})
    patient.say("hello")
    patient.hears("Hello")
    assert again.buttons == ["Often", "Never"]


def test_a_question_that_was_shown_again_can_be_answered_there(patient: SlackPatient, recite: Recite) -> None:
    recite(question("stress", "Much stress?", "hello", "No"))
    patient.say("nobody")
    old = patient.hears("Much stress?")
    recite(question("anxiety", "Worried?", "yes", "No"))
    patient.say("nobody")
    patient.hears("Worried?")
    patient.press("hello", on=old)
    again = patient.hears("Worried?")
    patient.press("yes", on=again)
    patient.hears("Thank you.")


def test_a_button_of_a_chat_that_is_gone(patient: SlackPatient) -> None:
    patient.say("hello")
    patient.hears("Hello")
    patient.say("forget me")
    patient.hears(WORDS.say("forgotten_nothing"))
    patient.press("Yes")
    patient.hears(WORDS.say("slack_nothing_open"))


def test_a_scale_keeps_all_its_buttons(patient: SlackPatient, recite: Recite) -> None:
    recite({"text": "How bad?", "buttons": buttons(*map(str, range(11)))})
    patient.say("nobody")
    assert patient.hears("How bad?").buttons == [str(number) for number in range(11)]


def test_sixty_buttons_stand_in_three_blocks(patient: SlackPatient, recite: Recite) -> None:
    recite({"text": "Which?", "buttons": buttons(*(f"No. {number}" for number in range(60)))})
    patient.say("nobody")
    shown = patient.hears("Which?")
    assert [len(each["elements"]) for each in shown.blocks if each["type"] == "actions"] == [25, 25, 10]


def test_several_are_ticked_and_sent_at_once(patient: SlackPatient, recite: Recite) -> None:
    feelings = [f"feeling {number}" for number in range(12)]
    recite(question("sensation", "How does it feel?", *feelings, "Not sure"))
    patient.say("nobody")
    shown = patient.hears("How does it feel?")
    assert (shown.boxes, shown.buttons) == (feelings, ["Send", "Not sure"])
    recite({"text": "Noted."})
    assert patient.tick("feeling 2", "feeling 11").status == 200
    patient.slack.until(lambda: shown.notes == ["You chose: feeling 2, feeling 11"])


def test_a_tick_alone_says_nothing_yet(patient: SlackPatient, recite: Recite) -> None:
    recite(question("iron_check", "Any of these?", "Heavy periods", "None of these", asks=["heavy_periods"]))
    patient.say("nobody")
    shown = patient.hears("Any of these?")
    boxes = next(each for each in shown.elements if each["type"] == "checkboxes")
    assert patient.interact(shown, {**boxes, "selected_options": boxes["options"]}).status == 200
    assert patient.tick().status == 200
    patient.hears(WORDS.say("slack_tick_first"))
    assert len(patient.texts) == 2
    assert shown.boxes == ["Heavy periods"]


@pytest.mark.parametrize("kind", ["radio_buttons", "timepicker", "multi_static_select", "datepicker"])
def test_elements_we_never_made_break_nothing(patient: SlackPatient, kind: str) -> None:
    patient.say("hello")
    shown = patient.hears("Hello")
    assert patient.interact(shown, {"type": kind, "action_id": "x", "block_id": "y"}).status == 200


def test_a_number_has_a_box_of_its_own(patient: SlackPatient, recite: Recite) -> None:
    recite(question("age", "How old are you?", "Not sure"))
    patient.say("nobody")
    shown = patient.hears("How old are you?")
    assert shown.buttons == ["Send", "Not sure"]
    assert [each["label"]["text"] for each in shown.blocks if each["type"] == "input"] == [
        WORDS.say("slack_number", unit="years")
    ]
    assert patient.type_number("48").status == 200
    patient.slack.until(lambda: shown.notes == ["You chose: 48"])


def test_a_long_title_is_cut_on_the_button_and_written_out_above_it(
    patient: SlackPatient, recite: Recite
) -> None:
    long = "It hurts " * 12 + "at night"
    recite({"text": "Which?", "buttons": buttons(long, "No")})
    patient.say("nobody")
    shown = patient.hears("Which?")
    assert long in shown.text
    assert shown.buttons[0].endswith("…")
    assert len(shown.buttons[0]) <= 75


def test_a_long_text_comes_in_parts_at_the_ends_of_sentences(patient: SlackPatient, recite: Recite) -> None:
    sentence = "This is a sentence that is said again and again. "
    recite({"text": sentence * 100, "buttons": buttons("Yes")})
    patient.say("nobody")
    shown = [patient.hears("This is"), patient.hears("This is")]
    assert sum(each.text.count("again.") for each in shown) == 100
    assert [each.buttons for each in shown] == [[], ["Yes"]]


def test_letters_that_mean_something_to_slack_are_only_letters(patient: SlackPatient, recite: Recite) -> None:
    recite({"text": "Less < than & more > than <@U1>", "buttons": buttons("< 5 & more")})
    patient.say("nobody")
    shown = patient.hears("Less < than & more > than <@U1>")
    assert shown.text == "Less &lt; than &amp; more &gt; than &lt;@U1&gt;"


def test_an_empty_part_is_never_sent(patient: SlackPatient, recite: Recite) -> None:
    recite({"text": "One.\n\n\n\nTwo."}, {"text": "\n\n\n\n"}, {"buttons": buttons("Only this")})
    patient.say("nobody")
    assert "Two." in patient.hears("One.").text
    assert patient.hears("Only this").buttons == ["Only this"]


def test_where_slack_does_not_take_an_element_the_words_still_come(
    slack: FakeSlack, patient: SlackPatient, recite: Recite
) -> None:
    recite({"text": "How bad?", "buttons": buttons("A bit", "Very")})
    slack.next(Answer({"ok": False, "error": "invalid_blocks"}), method="chat.postMessage")
    patient.say("nobody")
    shown = patient.hears("How bad?")
    assert (shown.text, shown.blocks) == ("How bad?\n• A bit\n• Very", [])
