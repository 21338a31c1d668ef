"""Danger signs stop everything, and a misunderstanding is cleared up."""

import pytest

from bot.dialogue.sayings import Alarm, Ask, Phrase
from bot.language.interpretation import Intent
from bot.triage.red_flags import Raised
from tests.bot.dialogue.chat import CALM, SMALL, Chat
from tests.builders import a_question, a_red_flag, a_referral, heard, knowledge

STILL = Phrase("emergency_again", buttons=("misunderstanding", "start_again"))


def in_danger() -> Chat:
    chat = Chat.begun(**CALM)
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    return chat


def test_a_danger_sign_in_the_middle_of_a_question_is_answered_with_the_alarm_alone() -> None:
    chat = in_danger()
    (alarm,) = chat.said
    assert isinstance(alarm, Alarm)
    assert alarm.flag == Raised("chest_pain", "emergency")
    assert (alarm.assessment.causes, alarm.assessment.labs) == ((), ())
    assert (chat.dialogue.stage, chat.open) == ("emergency", None)


@pytest.mark.parametrize(
    "intent", ["answer", "ask_topic", "ask_person", "thank", "off_topic", "stop_here", "start_over"]
)
def test_a_danger_sign_is_heard_whatever_else_the_message_is(intent: Intent) -> None:
    chat = Chat.begun(**CALM)
    chat.does(intent, alerts=("chest_pain",))
    assert isinstance(chat.said[0], Alarm)


def test_a_danger_sign_ticked_in_a_checklist_is_an_alarm() -> None:
    chat = Chat.begun(age=40)
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "yes"})
    assert chat.one(Alarm).flag == Raised("cold_leg", "same_day")


def test_a_danger_sign_that_was_denied_before_is_an_alarm_once_it_is_there() -> None:
    chat = Chat.begun(**CALM)
    assert chat.values["chest_pain"] == "no"
    chat.replies("yes", alerts=("chest_pain",))
    assert chat.one(Alarm).flag.id == "chest_pain"
    assert chat.values["urge_to_move"] == "yes"


def test_a_sign_that_can_wait_does_not_stop_the_interview() -> None:
    known = knowledge(
        a_question("sleepy_driving", always=True, group="safety"),
        a_question("urge_to_move", always=True, group="criteria"),
        a_red_flag("sleepy_driving", urgency="soon", referrals=["gp"]),
        a_referral("gp"),
    )
    chat = Chat.begun(known)
    chat.replies("yes")
    assert isinstance(chat.said[-1], Ask)


@pytest.mark.parametrize(
    "intent", ["off_topic", "answer", "stop_here", "ask_why", "decline", "explain_outcome", "ask_meaning"]
)
def test_as_long_as_the_alarm_stands_nothing_about_legs_is_asked(intent: Intent) -> None:
    chat = in_danger()
    chat.does(intent)
    assert chat.said[-1] == STILL
    assert not any(isinstance(saying, Ask) for saying in chat.said)


def test_a_person_can_be_reached_while_the_alarm_stands() -> None:
    chat = in_danger()
    chat.does("ask_person")
    assert chat.phrases == ["person", "emergency_again"]


def test_a_second_danger_sign_gets_its_own_alarm() -> None:
    chat = in_danger()
    chat.hears(heard(intent="red_flag", alerts=("cold_leg",)))
    assert chat.one(Alarm).flag.id == "cold_leg"


def test_the_same_danger_sign_again_does_not_repeat_the_whole_alarm() -> None:
    chat = in_danger()
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    assert chat.said == (STILL,)


def test_a_sign_that_becomes_more_urgent_gets_a_new_alarm() -> None:
    escalate = [{"if": {"breathless": "yes"}, "urgency": "emergency"}]
    known = knowledge(
        a_question("clot", group="safety", always=True),
        a_question("breathless", group="safety"),
        a_red_flag("clot", urgency="same_day", escalate=escalate),
        a_referral("emergency_department"),
    )
    chat = Chat.begun(known)
    chat.replies("yes")
    assert chat.one(Alarm).flag == Raised("clot", "same_day")
    chat.volunteers(breathless="yes")
    assert chat.one(Alarm).flag == Raised("clot", "emergency")


def test_a_misunderstanding_takes_the_sign_back_and_goes_on() -> None:
    chat = in_danger()
    chat.does("misunderstood")
    assert chat.phrases == ["misunderstood"]
    assert chat.values["chest_pain"] == "no"
    assert (chat.asked.step.id, chat.dialogue.stage) == ("urge_to_move", "interview")


def test_after_a_misunderstanding_the_same_sign_is_an_alarm_again() -> None:
    chat = in_danger()
    chat.does("misunderstood")
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    assert chat.one(Alarm).flag.id == "chest_pain"


def test_a_misunderstanding_of_two_signs_takes_both_back() -> None:
    chat = in_danger()
    chat.hears(heard(intent="red_flag", alerts=("cold_leg",)))
    chat.does("misunderstood")
    assert (chat.values["chest_pain"], chat.values["cold_leg"]) == ("no", "no")
    assert chat.dialogue.stage == "interview"


def test_where_nothing_was_alarming_there_is_no_misunderstanding() -> None:
    chat = Chat.begun(**CALM)
    chat.does("misunderstood")
    assert chat.phrases == ["unclear"]


def test_who_is_not_sure_about_dark_thoughts_is_cared_for_the_same_day() -> None:
    chat = Chat.begun(age=40, sex="female", chest_pain="no", cold_leg="no")
    chat.replies("unknown")
    assert chat.one(Alarm).flag == Raised("dark_thoughts", "same_day")


def test_a_sign_made_of_several_answers_is_taken_back_without_its_harmless_parts() -> None:
    known = knowledge(
        *SMALL.questions.values(),
        a_question("swelling"),
        a_red_flag("cold_leg", {"cold_leg": "yes"}, {"swelling": "yes", "sex": "female"}, urgency="same_day"),
        a_referral("emergency_department"),
    )
    chat = Chat.begun(known, **CALM)
    chat.volunteers(swelling="yes")
    assert chat.one(Alarm).flag.id == "cold_leg"
    chat.does("misunderstood")
    assert chat.values["sex"] == "female"
    chat.replies("yes")
    assert chat.dialogue.stage == "interview"


def test_starting_over_leaves_the_alarm_behind() -> None:
    chat = in_danger()
    chat.does("start_over")
    assert (chat.dialogue.stage, chat.open, chat.dialogue.alarmed) == ("interview", "age", ())
