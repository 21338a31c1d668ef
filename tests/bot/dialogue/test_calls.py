"""The patient asks the clinic to call: agreed to, one question at a time, and kept apart."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.sayings import Alarm, Apart, Ask, Closing, Code, Phrase
from bot.dialogue.state import Dialogue
from bot.language.interpretation import Intent
from tests.bot.dialogue.chat import DONE, Chat


def finished(**answers: Any) -> Chat:
    """A chat at its end."""
    chat = Chat.begun(**DONE, donor="no", vegan="no", surgery="no", **answers)
    assert isinstance(chat.said[-1], Closing)
    return chat


def asked() -> Chat:
    """A chat in which the patient has agreed to be called."""
    chat = finished()
    chat.does("ask_call")
    chat.replies("yes", grounds="plain")
    return chat


def apart(chat: Chat) -> dict[str, str]:
    """What was said last for the staff alone."""
    return dict(chat.one(Apart).details)


def test_a_call_is_agreed_to_then_arranged_one_question_at_a_time() -> None:
    chat = finished()
    chat.does("ask_call")
    assert chat.said == (Phrase("call_consent", buttons=("yes", "no")),)
    chat.replies("yes", grounds="plain")
    assert chat.phrases == ["call_reach"]
    chat.does("off_topic", text="555 0199")
    assert (apart(chat), chat.phrases) == ({"reach_kind": "phone", "reach": "555 0199"}, ["call_name"])
    chat.does("off_topic", text="Bob Miller")
    assert (apart(chat), chat.phrases) == ({"name": "Bob Miller"}, ["call_time"])
    chat.does("off_topic", text="weekdays after 4")
    assert (apart(chat), chat.phrases) == ({"best_time": "weekdays after 4"}, ["call_done"])
    assert (chat.dialogue.stage, chat.open) == ("finished", None)


def test_what_is_said_for_the_staff_is_no_answer_and_stands_in_no_state() -> None:
    chat = asked()
    before = chat.values
    chat.does("answer", text="555 0199", also={"age": 5550199})
    chat.does("answer", text="April May", also={"sex": "male"})
    assert chat.values == before
    assert "April" not in str(chat.dialogue.to_json())


@pytest.mark.parametrize("said", [{"intent": "decline"}, {"intent": "stop_here"}])
def test_who_would_rather_not_is_believed_and_nothing_is_passed_on(said: dict[str, Intent]) -> None:
    chat = asked()
    chat.does(said["intent"], grounds="plain")
    assert (chat.phrases, chat.dialogue.stage) == (["call_not"], "finished")
    assert not any(isinstance(each, Apart) for each in chat.said)


def test_no_to_the_consent_ends_it() -> None:
    chat = finished()
    chat.does("ask_call")
    chat.replies("no", grounds="plain")
    assert chat.phrases == ["call_not"]


def test_who_takes_it_back_later_has_the_number_taken_off_the_list() -> None:
    chat = asked()
    chat.does("off_topic", text="555 0199")
    chat.does("stop_here", grounds="plain")
    assert (apart(chat), chat.phrases) == ({"withdrawn": "yes"}, ["call_not"])


def test_a_name_and_a_time_may_be_left_out() -> None:
    chat = asked()
    chat.does("off_topic", text="bob@example.org")
    chat.does("decline")
    assert (apart(chat), chat.phrases) == ({}, ["call_time"])
    chat.replies("no", grounds="plain")
    assert (apart(chat), chat.phrases) == ({}, ["call_done"])


def test_a_number_that_lacks_digits_is_asked_for_again_and_kept_out_of_the_transcript_too() -> None:
    chat = asked()
    chat.does("off_topic", text="555")
    assert (apart(chat), chat.phrases) == ({}, ["call_reach_again", "call_reach"])


def test_after_three_replies_nobody_can_be_reached_by_a_person_is_offered() -> None:
    chat = asked()
    for _ in range(3):
        chat.does("off_topic", text="my number")
    assert (apart(chat), chat.phrases, chat.open) == ({}, ["call_not", "person"], None)


@pytest.mark.parametrize(("intent", "said"), [("ask_why", "call_why"), ("ask_person", "person")])
def test_a_question_is_answered_and_the_open_one_asked_again(intent: Intent, said: str) -> None:
    chat = asked()
    chat.does(intent)
    assert chat.phrases == [said, "call_reach"]


@pytest.mark.parametrize(("intent", "name"), [("ask_meaning", "Alex Example"), ("stop_here", "Will Stop")])
def test_a_name_that_only_sounds_like_a_wish_is_a_name(intent: Intent, name: str) -> None:
    chat = asked()
    chat.does("off_topic", text="555 0199")
    chat.does(intent, text=name)
    assert (apart(chat), chat.phrases) == ({"name": name}, ["call_time"])


def test_a_question_that_may_hold_a_number_is_kept_apart_too() -> None:
    chat = asked()
    chat.does("ask_why", text="why does Bob Miller have to say that")
    assert (apart(chat), chat.phrases) == ({}, ["call_why", "call_reach"])


def test_one_may_go_back_a_question() -> None:
    chat = asked()
    chat.does("off_topic", text="555 0199")
    chat.does("go_back", grounds="plain")
    assert chat.phrases == ["call_reach"]


def test_a_danger_comes_first_also_here() -> None:
    chat = asked()
    chat.does("red_flag", text="Bob, and I have chest pain", alerts=("chest_pain",))
    assert [type(each) for each in chat.said] == [Alarm]
    assert chat.dialogue.stage == "emergency"


def test_one_may_start_over_instead() -> None:
    chat = asked()
    chat.does("start_over")
    assert isinstance(chat.said[-1], Ask)


def test_during_the_questions_a_call_is_put_off_and_the_number_given() -> None:
    chat = Chat.begun(age=40)
    chat.does("ask_call")
    assert chat.phrases == ["call_later"]
    assert isinstance(chat.said[-1], Ask)


def test_who_wants_nothing_kept_gets_the_number_instead() -> None:
    chat = Chat()
    chat.does("greet", also={**DONE, "donor": "no", "vegan": "no", "surgery": "no"})
    chat.replies("no")
    chat.does("ask_call")
    assert chat.phrases == ["call_not_kept"]


def test_who_agrees_to_be_kept_is_told_the_code_of_the_chat() -> None:
    chat = Chat()
    chat.dialogue = Dialogue(code="ACDE-3467")
    chat.does("greet")
    chat.replies("yes")
    assert chat.one(Code) == Code("ACDE-3467")
    chat.does("start_over")
    assert chat.dialogue.code == "ACDE-3467"


def test_who_does_not_is_told_none() -> None:
    chat = Chat()
    chat.dialogue = Dialogue(code="ACDE-3467")
    chat.does("greet")
    chat.replies("no")
    assert not any(isinstance(each, Code) for each in chat.said)
