"""What a patient may do at any point, and how the conversation always comes back."""

import pytest

from bot.dialogue.sayings import Ask, Closing, Facts, Meaning, Phrase, Reasons, TopicAnswer, Why
from bot.language.interpretation import Intent
from tests.bot.dialogue.chat import CALM, DONE, Chat
from tests.builders import heard


@pytest.mark.parametrize(
    ("intent", "phrase"),
    [
        ("greet", "greeting_back"),
        ("thank", "thanks"),
        ("ask_person", "person"),
        ("other_language", "other_language"),
    ],
)
def test_a_small_thing_is_answered_and_the_question_asked_once_more(intent: Intent, phrase: str) -> None:
    chat = Chat.begun(**CALM)
    chat.does(intent)
    assert chat.phrases == [phrase]
    assert (chat.asked.step.id, chat.asked.manner, chat.open) == ("urge_to_move", "again", "urge_to_move")
    assert len(chat.said) == 2


def test_a_digression_does_not_count_as_another_question() -> None:
    chat = Chat.begun(**CALM)
    before = chat.asked
    chat.does("ask_person")
    assert (chat.asked.asked, chat.asked.left) == (before.asked, before.left)


def test_why_is_answered_for_the_open_question() -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_why")
    assert chat.said[0] == Why("urge_to_move")
    assert chat.asked.step.id == "urge_to_move"


def test_why_is_answered_for_a_checklist_too() -> None:
    chat = Chat.begun(age=40)
    chat.does("ask_why")
    assert chat.said[0] == Why("safety_check")


def test_what_a_word_means_is_told_for_the_open_question() -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_meaning")
    assert chat.said[0] == Meaning("urge_to_move")


def test_what_another_word_means_is_told_too() -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_meaning", about="donor")
    assert chat.said[0] == Meaning("donor")
    assert chat.asked.step.id == "urge_to_move"


def test_a_general_question_is_answered_and_the_open_one_comes_back() -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_topic", about="iron")
    assert chat.said[0] == TopicAnswer("iron")
    assert chat.asked.step.id == "urge_to_move"


@pytest.mark.parametrize("about", [None, "weather"])
def test_a_topic_nobody_wrote_about_is_not_understood(about: str | None) -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_topic", about=about)
    assert chat.phrases == ["unclear"]


def test_a_fact_told_beside_a_question_counts() -> None:
    chat = Chat.begun(**CALM)
    chat.does("ask_topic", about="iron", also={"urge_to_move": "yes", "pregnant": "no"})
    assert chat.said[0] == TopicAnswer("iron")
    assert chat.open == "medications"


def test_what_was_noted_is_told() -> None:
    chat = Chat.begun(age=40, sex="female")
    chat.does("ask_noted")
    assert chat.said[0] == Facts("noted", {"age": 40, "sex": "female"})


def test_that_nothing_was_noted_is_told() -> None:
    chat = Chat.begun()
    chat.does("ask_noted")
    assert chat.phrases == ["nothing_noted"]


def test_going_back_asks_the_question_before_and_forgets_its_answer() -> None:
    chat = Chat.begun(**CALM)
    chat.replies("yes")
    assert chat.open == "pregnant"
    chat.does("go_back")
    assert chat.said[0] == Phrase("go_back")
    assert (chat.asked.step.id, chat.asked.manner, chat.asked.asked) == ("urge_to_move", "plain", 1)
    assert "urge_to_move" not in chat.values


def test_going_back_twice_goes_two_steps() -> None:
    chat = Chat.begun(**CALM)
    chat.replies("yes")
    chat.replies("no")
    chat.does("go_back")
    chat.does("go_back")
    assert chat.open == "urge_to_move"


def test_going_back_to_a_checklist_asks_all_of_it_again() -> None:
    chat = Chat.begun(age=40)
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "no"})
    chat.does("go_back")
    assert chat.asked.step.questions == ("chest_pain", "cold_leg")


def test_any_earlier_question_can_be_asked_again_and_the_open_one_comes_after_it() -> None:
    chat = Chat.begun(**CALM)
    chat.replies("yes")
    chat.replies("no")
    waiting = chat.open
    chat.does("go_back", about="urge_to_move")
    assert chat.said[0] == Phrase("go_back")
    assert (chat.open, chat.values["pregnant"]) == ("urge_to_move", "no")
    assert "urge_to_move" not in chat.values
    chat.replies("yes")
    assert chat.open == waiting


def test_what_was_told_without_being_asked_can_be_asked_about() -> None:
    chat = Chat.begun(**CALM)
    chat.does("go_back", about="age")
    assert chat.open == "age"
    chat.replies(41)
    assert (chat.values["age"], chat.open) == (41, "urge_to_move")


def test_a_checklist_can_be_asked_again_as_a_whole() -> None:
    chat = Chat.begun(age=40)
    checklist = chat.open
    chat.replies(None, also={"chest_pain": "no", "cold_leg": "no"})
    chat.replies("no")
    chat.does("go_back", about=checklist)
    assert chat.asked.step.questions == ("chest_pain", "cold_leg")


def test_a_question_that_was_never_asked_is_not_jumped_to() -> None:
    chat = Chat.begun(**CALM)
    for elsewhere in ("pregnant", "iron_check", "unheard_of"):
        chat.does("go_back", about=elsewhere)
        assert (chat.said[0], chat.open) == (Phrase("not_asked"), "urge_to_move")


