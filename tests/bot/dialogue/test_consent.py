"""The beginning: what this is, whether it may be kept, and what was said too early."""

import pytest

from bot.dialogue.sayings import Alarm, Ask, Facts, Phrase, Settle, TopicAnswer
from bot.language.interpretation import Intent
from tests.bot.dialogue.chat import CALM, Chat
from tests.builders import heard


def test_the_first_message_is_answered_with_what_this_is_and_whether_it_may_be_kept() -> None:
    chat = Chat()
    chat.does("greet")
    assert chat.said == (Phrase("intro"), Phrase("consent", buttons=("yes", "no")))
    assert (chat.dialogue.stage, chat.open) == ("consent", "consent")


def test_who_says_yes_is_thanked_and_asked_the_first_question() -> None:
    chat = Chat()
    chat.does("greet")
    chat.replies("yes")
    assert chat.phrases == ["consent_yes"]
    assert chat.asked.step.id == "age"
    assert (chat.dialogue.consent, chat.open) == ("yes", "age")


def test_who_says_no_goes_on_all_the_same() -> None:
    chat = Chat()
    chat.does("greet")
    chat.replies("no")
    assert chat.phrases == ["consent_no"]
    assert (chat.dialogue.consent, chat.open) == ("no", "age")


def test_who_would_rather_not_say_has_not_consented() -> None:
    chat = Chat()
    chat.does("greet")
    chat.does("decline")
    assert (chat.dialogue.consent, chat.open) == ("no", "age")


def test_an_unclear_reply_is_asked_again_and_is_no_consent() -> None:
    chat = Chat()
    chat.does("greet")
    chat.replies()
    assert chat.said == (Phrase("consent_again", buttons=("yes", "no")),)
    assert (chat.dialogue.consent, chat.open) == (None, "consent")


def test_a_yes_to_something_else_is_no_consent() -> None:
    chat = Chat()
    chat.does("greet")
    chat.hears(heard("yes", to="age"))
    assert chat.dialogue.consent is None


def test_after_three_unclear_replies_a_person_is_offered_too() -> None:
    chat = Chat()
    chat.does("greet")
    for _ in range(3):
        chat.replies()
    assert chat.phrases == ["unclear_person", "consent_again"]


def test_what_was_said_before_consent_counts_once_consented_and_is_not_asked_again() -> None:
    chat = Chat()
    chat.hears(heard(also={"age": 34, "sex": "female"}))
    chat.hears(heard(also={"donor": "yes"}))
    assert chat.dialogue.consent is None
    chat.replies("yes")
    assert chat.one(Facts) == Facts("held_facts", {"age": 34, "sex": "female", "donor": "yes"})
    assert chat.asked.step.id == "safety_check"


def test_what_was_said_before_consent_counts_also_for_who_says_no() -> None:
    chat = Chat()
    chat.hears(heard(also={"age": 34}))
    chat.replies("no")
    assert chat.values == {"age": 34}


def test_an_emergency_in_the_first_message_comes_before_everything() -> None:
    chat = Chat()
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    assert [type(saying) for saying in chat.said] == [Alarm]
    assert chat.dialogue.stage == "emergency"


def test_an_emergency_beside_the_consent_comes_first_and_is_no_consent() -> None:
    chat = Chat()
    chat.does("greet")
    chat.replies("yes", alerts=("chest_pain",))
    assert [type(saying) for saying in chat.said] == [Alarm]
    assert chat.dialogue.consent is None


def test_an_emergency_that_was_none_leads_back_to_the_consent() -> None:
    chat = Chat()
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    chat.does("misunderstood")
    assert chat.said == (Phrase("misunderstood"), Phrase("consent", buttons=("yes", "no")))
    chat.replies("yes")
    assert chat.values["chest_pain"] == "no"
    assert chat.open == "age"


def test_a_question_before_consent_is_answered_and_the_consent_asked_once() -> None:
    chat = Chat()
    chat.does("greet")
    chat.does("ask_person")
    assert chat.phrases == ["person", "consent_again"]


@pytest.mark.parametrize("intent", ["ask_why", "ask_meaning"])
def test_who_asks_why_the_chat_is_kept_is_told_what_happens_to_it(intent: Intent) -> None:
    chat = Chat()
    chat.does("greet")
    chat.does(intent)
    assert chat.said == (TopicAnswer("privacy"), Phrase("consent_again", buttons=("yes", "no")))


def test_a_first_message_of_any_kind_gets_the_introduction() -> None:
    chat = Chat()
    chat.does("off_topic")
    assert chat.phrases == ["intro", "consent"]


def test_facts_that_cannot_both_be_so_are_settled_right_after_consent() -> None:
    chat = Chat()
    chat.hears(heard(also={"sex": "male", "pregnant": "yes"}))
    chat.replies("yes")
    assert chat.one(Settle).contradiction == "pregnant_and_male"


def test_nobody_is_asked_for_consent_twice() -> None:
    chat = Chat.begun(**CALM)
    chat.does("start_over")
    assert chat.phrases == ["started_over"]
    assert isinstance(chat.said[-1], Ask)