def test_before_the_first_question_there_is_nothing_to_go_back_to() -> None:
    chat = Chat.begun(**CALM)
    chat.does("go_back")
    assert chat.phrases == ["nothing_to_go_back_to"]
    assert chat.open == "urge_to_move"


def test_starting_over_forgets_the_answers_and_keeps_the_consent() -> None:
    chat = Chat.begun(**CALM)
    chat.does("start_over")
    assert chat.values == {}
    assert chat.phrases == ["started_over"]
    assert (chat.dialogue.consent, chat.asked.step.id, chat.asked.asked) == ("yes", "age", 1)


def test_starting_over_before_consent_asks_for_it() -> None:
    chat = Chat()
    chat.hears(heard(also={"age": 34}))
    chat.does("start_over")
    assert chat.phrases == ["started_over", "consent"]
    assert (chat.values, chat.open) == ({}, "consent")


def test_stopping_gives_what_is_known_so_far() -> None:
    chat = Chat.begun(**CALM, donor="yes")
    chat.does("stop_here")
    assert chat.phrases == ["stopped"]
    assert [cause.id for cause in chat.one(Closing).assessment.causes] == ["iron"]
    assert chat.dialogue.stage == "finished"


def test_stopping_before_anything_was_said_offers_a_person() -> None:
    chat = Chat.begun()
    chat.does("stop_here")
    assert chat.phrases == ["person"]
    assert chat.open == "age"


def test_a_rephrase_then_buttons_then_a_person_and_then_the_question_is_let_go() -> None:
    chat = Chat.begun(**CALM)
    heard_back = []
    for _ in range(4):
        chat.does("off_topic")
        heard_back.append((*chat.phrases, chat.asked.step.id, chat.asked.manner))
    assert heard_back == [
        ("unclear", "urge_to_move", "again"),
        ("unclear_buttons", "urge_to_move", "buttons"),
        ("unclear_person", "urge_to_move", "buttons"),
        ("unknown_ok", "pregnant", "plain"),
    ]
    assert chat.values["urge_to_move"] == "unknown"


def test_an_answer_starts_the_patience_anew() -> None:
    chat = Chat.begun(**CALM)
    for _ in range(3):
        chat.does("off_topic")
    chat.replies("yes")
    chat.does("off_topic")
    assert chat.phrases == ["unclear"]


def test_a_danger_sign_is_never_let_go_without_a_word() -> None:
    chat = Chat.begun(**{key: value for key, value in CALM.items() if key != "dark_thoughts"})
    assert chat.open == "dark_thoughts"
    for _ in range(4):
        chat.does("off_topic")
    assert chat.dialogue.stage == "emergency" or "dark_thoughts" not in chat.values


def finished(**answers: str) -> Chat:
    chat = Chat.begun(**DONE)
    chat.replies(None, also={"donor": "no", "vegan": "no", "surgery": "no", **answers})
    assert chat.dialogue.stage == "finished"
    return chat


@pytest.mark.parametrize(
    "intent", ["off_topic", "ask_why", "ask_meaning", "decline", "answer", "misunderstood"]
)
def test_after_the_end_the_patient_is_told_what_can_be_done(intent: Intent) -> None:
    chat = finished()
    chat.does(intent)
    assert chat.said == (Phrase("finished", buttons=("ask_call", "start_again", "talk_to_person")),)


@pytest.mark.parametrize("about", ["iron", "change"])
def test_after_the_end_the_outcome_is_explained(about: str) -> None:
    chat = finished(donor="yes")
    chat.does("explain_outcome", about=about)
    assert chat.one(Reasons).about == about
    assert chat.one(Reasons).assessment.causes[0].id == "iron"
    assert not any(isinstance(saying, Ask) for saying in chat.said)


def test_an_explanation_of_nothing_is_not_understood() -> None:
    chat = Chat.begun(**CALM)
    chat.does("explain_outcome")
    assert chat.phrases == ["unclear"]


def test_a_change_after_the_end_gives_a_new_closing() -> None:
    chat = finished()
    assert chat.one(Closing).assessment.causes == ()
    chat.volunteers(donor="yes")
    assert chat.one(Facts) == Facts("amended", {"donor": "yes"})
    assert [cause.id for cause in chat.one(Closing).assessment.causes] == ["iron"]


def test_a_change_after_the_end_that_opens_a_question_asks_it_first() -> None:
    chat = finished()
    chat.volunteers(pregnant="yes")
    assert chat.open == "weeks"
    chat.replies(30)
    assert isinstance(chat.said[-1], Closing)


def test_a_danger_sign_after_the_end_is_still_heard() -> None:
    chat = finished()
    chat.hears(heard(intent="red_flag", alerts=("chest_pain",)))
    assert chat.dialogue.stage == "emergency"


def test_going_back_after_the_end_asks_the_last_question_again() -> None:
    chat = finished()
    chat.does("go_back")
    assert chat.open == "iron_check"


def test_starting_over_after_the_end_begins_at_the_first_question() -> None:
    chat = finished()
    chat.does("start_over")
    assert chat.open == "age"


def test_a_general_question_after_the_end_is_answered_and_nothing_is_asked() -> None:
    chat = finished()
    chat.does("ask_topic", about="iron")
    assert chat.said == (TopicAnswer("iron"),)


def test_every_message_counts_as_one_turn() -> None:
    chat = Chat()
    for number in (1, 2, 3):
        chat.does("greet")
        assert chat.dialogue.turn == number
